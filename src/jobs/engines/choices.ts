import { rareModule } from "../../late.ts";
import * as v from "../../input.ts";
import { type EngineChoice, engineChoice } from "./engine.ts";

/** What is common to servers. */
export interface DatabaseOptions {
  /** The table of jobs, such as `slurm.jobs`. @default the source of the log */
  readonly table?: string;
  /** How long a question may take, in s. @default 300 */
  readonly timeoutS?: number;
  /** The certificate of the server's authority in PEM, if this machine does not know it. */
  readonly ca?: string;
}

/** A ClickHouse server. */
export interface ClickHouseOptions extends DatabaseOptions {
  /** Its address over HTTP, such as `https://clickhouse.example.org:8443`. */
  readonly url: string;
  /** Who asks: a user that may only read is enough. @default that of the address, or `default` */
  readonly user?: string;
  /** The password. It is in no output and in no error. */
  readonly password?: string;
  /** The database of the table. @default that of the user */
  readonly database?: string;
}

const SERVER = {
  table: v.optional(v.text()),
  timeoutS: v.optional(v.number(v.above(0))),
  ca: v.optional(v.text()),
};

const SERVER_WANTED = {
  table: "the name of a table",
  timeoutS: "a finite number > 0, in s",
  ca: "a certificate in PEM",
};

const CLICKHOUSE = v.record({
  ...SERVER,
  url: v.text(),
  user: v.optional(v.text()),
  password: v.optional((value) =>
    typeof value === "string" ? [] : [{ path: [], kind: "type" }]
  ),
  database: v.optional(v.text()),
});

/**
 * Jobs in a table of ClickHouse, for `jobLog`. It is priced there, and only answers are fetched. A
 * user that may only read the table is enough. The password is in no output, no error and no file.
 * @param options Its address, its table and who asks
 * @throws {TypeError} If something does not fit
 *
 * @example Nothing is opened before a log is priced
 * ```ts
 * import assert from "node:assert/strict";
 * import { clickhouse } from "@carboncell/carboncell";
 *
 * const engine = clickhouse({
 *   url: "https://clickhouse.example.org:8443",
 *   table: "slurm.jobs",
 *   user: "reader",
 *   password: "secret",
 * });
 * assert(!Deno.inspect(engine).includes("secret"));
 * ```
 */
export function clickhouse(options: ClickHouseOptions): EngineChoice {
  const faults = v.faultsOf(CLICKHOUSE, options);
  if (faults.length > 0) {
    throw v.inputError(faults, withoutSecrets(options), {
      doing: "use ClickHouse",
      whole: "{ url, table, user, password }",
      otherNames: { username: "user", host: "url" },
      fields: {
        ...SERVER_WANTED,
        url: "an address such as https://clickhouse.example.org:8443",
        user: "a name",
        password: "text",
        database: "a name",
      },
    });
  }
  checkAddress(options.url, "ClickHouse", /^https?:$/);
  return engineChoice("clickhouse", options.table, async (table, signal) => {
    const { openClickHouse } = await rareModule<
      typeof import("./clickhouse.ts")
    >("./clickhouse.ts", import.meta.url);
    return await openClickHouse(options, table, signal);
  });
}

/**
 * Jobs in a table of PostgreSQL, or of a database that speaks its protocol, for `jobLog`. It is
 * priced there, and only answers are fetched. A role that may only read the table is enough. On
 * other machines the connection uses TLS and checks the certificate, unless the address ends with
 * `?sslmode=disable`. The password is in no output, no error and no file.
 * @param address Such as `postgres://reader:password@db.example.org/slurm`
 * @param options Its table, and more
 * @throws {TypeError} If something does not fit
 *
 * @example Nothing is opened before a log is priced
 * ```ts
 * import assert from "node:assert/strict";
 * import { postgres } from "@carboncell/carboncell";
 *
 * const engine = postgres("postgres://reader:secret@db.example.org/slurm", {
 *   table: "jobs",
 * });
 * assert(!Deno.inspect(engine).includes("secret"));
 * ```
 */
export function postgres(
  address: string,
  options: DatabaseOptions = {},
): EngineChoice {
  v.checkInput(v.record(SERVER), options, {
    doing: "use PostgreSQL",
    whole: "{ table }",
    fields: SERVER_WANTED,
  });
  checkAddress(address, "PostgreSQL", /^postgres(?:ql)?:$/);
  return engineChoice("postgres", options.table, async (table, signal) => {
    const { openPostgres } = await rareModule<typeof import("./postgres.ts")>(
      "./postgres.ts",
      import.meta.url,
    );
    return await openPostgres(address, options, table, signal);
  });
}

function checkAddress(
  address: unknown,
  name: string,
  protocol: RegExp,
): void {
  const url = typeof address === "string" ? URL.parse(address) : null;
  if (url !== null && protocol.test(url.protocol) && url.host !== "") return;
  const example = name === "ClickHouse"
    ? "https://clickhouse.example.org:8443"
    : "postgres://reader@db.example.org/slurm";
  // What looks like no address may still hold a password.
  const given = typeof address === "string"
    ? "some other text"
    : v.shown(address);
  throw new TypeError(
    `Cannot use ${name} as its address must be one such as "${example}": current value is ${given}`,
  );
}

function withoutSecrets(options: unknown): unknown {
  if (typeof options !== "object" || options === null) return options;
  const { password, url, ...rest } = options as Record<string, unknown>;
  return {
    ...rest,
    ...(url !== undefined && { url: typeof url === "string" ? "…" : url }),
    ...(password !== undefined &&
      { password: typeof password === "string" ? "…" : typeof password }),
  };
}
