import type {
  DuckDBConnection,
  DuckDBInstance,
} from "npm:@duckdb/node-api@1.5.6-r.1";
import { kernelPrint } from "../../jupyter/broadcast.ts";
import { library } from "../../library.ts";
import { messageOf } from "../../machine/machine.ts";
import { onInterrupt } from "../../tracker/interrupt.ts";
import { duckdbFault, MemoryFault } from "./duckdb_fault.ts";
import { type TemporaryFolder, temporaryFolder } from "./temporary_folder.ts";
import type {
  Answer,
  ColumnKind,
  Dialect,
  Engine,
  SmallTable,
} from "./engine.ts";

/** What DuckDB may hold in memory, in MB; the rest goes to its folder of temporary files. */
const MEMORY_MB = 400;

/** The share of the memory of this machine that nothing uses, for what cannot go to a file. */
const FREE_SHARE = 0.5;

/** How DuckDB reads columns. */
export const DUCKDB: Dialect = {
  text: "varchar",
  noNumber: "cast(null as double)",
  number: (column) => `try_cast(${column} as double)`,
  name: (name) => `"${name.replaceAll('"', '""')}"`,
  seconds: (column, kind, timeZone) =>
    kind === "localTime" && timeZone !== "UTC"
      ? `epoch(timezone('${timeZone}', ${column}))`
      : `epoch(${column})`,
};

/** Kinds of columns by the types of DuckDB. */
const KINDS: readonly (readonly [RegExp, ColumnKind])[] = [
  [/^TIMESTAMP WITH TIME ZONE$/, "time"],
  [/^TIMESTAMP\w*$|^DATE$/, "localTime"],
  [/^(?:U?[A-Z]*INT(?:EGER)?|DOUBLE|FLOAT|DECIMAL\(.*\))$/, "number"],
  [/^VARCHAR$|^ENUM\(.*\)$/, "text"],
];

/** DuckDB within this process, with a folder for what does not fit into memory. */
export class DuckDb implements Engine {
  readonly name = "DuckDB";
  readonly dialect: Dialect = DUCKDB;
  readonly from = "jobs";
  readonly #instance: DuckDBInstance;
  readonly #connection: DuckDBConnection;
  readonly #folder: TemporaryFolder;
  readonly #signal: AbortSignal | undefined;
  readonly #sent = new Map<string, SmallTable>();
  #files: readonly string[] = [];
  #memory: number;
  #last: Promise<unknown> = Promise.resolve();
  #isOpen = true;

  private constructor(
    instance: DuckDBInstance,
    connection: DuckDBConnection,
    folder: TemporaryFolder,
    memory: number,
    signal: AbortSignal | undefined,
  ) {
    this.#instance = instance;
    this.#connection = connection;
    this.#folder = folder;
    this.#memory = memory;
    this.#signal = signal;
    globalThis.addEventListener("unload", folder.remove);
  }

  /**
   * Loads the library, which the first use downloads, and opens a database in memory.
   * @param signal Ends every question
   * @param memory What it may hold in memory, in MB. Where that is not enough and a part of it
   *   cannot go to a file, it takes of what is free.
   */
  static async open(
    signal?: AbortSignal,
    memory: number = MEMORY_MB,
  ): Promise<DuckDb> {
    const { DuckDBInstance } = await loaded();
    const folder = await temporaryFolder();
    const instance = await DuckDBInstance.create(":memory:", {
      memory_limit: `${memory}MB`,
      temp_directory: folder.path,
      preserve_insertion_order: "false",
      autoinstall_known_extensions: "false",
      autoload_known_extensions: "false",
    });
    const connection = await instance.connect();
    return new DuckDb(instance, connection, folder, memory, signal);
  }

  /** Says which files are read from now on, so that a fault can name them. */
  reads(files: readonly string[]): void {
    this.#files = files;
  }

  /**
   * Closes the database to the files of this machine, but for those that it reads.
   * @param paths Files that questions read
   */
  async seal(paths: readonly string[]): Promise<void> {
    this.reads(paths);
    const list = paths.map((path) => textLiteral(path)).join(", ");
    if (paths.length > 0) await this.run(`set allowed_paths = [${list}]`);
    await this.run("set enable_external_access = false");
  }

  async columns(): Promise<ReadonlyMap<string, ColumnKind>> {
    return await this.columnsOf(this.from);
  }

  /** The columns of a table or of a file. */
  async columnsOf(from: string): Promise<ReadonlyMap<string, ColumnKind>> {
    const { column_name: names = [], column_type: types = [] } = await this
      .read(`describe select * from ${from}`);
    return new Map(names.map((name, i) => [
      String(name),
      KINDS.find(([pattern]) => pattern.test(String(types[i])))?.[1] ??
        "other",
    ]));
  }

