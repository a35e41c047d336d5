import type * as PlotModule from "../../canvas/plot.ts";
import { loadCanvas, markupOf } from "../../canvas/dom.ts";
import { pngOf } from "../../canvas/png.ts";
import { roundPlaces } from "./round_places.ts";
import { FONT_FAMILY, FONT_SIZE, WIDTH } from "../../canvas/theme.ts";

/** A mark of Observable Plot. */
export type Mark = PlotModule.Markish;

/** A chart that is drawn when it is first looked at. */
export interface Chart {
  /** What it shows, in a line. */
  readonly title: string;
  /** What it shows in words, for people who cannot see it. */
  readonly description: string;
  /** Its marks, to combine with others in your own `Plot.plot`. */
  marks(): Promise<Mark[]>;
  /** Its drawing. Text takes the colour of its surroundings. */
  svg(): Promise<string>;
  /** Its drawing as a picture, black on white. */
  png(): Promise<Uint8Array>;
}

/** What a chart is made of. */
export interface ChartSpec extends Pick<Chart, "title" | "description"> {
  /** Its marks. */
  readonly marks: (Plot: typeof PlotModule) => Mark[];
  /** Scales, margins and height. */
  readonly options: PlotModule.PlotOptions;
  /** Whether the title is drawn, too. @default true */
  readonly hasTitle?: boolean;
}

/** Room above the frame for the title, in px. */
export const TITLE_HEIGHT = 44;

/** Room above the frame without a title: half a line of the vertical axis. */
const NO_TITLE_HEIGHT = 12;

const specs = new WeakMap<Chart, ChartSpec>();

/** A chart of marks and options. It loads Plot and draws once, when it is asked to. */
export function createChart(spec: ChartSpec): Chart {
  const { title, description } = spec;
  const marks = async () => spec.marks((await loadCanvas()).Plot);
  const chart = drawnOnce({ title, description, marks }, () => draw(spec));
  specs.set(chart, spec);
  return chart;
}

/**
 * The same chart for a card, whose own title stands above it.
 * @param chart Of {@linkcode createChart}; any other stays as it is
 * @param height Its height, in px. @default that of the chart without its title
 */
export function untitled(chart: Chart, height?: number): Chart {
  const spec = specs.get(chart);
  if (spec === undefined) return chart;
  const saved = TITLE_HEIGHT - NO_TITLE_HEIGHT;
  const { options } = spec;
  const wholeHeight = options.height;
  return createChart({
    ...spec,
    hasTitle: false,
    options: {
      ...options,
      marginTop: (options.marginTop ?? TITLE_HEIGHT) - saved,
      ...(wholeHeight !== undefined &&
        { height: height ?? wholeHeight - saved }),
    },
  });
}

/** A chart whose drawing is made when it is first asked for. */
export function drawnOnce(
  chart: Pick<Chart, "title" | "description" | "marks">,
  draw: () => Promise<string>,
): Chart {
  let drawn: Promise<string> | undefined;
  const svg = () => drawn ??= draw();
  return { ...chart, svg, png: async () => await pngOf(await svg()) };
}

async function draw(spec: ChartSpec): Promise<string> {
  const { Plot, document } = await loadCanvas();
  const plot = Plot.plot({
    width: WIDTH,
    marginTop: TITLE_HEIGHT,
    ...spec.options,
    // No arrows, which some fonts lack, and no label at the title.
    x: { labelArrow: "none", labelAnchor: "center", ...spec.options.x },
    y: { labelArrow: "none", labelAnchor: "center", ...spec.options.y },
    document: document as unknown as never,
    ariaLabel: spec.title,
    ariaDescription: spec.description,
    // Plot paints a white ground, but the notebook's theme must show through.
    style: {
      fontFamily: FONT_FAMILY,
      fontSize: `${FONT_SIZE}px`,
      background: "none",
      color: "currentColor",
      overflow: "visible",
    },
    marks: [
      ...(spec.hasTitle ?? true ? [titleMark(Plot, spec)] : []),
      ...spec.marks(Plot),
    ],
  });
  plot.setAttribute("role", "img");
  // Plot leaves it out, as a page does not need it, but a file does.
  plot.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  roundPlaces(plot);
  return markupOf(plot);
}

function titleMark(
  Plot: typeof PlotModule,
  { title, options }: ChartSpec,
): Mark {
  return Plot.text([title], {
    frameAnchor: "top-left",
    dx: 8 - (options.marginLeft ?? 0),
    dy: 16 - (options.marginTop ?? TITLE_HEIGHT),
    textAnchor: "start",
    fontSize: FONT_SIZE + 2,
    fontWeight: "bold",
    ...(options.fy !== undefined && { facet: "super" as const }),
  });
}
