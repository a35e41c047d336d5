/** How the values of a column are stored. */
export type ColumnType = "bigint" | "double" | "text";

/** A small table that is sent with a statement: its columns, each with its values. */
export type SmallTable = Readonly<
  Record<
    string,
    { readonly type: ColumnType; readonly values: readonly unknown[] }
  >
>;

/** What a column of the user's table holds. */
export type ColumnKind = "text" | "number" | "time" | "localTime" | "other";

/** A column of an answer: numbers and texts, in the order of the rows. */
export type AnswerColumn = readonly (number | string | null)[];

/** The columns of an answer by their names. */
export type Answer = Readonly<Record<string, AnswerColumn>>;

/** What makes the SQL of an engine differ: how it reads the user's own columns. */
export interface Dialect {
  /** The type of text. */
  readonly text: string;
  /** A number as double; null if it is none. */
  number(column: string): string;
  /** A double that is not known. */
  readonly noNumber: string;
  /** The name of a column or table, quoted. */
  name(name: string): string;
  /**
   * A moment in s since 1970.
   * @param column The quoted column
   * @param kind What it holds: a time
   * @param timeZone The zone of local times
   */
  seconds(column: string, kind: ColumnKind, timeZone: string): string;
}

/** A database that prices jobs. Nothing but answers is fetched from it. */
export interface Engine {
  /** Its name, for people. */
  readonly name: string;
  /** How it reads the user's columns. */
  readonly dialect: Dialect;
  /** The columns of the table of jobs. */
  columns(): Promise<ReadonlyMap<string, ColumnKind>>;
  /** The table of jobs as a `from` names it. */
  readonly from: string;
  /**
   * Asks one statement.
   * @param text It begins after the small tables: `jobs as (…), … select …`
   * @param tables The small tables by their names
   */
  ask(
    text: string,
    tables: Readonly<Record<string, SmallTable>>,
  ): Promise<Answer>;
  /**
   * Keeps the answer of a statement as a table, if it can: those of servers may only read.
   * @returns Whether there was room for it
   */
  keep?(
    name: string,
    text: string,
    tables: Readonly<Record<string, SmallTable>>,
  ): Promise<boolean>;
  /** Ends all that it holds. Twice is the same as once. */
  close(): Promise<void>;
}

/** A database with a table of jobs, for `jobLog`. It holds nothing that could be shown. */
export interface EngineChoice {
  /** The name of the engine. */
  readonly engine: "clickhouse" | "postgres";
  /** The table of jobs, if it is named here. */
  readonly table: string | undefined;
}

/** Opens a table of an engine. */
type Open = (table: string, signal?: AbortSignal) => Promise<Engine>;

const openers = new WeakMap<object, Open>();

/** A choice of an engine, with what opens it out of sight: that knows the password. */
export function engineChoice(
  engine: EngineChoice["engine"],
  table: string | undefined,
  open: Open,
): EngineChoice {
  const choice = Object.freeze({ engine, table });
  openers.set(choice, open);
  return choice;
}

/** What opens a choice; `undefined` if it is none. */
export function openerOf(choice: unknown): Open | undefined {
  return typeof choice === "object" && choice !== null
    ? openers.get(choice)
    : undefined;
}
