import { type Accelerator, accelerators } from "../catalog/accelerators.ts";
import { type Cpu, cpus } from "../catalog/cpus.ts";
import { type Equivalence, equivalences } from "../catalog/equivalences.ts";
import { type Grid, grids } from "../catalog/grids.ts";
import { type Instance, instances } from "../catalog/instances.ts";
import { type Model, models } from "../catalog/models/models.ts";
import { type Region, regions } from "../catalog/regions.ts";
import { frozen } from "../frozen.ts";
import { comparable } from "../nearest.ts";
import { atEdge } from "./session/edge.ts";
import { cardDisplay, displayed, withDisplay } from "./session/display.ts";
import type { Table } from "../catalog/table.ts";

/** A table of the {@linkcode catalog}, which shows itself. */
export interface CatalogTable<Row> extends Table<Row> {
  /**
   * Finds every row that has all words of a text in its names, such as `"h100 80gb"`.
   * @param text Words or parts of them
   * @returns The rows in their order, as a table that shows itself
   */
  search(text: string): readonly Row[];
}

/** The tables of the {@linkcode catalog}. */
export interface Catalog {
  /** GPUs, TPUs and other devices. */
  readonly accelerators: CatalogTable<Accelerator>;
  /** Processors. */
  readonly cpus: CatalogTable<Cpu>;
  /** Cloud machine types. */
  readonly instances: CatalogTable<Instance>;
  /** Regions of the cloud providers. */
  readonly regions: CatalogTable<Region>;
  /** Carbon intensity of countries, states, provinces and eGRID subregions. */
  readonly grids: CatalogTable<Grid>;
  /** Models that answer calls, by the names that APIs give them. */
  readonly models: CatalogTable<Model>;
  /** Everyday things to compare emissions with. */
  readonly equivalences: CatalogTable<Equivalence>;
}

const CATALOG_DISPLAY = cardDisplay<Catalog>(
  (drawing, tables) => drawing.catalogCard(tables),
  (drawing, tables) =>
    Promise.resolve(drawing.tableBundle(drawing.catalogCard(tables))),
);

/**
 * Every fact that an estimate can use, each with its source. It shows itself as a table, and so do
 * its tables and what `search` finds.
 *
 * @example Look a device up by the name that its driver reports
 * ```ts
 * import assert from "node:assert/strict";
 * import { catalog } from "@carboncell/carboncell";
 *
 * const card = catalog.accelerators.get("NVIDIA A100-SXM4-80GB");
 * assert.equal(card.name, "A100 SXM4 80GB");
 * assert.equal(card.power[0]?.watts, 400); // NVIDIA's datasheet
 *
 * const found = catalog.regions.search("finland");
 * assert(found.some(({ region }) => region === "europe-north1"));
 *
 * const model = catalog.models.get("us.anthropic.claude-sonnet-4-5-20250929-v1:0");
 * assert.equal(model.name, "claude-sonnet-4-5");
 * assert.equal(model.provider, "bedrock");
 * ```
 */
export const catalog: Catalog = withDisplay({
  accelerators: shown("accelerators", accelerators),
  cpus: shown("cpus", cpus),
  instances: shown("instances", instances),
  regions: shown("regions", regions),
  grids: shown("grids", grids),
  models: shown("models", models),
  equivalences: shown("equivalences", equivalences),
}, CATALOG_DISPLAY);

/** A table with frozen rows: estimates use the same rows. */
function shown<Row extends object>(
  name: keyof Catalog,
  table: Table<Row>,
): CatalogTable<Row> {
  const ofTable = cardDisplay<CatalogTable<Row>>(
    (drawing, { list }) => drawing.tableCard(name, list()),
    (drawing, { list }) =>
      Promise.resolve(drawing.tableBundle(drawing.tableCard(name, list()))),
  );
  const ofRows = cardDisplay<Row[]>(
    (drawing, rows) => drawing.tableCard(name, rows, table.list().length),
    (drawing, rows) =>
      Promise.resolve(drawing.tableBundle(
        drawing.tableCard(name, rows, table.list().length),
      )),
  );
  return withDisplay({
    list: () => frozen(table.list()),
    find: (name: string) => frozen(table.find(name)),
    get: (name: string) => atEdge(() => frozen(table.get(name))),
    search: (text: string) =>
      atEdge(() => displayed(rowsWith(text, table), ofRows)),
  }, ofTable);
}

/** The rows that have all words of a text. */
function rowsWith<Row extends object>(text: string, table: Table<Row>): Row[] {
  if (typeof text !== "string") {
    throw new TypeError(
      `Cannot search as the text must be text: current value is ${
        Deno.inspect(text)
      }`,
    );
  }
  const words = text.split(/\s+/).map(comparable).filter((word) => word !== "");
  return table.list().filter((row) => {
    const names = comparable(
      Object.values(row).flat().filter((value) => typeof value === "string")
        .join(" "),
    );
    return words.every((word) => names.includes(word));
  }).map((row) => frozen(row));
}
