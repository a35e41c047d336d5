import table from "../../data/grids.json" with { type: "json" };
import otherNames from "../../data/area_names.json" with { type: "json" };
import type { Basis } from "./basis.ts";
import type { DatedValue } from "./cited.ts";
import { comparable } from "../nearest.ts";
import { once } from "../once.ts";
import { createTable, type Table } from "./table.ts";

/** The mean carbon intensity of an area's electricity in a year. */
export interface Grid extends DatedValue {
  /** ISO 3166 code, eGRID subregion (`US-EGRID-MROW`) or name of an aggregate (`WORLD`). */
  readonly zone: string;
  /** Name of the area. */
  readonly name: string;
  /** What the area is. */
  readonly kind: "country" | "subdivision" | "egrid-subregion" | "aggregate";
  /** ISO 3166-1 alpha-3 code, of countries. */
  readonly iso3?: string;
  /** Carbon intensity, in gCO2e/kWh. */
  readonly carbonIntensity: number;
  /** What it counts. */
  readonly basis: Basis;
  /** What to know about the figure. */
  readonly note?: string;
}

// The file has the figures of a zone together and its words by number, at a third of the size.
type Packed = readonly [
  zone: string,
  name: string,
  kind: number,
  iso3: string | null,
  ...figures: (readonly [
    carbonIntensity: number,
    year: number,
    basis: number,
    source: number,
    note?: string,
  ])[],
];

/** The figures of a zone, unpacked when they are first asked for. */
const gridsOf = once(
  ([zone, name, kind, iso3, ...figures]: Packed): readonly Grid[] =>
    figures.map(([carbonIntensity, year, basis, source, note]) => ({
      zone,
      name,
      kind: table.kinds[kind] as Grid["kind"],
      ...(iso3 !== null && { iso3 }),
      carbonIntensity,
      year,
      basis: table.bases[basis] as Basis,
      source: table.sources[source] as string,
      ...(note !== undefined && { note }),
    })),
);

const packed = table.rows as unknown as readonly Packed[];

/** The figures of all zones. */
const rows = () => packed.flatMap(gridsOf);

const OTHER_NAMES: Readonly<Record<string, readonly string[]>> = otherNames;

function namesOf(row: Grid): readonly string[] {
  // Errors suggest the name of a country, but the code of a part of one.
  const whole = row.kind === "country" || row.kind === "aggregate";
  return [
    ...(whole ? [row.name, row.zone] : [row.zone, row.name]),
    ...(row.iso3 !== undefined && row.kind === "country" ? [row.iso3] : []),
    ...(OTHER_NAMES[row.zone] ?? []),
  ];
}

const spelled = createTable(rows, { kind: "country or area", names: namesOf });

const inAnyOrder = createTable(rows, {
  kind: "country or area",
  names: namesOf,
  comparable: sortedWords,
});

/** Words of a name in order of the alphabet: ISO 3166 has `Korea, Republic of`. */
function sortedWords(name: string): string {
  return name.replace(/&/g, " and ").replace(/\bSt\.? /g, "Saint ")
    .replace(/people['’]s/gi, "peoples")
    .split(/[^\p{L}\p{N}\p{M}]+/u).map(comparable)
    .filter((word) => !/^(?:of|the|and)?$/.test(word)).sort().join(" ");
}

/** What official names add: `Federative Republic of Brazil`. A state can be one of a country. */
const STATE_FORMS =
  /\b(?:republic|kingdom|federal|federative|islamic|democratic|peoples|socialist|commonwealth|union|independent|sultanate|arab|hashemite|grand|duchy)\b ?/g;

// Of names without a form: without its own, a name of North Korea is that of both Koreas.
const withoutForm = createTable(rows, {
  kind: "country or area",
  names: (row) => namesOf(row).filter(hasNoForm),
  comparable: plain,
});

/** Which of the two a Democratic Republic of Korea is, its name does not say. */
const OF_TWO = /^korea$/i;

function hasNoForm(name: string): boolean {
  return plain(name) === sortedWords(name) && !OF_TWO.test(name);
}

function plain(name: string): string {
  return sortedWords(name).replace(STATE_FORMS, "").trim();
}

function findGrid(name: string): Grid | undefined {
  return spelled.find(name) ?? inAnyOrder.find(name) ?? withoutForm.find(name);
}

/**
 * The figures of every area and year, newest first within an area. The words of a name may come
 * in any order.
 */
export const grids: Table<Grid> = Object.freeze({
  list: spelled.list,
  find: findGrid,
  get: (name: string) => findGrid(name) ?? spelled.get(name),
});

let zones: ReadonlyMap<string, Packed> | undefined;

/**
 * Every figure of a zone, newest first.
 * @param zone A `zone` of the table
 * @returns Empty if the table has none
 */
export function gridVintages(zone: string): readonly Grid[] {
  zones ??= new Map(packed.map((row) => [row[0], row]));
  const row = zones.get(zone);
  return row === undefined ? [] : gridsOf(row);
}
