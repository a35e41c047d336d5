import { messageOf } from "../../machine/machine.ts";

/** A server, as its errors name it. */
export interface Server {
  /** The database, such as `ClickHouse`. */
  readonly name: string;
  /** Its host and port. */
  readonly address: string;
  /** The table of jobs. */
  readonly table: string;
  /** How long a question may take, in s. */
  readonly timeoutS: number;
  /** What no text may hold. */
  readonly secrets: readonly string[];
}

/** The codes and messages of each fault: those of ClickHouse, of PostgreSQL, and of sockets. */
const FAULTS: readonly (readonly [
  RegExp,
  (server: Server) => string,
])[] = [
  [
    /UnknownIssuer|unknown ?issuer|UNABLE_TO_|SELF_SIGNED|self.signed|unknown ca|CERT_|certificate/i,
    () =>
      "its certificate is of an authority that this machine does not know, or for another name: " +
      "give the authority's certificate as ca, in PEM",
  ],
  [
    /\b516\b|AUTHENTICATION_FAILED|28P01|28000|password authentication|REQUIRED_PASSWORD|\b194\b|\b401\b/,
    () => "it does not accept the user or the password",
  ],
  [
    /CONNECT_TIMEOUT|[Tt]ime-?d? ?out|\b159\b|57014|TIMEOUT_EXCEEDED|ETIMEDOUT/,
    ({ timeoutS }) => `it did not answer within ${timeoutS} s: give timeoutS`,
  ],
  [
    /\b497\b|ACCESS_DENIED|42501|permission denied/,
    ({ table }) =>
      `the user may not read ${JSON.stringify(table)}: grant it select on that`,
  ],
  [
    /UNKNOWN_DATABASE|\b81\b|3D000/,
    () => "it has no database of that name",
  ],
  [
    /UNKNOWN_TABLE|\b60\b|42P01|3F000/,
    ({ table }) => `it has no table ${JSON.stringify(table)}`,
  ],
  [
    /does not support SSL|received corrupt message|InvalidContentType|wrong.version|EPROTO/i,
    () => "it does not use TLS there: check the address",
  ],
  [
    /refused|dns|ENOTFOUND|EAI_AGAIN|unreachable|reset|CONNECTION_|closed|ended|broken pipe|ECONN|error sending request|NetworkError/i,
    () =>
      "it is not there, or has gone: check the address, and whether it is running",
  ],
];

/**
 * The error of a question in a sentence, without anything secret.
 * @param error What went wrong
 * @param server Where
 */
function connectionFault(error: unknown, server: Server): Error {
  const { code } = error as { readonly code?: unknown };
  const own = cleaned(messageOf(error), server);
  const cause = (error as Error)?.cause;
  const known = cleaned(
    [code, own, cause === undefined ? "" : messageOf(cause)].join(" "),
    server,
  );
  const why = FAULTS.find(([pattern]) => pattern.test(known))?.[1](server) ??
    `it says ${JSON.stringify(own.slice(0, 300))}`;
  // The error of the library has the address with its password, so that it is no cause of this one.
  return new Error(
    `Cannot ask ${server.name} at ${JSON.stringify(server.address)}: ${why}`,
  );
}

function cleaned(text: string, { secrets }: Server): string {
  return secrets.filter((secret) => secret !== "")
    .reduce((rest, secret) => rest.replaceAll(secret, "…"), text);
}

/** Asks a server for as long as it is open. */
export class OpenServer {
  readonly #server: Server;
  readonly #signal: AbortSignal | undefined;
  #isOpen = true;

  constructor(server: Server, signal: AbortSignal | undefined) {
    this.#server = server;
    this.#signal = signal;
  }

  /** Asks a question. Its errors are sentences without anything secret. */
  async ask<T>(question: () => Promise<T>): Promise<T> {
    this.#signal?.throwIfAborted();
    if (!this.#isOpen) {
      throw new TypeError("Cannot ask the job log as it was closed");
    }
    try {
      return await question();
    } catch (error) {
      this.#signal?.throwIfAborted();
      throw connectionFault(error, this.#server);
    }
  }

  /** Closes it, unless that was done before. */
  async close(close: () => Promise<void>): Promise<void> {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    try {
      await close();
    } catch (error) {
      throw connectionFault(messageOf(error), this.#server);
    }
  }
}
