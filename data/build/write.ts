import type {
  Basis,
  Grid,
  GridKind,
  GridTable,
  PackedFigure,
} from "./types.ts";

const BASES: readonly Basis[] = ["lifecycle", "direct", "mixed"];
const KINDS: readonly GridKind[] = [
  "country",
  "subdivision",
  "egrid-subregion",
  "aggregate",
];

/** Packs the rows of a zone together, with numbers for words: a third of the size. */
export function packed(grids: readonly Grid[]): GridTable {
  const sources = [...new Set(grids.map(({ source }) => source))].sort();
  const figure = (row: Grid): PackedFigure => {
    const { carbonIntensity, year, note } = row;
    const words = [
      BASES.indexOf(row.basis),
      sources.indexOf(row.source),
    ] as const;
    return note === undefined
      ? [carbonIntensity, year, ...words]
      : [carbonIntensity, year, ...words, note];
  };
  const zones = [...Map.groupBy(grids, ({ zone }) => zone).values()];
  return {
    sources,
    bases: BASES,
    kinds: KINDS,
    rows: zones.map((figures) => {
      const { zone, name, kind, iso3 = null } = figures[0]!;
      return [zone, name, KINDS.indexOf(kind), iso3, ...figures.map(figure)];
    }),
  };
}

/** Gives JSON with one row a line, so that a diff shows the rows that changed. */
export function toJson(table: unknown): string {
  return `${lines(table, "")}\n`;
}

function lines(value: unknown, indent: string): string {
  if (Array.isArray(value)) {
    const rows = value.map((row) => `${indent}  ${JSON.stringify(row)}`);
    return `[\n${rows.join(",\n")}\n${indent}]`;
  }
  const inner = `${indent}  `;
  const entries = Object.entries(value as object).map(([key, content]) => {
    const text = isTable(content)
      ? lines(content, inner)
      : JSON.stringify(content);
    return `${inner}${JSON.stringify(key)}: ${text}`;
  });
  return `{\n${entries.join(",\n")}\n${indent}}`;
}

function isTable(value: unknown): boolean {
  return Array.isArray(value) && typeof value[0] === "object";
}
