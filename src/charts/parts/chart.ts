import type * as PlotModule from "../../canvas/plot.ts";
import { type Element, loadCanvas, markupOf } from "../../canvas/dom.ts";
import { pngOf } from "../../canvas/png.ts";
import { FONT_FAMILY, FONT_SIZE, WIDTH } from "../../canvas/theme.ts";
import { number } from "../../format.ts";
import { shown as inWords } from "../../input.ts";
import type { HeaderTexts, LegendItem } from "./header.ts";

/** A mark of Observable Plot. */
export type Mark = PlotModule.Markish;

/** How large a chart is drawn. */
export interface DrawingOptions {
  /** Width in px, 240 to 2,000. Text keeps its size. @default 720 */
  readonly width?: number;
}

/** A chart that is drawn when it is first looked at. */
export interface Chart {
  /** What it shows, in a line. */
  readonly title: string;
  /** What it shows in words, for people who cannot see it. */
  readonly description: string;
  /** Its marks, to combine with others in your own `Plot.plot`. */
  marks(): Promise<Mark[]>;
  /**
   * Its drawing. Text takes the colour of its surroundings.
   * @param options How large
   * @throws {RangeError} If the width is not one of 240 to 2,000 px
   */
  svg(options?: DrawingOptions): Promise<string>;
  /** Its drawing as a picture, black on white. */
  png(): Promise<Uint8Array>;
}

/** What a chart is made of. */
export interface ChartSpec extends Pick<Chart, "title" | "description"> {
  /** What is drawn in a width, in px. */
  readonly layout: (width: number) => ChartLayout;
  /** Whether the title is drawn, too. @default true */
  readonly hasTitle?: boolean;
  /** The height that all may have, in px. @default what the layout needs */
  readonly height?: number;
}

/** What is drawn in one width. */
export interface ChartLayout extends Omit<HeaderTexts, "title"> {
  /** Its marks. */
  readonly marks: (Plot: typeof PlotModule) => Mark[];
  /** Scales, margins and the height without the header. */
  readonly options: PlotModule.PlotOptions;
}

/** Room above the frame: half a line of the vertical axis. */
const MARGIN_TOP = 10;

/** Height of what is between the margins at least, in px. */
const LEAST_FRAME = 100;

const LEAST_WIDTH = 240;
const MOST_WIDTH = 2000;

const specs = new WeakMap<Chart, ChartSpec>();

/** A chart of marks and options. It loads Plot and draws once, when it is asked to. */
export function createChart(spec: ChartSpec): Chart {
  const { title, description } = spec;
  const marks = async () => {
    const { Plot } = await loadCanvas();
    return spec.layout(WIDTH).marks(Plot);
  };
  const chart = drawnOnce(
    { title, description, marks },
    (width) => draw(spec, width),
  );
  specs.set(chart, spec);
  return chart;
}

/**
 * The same chart for a card, whose own title stands above it.
 * @param chart Of {@linkcode createChart}; any other stays as it is
 * @param height The height that it may have, in px. @default that of the chart without its title
 */
export function untitled(chart: Chart, height?: number): Chart {
  const spec = specs.get(chart);
  return spec === undefined ? chart : createChart({
    ...spec,
    hasTitle: false,
    ...(height !== undefined && { height }),
  });
}

/** A chart whose drawing of each width is made when it is first asked for. */
export function drawnOnce(
  chart: Pick<Chart, "title" | "description" | "marks">,
  draw: (width: number) => Promise<string>,
): Chart {
  const drawings = new Map<number, Promise<string>>();
  const svg = ({ width = WIDTH }: DrawingOptions = {}) => {
    if (!(width >= LEAST_WIDTH && width <= MOST_WIDTH)) {
      throw new RangeError(
        `Cannot draw the chart as width must be ${LEAST_WIDTH} to ${MOST_WIDTH} px: current value is ${
          inWords(width)
        }`,
      );
    }
    const drawing = drawings.get(width) ?? draw(width);
    drawings.set(width, drawing);
    return drawing;
  };
  return { ...chart, svg, png: async () => await pngOf(await svg()) };
}

async function draw(spec: ChartSpec, width: number): Promise<string> {
  // Loaded with the first drawing, as most charts are never drawn.
  const [{ Plot, document }, { headerOf }, { tidy }] = await Promise.all([
    loadCanvas(),
    import("./header.ts"),
    import("./tidy.ts"),
  ]);
  const { title, description, hasTitle = true } = spec;
  const { marks, options, ...texts } = spec.layout(width);
  const { color } = options;
  const common = {
    width,
    ...options,
    // Plot's own legend is no part of its drawing.
    ...(color !== undefined && { color: { ...color, legend: false } }),
    document: document as unknown as never,
    marks: marks(Plot),
  };
  const header = headerOf({
    title: hasTitle ? title : undefined,
    ...texts,
    ...(color?.legend && { legend: coloursOf(Plot.plot(common)) }),
  }, width);
  const { marginTop = MARGIN_TOP, marginBottom = 0, height } = options;
  const own = height && height + header.height;
  const wholeHeight = spec.height === undefined ? own : Math.min(
    own ?? Infinity, // few bars need less
    Math.max(
      spec.height,
      header.height + marginTop + LEAST_FRAME + marginBottom,
    ),
  );
  const plot = Plot.plot({
    ...common,
    marginTop: marginTop + header.height,
    ...(wholeHeight !== undefined && { height: wholeHeight }),
    // No arrows, which some fonts lack. The header says what the vertical axis shows.
    x: { labelArrow: "none", labelAnchor: "center", ...options.x },
    y: { labelArrow: "none", labelAnchor: "top", ...options.y },
    ariaLabel: title,
    ariaDescription: description,
    // Plot paints a white ground, but the notebook's theme must show through.
    style: {
      fontFamily: FONT_FAMILY,
      fontSize: `${FONT_SIZE}px`,
      background: "none",
      color: "currentColor",
      overflow: "visible",
    },
  }) as unknown as Element;
  plot.setAttribute("role", "img");
  // Plot leaves it out, as a page does not need it, but a file does.
  plot.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  plot.append(...header.draw(document));
  tidy(plot, header.height);
  return markupOf(plot);
}

/** Colours of a continuous scale that its legend shows. */
const STEPS = 5;

/** The legend of the colours of a plot, whose scale only Plot knows. */
function coloursOf(plot: PlotModule.Plot): LegendItem[] {
  const { domain = [], type, apply } = plot.scale("color") ?? {};
  const values = [...domain] as unknown[];
  const [low, high] = [values[0], values.at(-1)].map(Number);
  const shown = type === "ordinal" || type === "categorical" ||
      !Number.isFinite(low) || !Number.isFinite(high)
    ? values
    : Array.from(
      { length: STEPS },
      (_, i) => low! + (high! - low!) * i / (STEPS - 1),
    );
  return shown.map((value) => ({
    text: typeof value === "number" ? number(value) : String(value),
    colour: { paint: String(apply?.(value) ?? "currentColor") },
  }));
}
