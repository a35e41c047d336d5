import { library } from "../../library.ts";
import { OpenServer, type Server } from "./open_server.ts";
import type {
  Answer,
  ColumnKind,
  ColumnType,
  Dialect,
  Engine,
  SmallTable,
} from "./engine.ts";
import type { ClickHouseOptions } from "./choices.ts";

const TYPES: Readonly<Record<ColumnType, string>> = {
  bigint: "Int64",
  double: "Float64",
  text: "String",
};

const KINDS: readonly (readonly [RegExp, ColumnKind])[] = [
  [/^Date/, "time"],
  [/Int|Float|Decimal/, "number"],
  [/String|Enum|UUID/, "text"],
];

const DIALECT: Dialect = {
  text: "Nullable(String)",
  noNumber: "cast(null as Nullable(Float64))",
  number: (column) => `cast(${column} as Nullable(Float64))`,
  name: (name) => `\`${name.replaceAll("\\", "\\\\").replaceAll("`", "\\`")}\``,
  seconds: (column) =>
    `toUnixTimestamp64Milli(toDateTime64(${column}, 3)) / 1000.0`,
};

/** What JSON holds of an answer. */
interface Answered {
  readonly meta: readonly { readonly name: string }[];
  readonly data: readonly (readonly (string | number | null)[])[];
}

/** Opens a table of ClickHouse. Its user needs no more than to read it. */
export async function openClickHouse(
  options: ClickHouseOptions,
  table: string,
  signal?: AbortSignal,
): Promise<Engine> {
  const { createClient } = await library<
    typeof import("npm:@clickhouse/client-web@1.23.1")
  >("npm:@clickhouse/client-web@1.23.1");
  const { timeoutS = 300, ca, database } = options;
  const url = new URL(options.url);
  const username = options.user ??
    (decodeURIComponent(url.username) || "default");
  const password = options.password ?? decodeURIComponent(url.password);
  const secrets = [password, encodeURIComponent(password), url.password];
  url.username = "";
  url.password = "";
  const http = ca === undefined
    ? undefined
    : Deno.createHttpClient({ caCerts: [ca] });
  const server: Server = {
    name: "ClickHouse",
    address: url.host,
    table,
    timeoutS,
    secrets,
  };
  const client = createClient({
    url: url.href,
    username,
    password,
    ...(database !== undefined && { database }),
    request_timeout: timeoutS * 1000,
    application: "carboncell",
    // Its log would name the address.
    log: { LoggerClass: Silent },
    ...(http !== undefined && {
      fetch: (input: RequestInfo | URL, init?: RequestInit) =>
        fetch(input, { ...init, client: http } as RequestInit),
    }),
  });
  const opened = new OpenServer(server, signal);
  const ask = (
    query: string,
    params: Readonly<Record<string, unknown>> = {},
  ) =>
    opened.ask(async () => {
      const answer = await client.query({
        query,
        format: "JSONCompact",
        query_params: params,
        use_multipart_params: true,
        ...(signal !== undefined && { abort_signal: signal }),
      });
      return await answer.json() as unknown as Answered;
    });
  const from = table.split(".").map(DIALECT.name).join(".");
  return {
    name: server.name,
    dialect: DIALECT,
    from,
    async columns() {
      const { data } = await ask(`describe table ${from}`);
      return new Map(data.map(([name, type]) => [
        String(name),
        KINDS.find(([pattern]) => pattern.test(plainType(String(type))))?.[1] ??
          "other",
      ]));
    },
    async ask(text, tables) {
      const params: Record<string, unknown> = {};
      const small = Object.entries(tables).map(([name, table]) =>
        smallTable(name, table, params)
      );
      const { meta, data } = await ask(
        `with ${[...small, text].join(", ")}`,
        params,
      );
      return Object.fromEntries(
        meta.map(({ name }, i) => [name, data.map((row) => row[i] ?? null)]),
      ) as Answer;
    },
    close: () =>
      opened.close(async () => {
        await client.close();
        http?.close();
      }),
  };
}

function plainType(type: string): string {
  return type.replace(/^(?:LowCardinality|Nullable)\(/, "")
    .replace(/^Nullable\(/, "");
}

/** A table of values, which needs no right but to read: its columns are bound as arrays. */
function smallTable(
  name: string,
  table: SmallTable,
  params: Record<string, unknown>,
): string {
  const columns = Object.entries(table);
  const arrays = columns.map(([column, { type, values }]) => {
    params[`${name}_${column}`] = values;
    return `{${name}_${column}:Array(${TYPES[type]})}`;
  });
  const elements = columns.map(([column], i) =>
    `tupleElement(z.t, ${i + 1}) as ${column}`
  );
  return `${name} as (select ${elements.join(", ")} from (
    select arrayJoin(arrayZip(${arrays.join(", ")})) as t) z)`;
}

/** A log that says nothing. */
class Silent {
  trace(): void {}
  debug(): void {}
  info(): void {}
  warn(): void {}
  error(): void {}
}
