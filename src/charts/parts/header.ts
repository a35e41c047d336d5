import type { Document, Element } from "../../canvas/dom.ts";
import { type ColourName, COLOURS, FONT_SIZE } from "../../canvas/theme.ts";
import { fitted, textWidth, wrapped } from "./text_width.ts";

/** What a colour, a line or an area of a chart means. */
export interface LegendItem {
  /** What it is. */
  readonly text: string;
  /** Its colour, by its meaning; in a plot of the user's own any colour. */
  readonly colour: ColourName | { readonly paint: string };
  /** How it is drawn. @default "area" */
  readonly shape?: "area" | "line" | "dashes" | "fan" | "dot" | "ring";
}

/** What is above a chart: its title, what its axis shows, and its legend. */
export interface HeaderTexts {
  /** The title; absent where the surroundings show it. */
  readonly title?: string | undefined;
  /** What the vertical axis or the bars show, with the unit. */
  readonly label?: string | undefined;
  /** The meanings of its colours. */
  readonly legend?: readonly LegendItem[] | undefined;
}

/** A header with its height. */
export interface Header {
  /** In px. */
  readonly height: number;
  /** Makes its elements. */
  draw(document: Document): Element[];
}

const TITLE_SIZE = FONT_SIZE + 2;
const TITLE_ROW = 19;
const MOST_TITLE_ROWS = 3;
const LEGEND_ROW = 18;
/** Distance between two items of the legend, in px. */
const GAP = 16;
/** Room for the sample of a colour, in px. */
const SAMPLE = 20;

/** A text of the row below the title, with its sample of colour. */
interface PlacedItem {
  readonly text: string;
  readonly item: LegendItem | undefined;
  readonly x: number;
  readonly row: number;
}

/** Lays out what is above a chart of a width. */
export function headerOf(
  { title, label, legend = [] }: HeaderTexts,
  width: number,
): Header {
  const room = width - 4;
  const lines = title === undefined
    ? []
    : wrapped(title, room * FONT_SIZE / TITLE_SIZE, MOST_TITLE_ROWS);
  const items = placedItems(label, legend, room);
  const rows = Math.max(0, ...items.map(({ row }) => row + 1));
  const titleHeight = lines.length * TITLE_ROW + (lines.length > 0 ? 3 : 0);
  return {
    height: titleHeight + rows * LEGEND_ROW,
    draw: (document) => [
      ...lines.map((text, line) =>
        textAt(document, text, 1, line * TITLE_ROW + TITLE_SIZE, {
          "font-size": String(TITLE_SIZE),
          "font-weight": "bold",
        })
      ),
      ...items.flatMap(({ text, item, x, row }) => {
        const middle = titleHeight + row * LEGEND_ROW + 8;
        const sample = item === undefined ? [] : samples(document, item).map(
          (element) => {
            element.setAttribute("transform", `translate(${x},${middle})`);
            return element;
          },
        );
        const left = x + (item === undefined ? 1 : SAMPLE);
        return [
          ...sample,
          textAt(document, text, left, middle + 4, { "fill-opacity": "0.8" }),
        ];
      }),
    ],
  };
}

/** The label of the axis and the legend, from left to right in as many rows as they need. */
function placedItems(
  label: string | undefined,
  legend: readonly LegendItem[],
  room: number,
): readonly PlacedItem[] {
  const items = [
    ...(label === undefined ? [] : [{ text: label, item: undefined }]),
    ...legend.map((item) => ({ text: item.text, item })),
  ];
  let [x, row] = [0, 0];
  return items.map(({ text, item }) => {
    const before = item === undefined ? 0 : SAMPLE;
    const shown = fitted(text, room - before);
    const width = before + textWidth(shown);
    if (x > 0 && x + width > room) [x, row] = [0, row + 1];
    const placed = { text: shown, item, x, row };
    x += width + GAP;
    return placed;
  });
}

function textAt(
  document: Document,
  text: string,
  x: number,
  y: number,
  style: Readonly<Record<string, string>>,
): Element {
  const element = elementOf(document, "text", {
    x: String(Math.round(x)),
    y: String(y),
    fill: "currentColor",
    "text-anchor": "start",
    ...style,
  });
  element.append(text);
  return element;
}

/** The sample of a colour, 14 px wide, its middle at a height of 0. */
function samples(
  document: Document,
  { colour, shape = "area" }: LegendItem,
): Element[] {
  const paint = typeof colour === "string" ? COLOURS[colour] : colour.paint;
  const line = (dashes: string, width = "2") =>
    elementOf(document, "path", {
      d: "M0,0H14",
      stroke: paint,
      "stroke-width": width,
      ...(dashes !== "" && { "stroke-dasharray": dashes }),
    });
  switch (shape) {
    case "area":
      return [elementOf(document, "rect", {
        x: "2",
        y: "-5",
        width: "11",
        height: "11",
        fill: paint,
      })];
    case "line":
      return [line("", colour === "total" ? "1.5" : "2")];
    case "dashes":
      return [line("4,3")];
    case "dot":
      return [
        elementOf(document, "circle", { cx: "8", r: "4.5", fill: paint }),
      ];
    case "ring":
      return [elementOf(document, "circle", {
        cx: "8",
        r: "4",
        fill: "none",
        stroke: paint,
        "stroke-width": "2",
      })];
    case "fan":
      return [
        elementOf(document, "path", {
          d: "M0,0L14,-6V6Z",
          fill: paint,
          "fill-opacity": "0.25",
        }),
        line("2,3"),
      ];
  }
}

function elementOf(
  document: Document,
  name: string,
  attributes: Readonly<Record<string, string>>,
): Element {
  const element = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) {
    element.setAttribute(key, value);
  }
  return element;
}
