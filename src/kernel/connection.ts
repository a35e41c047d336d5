import { join } from "node:path";

/** The sockets of a kernel. */
export type Channel = "shell" | "iopub" | "stdin" | "control" | "hb";

/** What a connection file says, checked. */
export interface Connection {
  /** Address to listen on. */
  readonly ip: string;
  /** Key of the signatures, not empty. */
  readonly key: string;
  /** Port by socket. */
  readonly ports: Readonly<Record<Channel, number>>;
}

const CHANNELS: readonly Channel[] = [
  "shell",
  "iopub",
  "stdin",
  "control",
  "hb",
];

const SCHEME = "hmac-sha256";
const LOOPBACK = "127.0.0.1";

/**
 * Reads a connection file.
 * @throws {SyntaxError} If it is no JSON
 * @throws {TypeError} If it lacks something, has no key, or asks for what is not spoken here
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
  // Without one, whoever reaches a port could execute what he likes.
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

/** A connection file that is there for a time. */
export interface ConnectionFile extends AsyncDisposable {
  /** A folder that holds nothing else. */
  readonly dir: string;
  readonly path: string;
  readonly connection: Connection;
}

/**
 * Writes a connection file for the inner kernel, which only this user may read: on the loopback, at free
 * ports, with the same key, so that messages that pass need not be signed again.
 * @param key Of the outer connection
 */
export async function innerConnectionFile(
  key: string,
): Promise<ConnectionFile> {
  const connection = { ip: LOOPBACK, key, ports: freePorts() };
  const dir = await Deno.makeTempDir({ prefix: "carboncell-kernel-" });
  const path = join(dir, "connection.json");
  const { ip, ports } = connection;
  await Deno.writeTextFile(
    path,
    JSON.stringify({
      ip,
      key,
      transport: "tcp",
      signature_scheme: SCHEME,
      ...Object.fromEntries(
        CHANNELS.map((channel) => [`${channel}_port`, ports[channel]]),
      ),
    }),
    { mode: 0o600, createNew: true },
  );
  return {
    dir,
    path,
    connection,
    async [Symbol.asyncDispose]() {
      await Deno.remove(dir, { recursive: true });
    },
  };
}

/** All of them open at once, so that they differ. */
function freePorts(): Connection["ports"] {
  const listeners = CHANNELS.map(() =>
    Deno.listen({ hostname: LOOPBACK, port: 0 })
  );
  const ports = listeners.map(({ addr }) => (addr as Deno.NetAddr).port);
  for (const listener of listeners) listener.close();
  return Object.fromEntries(
    CHANNELS.map((channel, index) => [channel, ports[index]!]),
  ) as Connection["ports"];
}
