import type { Accelerator } from "../catalog/accelerators.ts";
import type { Cpu } from "../catalog/cpus.ts";
import type { Equivalence } from "../catalog/equivalences.ts";
import type { Grid } from "../catalog/grids.ts";
import type { Instance } from "../catalog/instances.ts";
import type { Model } from "../catalog/models/models.ts";
import type { Region } from "../catalog/regions.ts";
import type { DocumentTable, ResultDocument } from "../document/document.ts";
import { exact } from "../format.ts";
import { VERSION } from "../version.ts";
import { footerOf } from "./estimate_card.ts";

/** The rows of each table. */
interface Rows {
  readonly accelerators: Accelerator;
  readonly cpus: Cpu;
  readonly instances: Instance;
  readonly regions: Region;
  readonly grids: Grid;
  readonly models: Model;
  readonly equivalences: Equivalence;
}

type Cell = string | number | undefined;

/** The columns that are shown of each table, by their headings. */
const COLUMNS: {
  readonly [Name in keyof Rows]: Readonly<
    Record<string, (row: Rows[Name]) => Cell>
  >;
} = {
  accelerators: {
    name: ({ name }) => name,
    vendor: ({ vendor }) => vendor,
    "memory, GB": ({ memoryGb }) => memoryGb,
    "rated power, W": ({ power }) => power[0]?.watts,
    year: ({ year }) => year,
  },
  cpus: {
    name: ({ name }) => name,
    cores: ({ cores }) => cores,
    threads: ({ threads }) => threads,
    "TDP, W": ({ tdpWatts }) => tdpWatts,
    year: ({ year }) => year,
  },
  instances: {
    instance: ({ instance }) => instance,
    provider: ({ provider }) => provider,
    accelerator: ({ accelerator }) => accelerator,
    count: ({ count }) => count,
    vCPUs: ({ vcpus }) => vcpus,
    "memory, GB": ({ memoryGb }) => memoryGb,
  },
  regions: {
    region: ({ provider, region }) => `${provider}/${region}`,
    name: ({ name }) => name,
    city: ({ city }) => city,
    country: ({ country }) => country,
    "g/kWh of the provider": ({ intensities }) =>
      intensities[0]?.carbonIntensity,
    PUE: ({ pue }) => pue[0]?.value,
  },
  grids: {
    zone: ({ zone }) => zone,
    name: ({ name }) => name,
    "g/kWh": ({ carbonIntensity }) => carbonIntensity,
    basis: ({ basis }) => basis,
    year: ({ year }) => year,
  },
  models: {
    name: ({ name }) => name,
    provider: ({ provider }) => provider,
    "parameters, 1e9": ({ totalParametersB }) => totalParametersB,
    "active, 1e9": ({ activeParametersB }) => activeParametersB,
    size: ({ size }) => size,
  },
  equivalences: {
    thing: ({ label }) => label,
    unit: ({ unit }) => unit,
    "kg CO2e a unit": ({ kgPerUnit }) => kgPerUnit,
    year: ({ year }) => year,
  },
};

/** A text that finds something in each table. */
const SEARCHES: Readonly<Record<keyof Rows, string>> = {
  accelerators: "h100",
  cpus: "epyc 7763",
  instances: "p4d",
  regions: "finland",
  grids: "germany",
  models: "claude",
  equivalences: "car",
};

/** More rows would make the output of a cell too large. */
const MOST_ROWS = 100;

/** The card of all tables. */
export function catalogCard(
  tables: Readonly<
    Record<keyof Rows, { readonly list: () => readonly object[] }>
  >,
): ResultDocument {
  const names = Object.keys(COLUMNS) as (keyof Rows)[];
  const counts = names.map((name) => tables[name].list().length);
  return {
    title: "The catalogue",
    headline: `${exact(counts.reduce((sum, count) => sum + count, 0))} rows`,
    subline: `${names.length} tables`,
    facts: [],
    sections: [{
      id: "tables",
      title: "The tables",
      tables: [{
        columns: { table: "table", rows: "rows", search: "search" },
        rows: names.map((name, i) => ({
          table: `catalog.${name}`,
          rows: exact(counts[i] as number),
          search: `catalog.${name}.search("${SEARCHES[name]}")`,
        })),
      }],
    }],
    footer: footerOf(VERSION),
  };
}

/**
 * The card of a table, or of those rows that a search found.
 * @param name The name of the table
 * @param rows The rows
 * @param all How many rows the table has, if these are not all
 */
export function tableCard<Name extends keyof Rows>(
  name: Name,
  rows: readonly object[],
  all?: number,
): ResultDocument {
  return {
    title: `catalog.${name}`,
    headline: all === undefined
      ? `${rows.length} rows`
      : `${rows.length} of ${all} rows`,
    subline: rows.length > MOST_ROWS
      ? `the first ${MOST_ROWS}; list() gives all, search() finds some`
      : all === undefined
      ? `catalog.${name}.search("${SEARCHES[name]}") finds rows`
      : "each row has its sources in its fields",
    facts: [],
    sections: [{
      id: "rows",
      title: "The rows",
      tables: [tableOf(name, rows.slice(0, MOST_ROWS) as Rows[Name][])],
    }],
    footer: footerOf(VERSION),
  };
}

function tableOf<Name extends keyof Rows>(
  name: Name,
  rows: readonly Rows[Name][],
): DocumentTable {
  const columns = Object.entries<(row: Rows[Name]) => Cell>(COLUMNS[name]);
  return {
    columns: Object.fromEntries(columns.map(([heading]) => [heading, heading])),
    rows: rows.map((row) =>
      Object.fromEntries(columns.map(([heading, cell]) => {
        const value = cell(row);
        const isAmount = typeof value === "number" && heading !== "year";
        return [heading, isAmount ? exact(value) : value?.toString()];
      }))
    ),
  };
}
