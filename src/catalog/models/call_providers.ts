import { callTable } from "./call_table.ts";
import { createTable, type Table } from "../table.ts";

/** Low, usual and high value. */
export type UsualRange = readonly [low: number, usual: number, high: number];

/** Who serves calls to language models. */
export interface CallProvider {
  /** Key, such as `openai`. */
  readonly provider: string;
  /** Its name. */
  readonly name: string;
  /** Other names. */
  readonly aliases: readonly string[];
  /** Hosts of its API; a star is any label. */
  readonly hosts: readonly string[];
  /** Where it usually runs, by its code among the grids; absent where nothing says. */
  readonly zone?: string;
  /** Power usage effectiveness. */
  readonly pue: UsualRange;
  /** Water consumed on site, in L/kWh. */
  readonly wue: UsualRange;
  /** Key into the sources. */
  readonly source: string;
  /** The cloud whose regions it has. */
  readonly cloud?: string;
  /** What it serves from, where that is not GPUs of a data centre. */
  readonly serves?: "other chips" | "own server";
  /** What to know about it. */
  readonly note?: string;
}

/** Who serves calls to language models. */
export const callProviders: Table<CallProvider> = createTable(
  () => callTable().providers,
  {
    kind: "provider of models",
    names: (row) => [row.provider, row.name, ...row.aliases],
  },
);
