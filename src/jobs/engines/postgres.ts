import { library } from "../../library.ts";
import type { DatabaseOptions } from "./choices.ts";
import { OpenServer, type Server } from "./open_server.ts";
import type {
  Answer,
  ColumnKind,
  ColumnType,
  Dialect,
  Engine,
  SmallTable,
} from "./engine.ts";

const TYPES: Readonly<Record<ColumnType, string>> = {
  bigint: "bigint",
  double: "double precision",
  text: "text",
};

/** Kinds of columns by the numbers that PostgreSQL gives its types. */
const KINDS: ReadonlyMap<number, ColumnKind> = new Map([
  ...[16, 18, 19, 25, 1042, 1043, 2950].map((type) => [type, "text"] as const),
  ...[20, 21, 23, 700, 701, 1700].map((type) => [type, "number"] as const),
  [1184, "time"],
  ...[1082, 1114].map((type) => [type, "localTime"] as const),
]);

const DIALECT: Dialect = {
  text: "text",
  noNumber: "cast(null as double precision)",
  number: (column) => `cast(${column} as double precision)`,
  name: (name) => `"${name.replaceAll('"', '""')}"`,
  seconds: (column, kind, timeZone) => {
    const moment = kind === "localTime"
      ? `(${column} at time zone '${timeZone}')`
      : column;
    return `cast(extract(epoch from ${moment}) as double precision)`;
  },
};

/** Machines of one's own, which rarely use TLS. */
const LOCAL = /^(?:localhost|127\.|\[?::1|.*\.sock)/;

/** Opens a table of PostgreSQL. Its role needs no more than to read it. */
export async function openPostgres(
  address: string,
  { ca, timeoutS = 300 }: DatabaseOptions,
  table: string,
  signal?: AbortSignal,
): Promise<Engine> {
  const { default: connect } = await library<
    { default: typeof import("npm:postgres@3.4.9") }
  >("npm:postgres@3.4.9");
  const url = new URL(address);
  const mode = url.searchParams.get("sslmode") ?? url.searchParams.get("ssl");
  url.searchParams.delete("sslmode");
  url.searchParams.delete("ssl");
  const isPlain = mode === "disable" || mode === "false" ||
    mode === null && ca === undefined && LOCAL.test(url.hostname);
  const password = decodeURIComponent(url.password);
  const server: Server = {
    name: "PostgreSQL",
    address: url.host,
    table,
    timeoutS,
    secrets: [password, url.password],
  };
  const sql = connect(url.href, {
    max: 1,
    // A certificate is always checked: a password must not reach anybody else.
    ssl: isPlain ? false : {
      rejectUnauthorized: true,
      // An address of numbers is in the certificate as it is.
      ...(!/^[\d.]+$|^\[/.test(url.hostname) && { servername: url.hostname }),
      ...(ca !== undefined && { ca }),
    },
    connect_timeout: Math.min(timeoutS, 30),
    fetch_types: false,
    prepare: false,
    onnotice: () => {},
    connection: {
      application_name: "carboncell",
      default_transaction_read_only: true,
      statement_timeout: Math.ceil(timeoutS * 1000),
    },
  });
  const opened = new OpenServer(server, signal);
  const ask = (query: string, params: string[] = []) =>
    opened.ask(async () => {
      const asked = sql.unsafe(query, params);
      const cancel = () => asked.cancel();
      signal?.addEventListener("abort", cancel);
      try {
        return await asked;
      } finally {
        signal?.removeEventListener("abort", cancel);
      }
    });
  const from = table.split(".").map(DIALECT.name).join(".");
  return {
    name: server.name,
    dialect: DIALECT,
    from,
    async columns() {
      const { columns } = await ask(`select * from ${from} limit 0`);
      return new Map(
        columns.map(({ name, type }) => [name, KINDS.get(type) ?? "other"]),
      );
    },
    async ask(text, tables) {
      const params: string[] = [];
      const small = Object.entries(tables).map(([name, table]) =>
        smallTable(name, table, params)
      );
      const rows = await ask(`with ${[...small, text].join(", ")}`, params);
      return Object.fromEntries(
        rows.columns.map(({ name }) => [name, rows.map((row) => row[name])]),
      ) as Answer;
    },
    close: () => opened.close(() => sql.end({ timeout: 1 })),
  };
}

/** A table of values: its columns are bound as the text of arrays. */
function smallTable(
  name: string,
  table: SmallTable,
  params: string[],
): string {
  const columns = Object.entries(table);
  const arrays = columns.map(([, { type, values }]) => {
    const texts = type === "text" ? values.map(quoted) : values;
    params.push(`{${texts.join(",")}}`);
    return `cast(cast($${params.length} as text) as ${TYPES[type]}[])`;
  });
  return `${name} as materialized (select * from unnest(${
    arrays.join(", ")
  }) as z (${columns.map(([column]) => column).join(", ")}))`;
}

function quoted(value: unknown): string {
  return `"${String(value).replace(/["\\]/g, "\\$&")}"`;
}