  async ask(
    text: string,
    tables: Readonly<Record<string, SmallTable>>,
  ): Promise<Answer> {
    await this.#sendAll(tables);
    return await this.read(`with ${text}`);
  }

  async keep(
    name: string,
    text: string,
    tables: Readonly<Record<string, SmallTable>>,
  ): Promise<boolean> {
    await this.#sendAll(tables);
    try {
      await this.run(`create table ${name} as with ${text}`);
      return true;
    } catch (error) {
      if (error instanceof MemoryFault) return false;
      throw error;
    }
  }

  /** Sends the tables that it does not have yet. */
  async #sendAll(tables: Readonly<Record<string, SmallTable>>): Promise<void> {
    for (const [name, table] of Object.entries(tables)) {
      if (this.#sent.get(name) === table) continue;
      await this.send(name, table);
      this.#sent.set(name, table);
    }
  }

  /** Makes a table of values. */
  async send(name: string, table: SmallTable): Promise<void> {
    const columns = Object.entries(table);
    const types = columns.map(([column, { type }]) =>
      `${column} ${type === "text" ? "varchar" : type}`
    );
    await this.run(`create or replace table ${name} (${types.join(", ")})`);
    const appender = await this.#connection.createAppender(name);
    const length = columns[0]?.[1].values.length ?? 0;
    for (let row = 0; row < length; row += 1) {
      for (const [, { type, values }] of columns) {
        const value = values[row];
        if (value === undefined || value === null) appender.appendNull();
        else if (type === "text") appender.appendVarchar(String(value));
        else if (type === "bigint") {
          appender.appendBigInt(BigInt(Number(value)));
        } else appender.appendDouble(Number(value));
      }
      appender.endRow();
    }
    appender.closeSync();
  }

  /** Runs a statement without an answer. */
  async run(sql: string): Promise<void> {
    await this.#during(() => this.#connection.run(sql));
  }

  /** Reads the answer of a statement. */
  async read(sql: string): Promise<Answer> {
    const reader = await this.#during(() =>
      this.#connection.runAndReadAll(sql)
    );
    return reader.convertColumnsObject((value) =>
      typeof value === "bigint" ? Number(value) : value as number | string
    );
  }

  /** One question after the other. An interrupt or the signal of the user ends it. */
  async #during<T>(ask: () => Promise<T>): Promise<T> {
    const asked = this.#last.then(async () => {
      this.#signal?.throwIfAborted();
      if (!this.#isOpen) {
        throw new TypeError("Cannot ask the job log as it was closed");
      }
      const interrupt = () => this.#connection.interrupt();
      this.#signal?.addEventListener("abort", interrupt);
      const ignore = onInterrupt(interrupt);
      try {
        return await this.#withMemory(ask);
      } catch (error) {
        this.#signal?.throwIfAborted();
        if (/^INTERRUPT/.test(messageOf(error))) {
          throw new Error("The question to the job log was interrupted");
        }
        throw duckdbFault(error, this.#files, this.#memory);
      } finally {
        ignore();
        this.#signal?.removeEventListener("abort", interrupt);
      }
    });
    this.#last = asked.catch(() => {});
    return await asked;
  }

  /** Asks once more with what is free where too little memory makes a question fail. */
  async #withMemory<T>(ask: () => Promise<T>): Promise<T> {
    try {
      return await ask();
    } catch (error) {
      const free = Math.floor(freeMb() * FREE_SHARE);
      if (!/^Out of Memory/.test(messageOf(error)) || free <= this.#memory) {
        throw error;
      }
      await this.#connection.run(`set memory_limit = '${free}MB'`);
      this.#memory = free;
      return await ask();
    }
  }

  async close(): Promise<void> {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    this.#connection.interrupt();
    await this.#last;
    this.#connection.closeSync();
    this.#instance.closeSync();
    globalThis.removeEventListener("unload", this.#folder.remove);
    this.#folder.remove();
  }
}

/** The memory that nothing uses, in MB; 0 where Deno may not say it. */
function freeMb(): number {
  try {
    return Deno.systemMemoryInfo().available / 1e6;
  } catch {
    return 0;
  }
}

/** A text within a statement. */
export function textLiteral(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** A download takes longer than this, in ms. */
const LONG_MS = 3000;

async function loaded(): Promise<
  typeof import("npm:@duckdb/node-api@1.5.6-r.1")
> {
  const timer = setTimeout(() => {
    const text =
      "Loading DuckDB, which reads job logs: 49 MB, once on this machine …\n";
    const print = kernelPrint();
    if (print !== undefined) void print("stderr", text);
    else Deno.stderr.writeSync(new TextEncoder().encode(text));
  }, LONG_MS);
  try {
    return await library<typeof import("npm:@duckdb/node-api@1.5.6-r.1")>(
      "npm:@duckdb/node-api@1.5.6-r.1",
    );
  } finally {
    clearTimeout(timer);
  }
}
