import { join } from "node:path";

const CHANNELS = ["shell", "iopub", "stdin", "control", "hb"] as const;

/** A socket of a kernel. */
export type Channel = typeof CHANNELS[number];

/** The checked content of a connection file. */
export interface Connection {
  /** Address of the sockets. */
  readonly ip: string;
  /** Key of the signatures; not empty. */
  readonly key: string;
  /** Port by socket. */
  readonly ports: Readonly<Record<Channel, number>>;
}

const SCHEME = "hmac-sha256";
const LOOPBACK = "127.0.0.1";

/** Below the ports that systems choose themselves: from 32,768 on Linux, from 49,152 elsewhere. */
const PORTS = { from: 20_000, to: 32_000 };

/** After so many ports that are in use, something else is wrong. */
const MOST_TRIES = 1000;

/**
 * Reads a connection file.
 * @throws {SyntaxError} If it is not JSON
 * @throws {TypeError} If a field or the key is missing, or a transport or signature is unknown
 */
export async function readConnection(path: string): Promise<Connection> {
  const file = JSON.parse(await Deno.readTextFile(path));
  const refuse = (what: string, value: unknown): never => {
    throw new TypeError(
      `Cannot start the kernel as ${what}: current value is ${
        Deno.inspect(value)
      }`,
    );
  };
  const { ip, key, transport = "tcp", signature_scheme = SCHEME } = file;
  if (transport !== "tcp") refuse("its transport must be tcp", transport);
  if (signature_scheme !== SCHEME) {
    refuse(`its signatures must be ${SCHEME}`, signature_scheme);
  }
  if (typeof ip !== "string" || ip === "") refuse("it must name an ip", ip);
  // Without a key, anybody who reaches a port could execute code.
  if (typeof key !== "string" || key === "") refuse("it must have a key", key);
  const ports = CHANNELS.map((channel) => {
    const port = file[`${channel}_port`];
    if (!Number.isInteger(port) || port < 0 || port > 65_535) {
      refuse(`${channel}_port must be a port`, port);
    }
    return [channel, port] as const;
  });
  return { ip, key, ports: Object.fromEntries(ports) as Connection["ports"] };
}

/** A connection file that is removed when it is disposed of. */
export interface ConnectionFile extends AsyncDisposable {
  /** The folder of the file; it holds nothing else. */
  readonly dir: string;
  readonly path: string;
  readonly connection: Connection;
}

/**
 * The connection of the inner kernel. That listens on the loopback at free ports. It has the same
 * key, so messages need not be signed again.
 * @param key The key of the outer connection
 * @param taken Ports on which something else is about to listen
 */
export function innerConnection(
  key: string,
  taken: readonly number[] = [],
): Connection {
  return { ip: LOOPBACK, key, ports: freePorts(taken) };
}

/** What a connection file says, in one line. */
export function connectionText({ ip, key, ports }: Connection): string {
  const fields = Object.entries(ports).map(([channel, port]) =>
    [`${channel}_port`, port] as const
  );
  return JSON.stringify({
    ip,
    key,
    transport: "tcp",
    signature_scheme: SCHEME,
    ...Object.fromEntries(fields),
  });
}

/**
 * Writes a connection file, which only this user may read.
 * @param connection What it says
 */
export async function connectionFile(
  connection: Connection,
): Promise<ConnectionFile> {
  const dir = await Deno.makeTempDir({ prefix: "carboncell-kernel-" });
  const path = join(dir, "connection.json");
  await Deno.writeTextFile(path, connectionText(connection), {
    mode: 0o600,
    createNew: true,
  });
  return {
    dir,
    path,
    connection,
    [Symbol.asyncDispose]: () => Deno.remove(dir, { recursive: true }),
  };
}

/**
 * Ports that no program listens on. Systems do not choose ports of this range themselves, so no
 * other program gets one of them before the kernel has started.
 */
function freePorts(taken: readonly number[]): Connection["ports"] {
  const ports = new Set<number>();
  for (let tries = 0; ports.size < CHANNELS.length; tries += 1) {
    if (tries === MOST_TRIES) {
      throw new Error(
        `Cannot start the kernel as no port from ${PORTS.from} to ${PORTS.to} is free`,
      );
    }
    const port = PORTS.from +
      Math.floor(Math.random() * (PORTS.to - PORTS.from));
    if (!taken.includes(port) && isFree(port)) ports.add(port);
  }
  const chosen = [...ports].map((port, index) => [CHANNELS[index]!, port]);
  return Object.fromEntries(chosen);
}

function isFree(port: number): boolean {
  try {
    Deno.listen({ hostname: LOOPBACK, port }).close();
    return true;
  } catch (error) {
    if (error instanceof Deno.errors.AddrInUse) return false;
    throw error;
  }
}
