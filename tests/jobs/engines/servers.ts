import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { pythonWith } from "../../python_with.ts";

/** The password that no output may hold. */
export const PASSWORD = "s3cret/p@ss";

/** The password as it is in an address. */
export const IN_ADDRESS: string = encodeURIComponent(PASSWORD);

/** The path of a file of this folder. */
export function here(name: string): string {
  return fileURLToPath(new URL(name, import.meta.url));
}

/** Gives a Python with ClickHouse's engine, without what only its data frames need. */
export async function chdbPython(): Promise<string> {
  return await pythonWith(".venv-jobs", here("requirements.txt"), {
    PIP_NO_DEPS: "1",
  });
}

/** A server of tests. */
export interface TestServer extends AsyncDisposable {
  /** Its address, with the user and the password. */
  readonly address: string;
}

/**
 * ClickHouse with tables.
 * @param setup Statements that make them
 */
export async function clickhouseServer(setup: string): Promise<TestServer> {
  const folder = await Deno.makeTempDir();
  const file = join(folder, "setup.sql");
  await Deno.writeTextFile(file, setup);
  const child = new Deno.Command(await chdbPython(), {
    args: [here("chdb_server.py"), "reader", PASSWORD, file],
    stdout: "piped",
    stderr: "null",
    stdin: "null",
  }).spawn();
  const reader = child.stdout.getReader();
  const { value } = await reader.read();
  const port = new TextDecoder().decode(value).trim();
  return {
    address: `http://reader:${IN_ADDRESS}@127.0.0.1:${port}`,
    async [Symbol.asyncDispose]() {
      child.kill("SIGKILL");
      await reader.cancel();
      await child.status;
      await Deno.remove(folder, { recursive: true });
    },
  };
}

/** The programs of PostgreSQL, which Debian keeps out of the path. */
export function postgresPrograms(): string | undefined {
  try {
    const versions = [...Deno.readDirSync("/usr/lib/postgresql")]
      .map(({ name }) => name).sort((a, b) => Number(b) - Number(a));
    return versions.map((name) => `/usr/lib/postgresql/${name}/bin`)[0];
  } catch {
    return undefined;
  }
}

/**
 * PostgreSQL with TLS, and a role that may only read one table.
 * @param setup Statements that make the tables; `reader` is the role
 */
export async function postgresServer(setup: string): Promise<TestServer> {
  const programs = postgresPrograms() ?? "";
  const folder = await Deno.makeTempDir();
  const data = join(folder, "data");
  const isRoot = Deno.uid() === 0;
  const own = async (program: string, ...args: string[]) => {
    // PostgreSQL refuses to run as root.
    const [first = "", ...rest] = [
      ...(isRoot ? ["runuser", "-u", "postgres", "--"] : []),
      join(programs, program),
      ...args,
    ];
    const { success, stdout, stderr } = await new Deno.Command(first, {
      args: rest,
      cwd: folder,
    }).output();
    if (success) return;
    const said = [stdout, stderr].map((it) => new TextDecoder().decode(it));
    throw new Error(`${program} failed:\n${said.join("\n")}`);
  };
  await Deno.mkdir(data);
  for (const name of ["server.pem", "server.key"]) {
    await Deno.copyFile(here(name), join(folder, name));
    await Deno.chmod(join(folder, name), 0o600);
  }
  if (isRoot) {
    const { success } = await new Deno.Command("chown", {
      args: ["-R", "postgres", folder],
    }).output();
    if (!success) throw new Error("There is no user postgres");
  }
  await own("initdb", "-D", data, "-A", "trust", "-U", "owner", "-N");
  await Deno.writeTextFile(
    join(data, "pg_hba.conf"),
    "local all owner trust\nhostssl all reader 127.0.0.1/32 scram-sha-256\n",
  );
  const port = freePort();
  const settings = {
    port,
    listen_addresses: "127.0.0.1",
    unix_socket_directories: folder,
    ssl: "on",
    ssl_cert_file: join(folder, "server.pem"),
    ssl_key_file: join(folder, "server.key"),
    fsync: "off",
  };
  const options = Object.entries(settings).map(([name, value]) =>
    `-c ${name}=${value}`
  );
  const log = join(folder, "log");
  await own(
    "pg_ctl",
    "-D",
    data,
    "-w",
    "-l",
    log,
    "-o",
    options.join(" "),
    "start",
  );
  const role = `create role reader login password '${PASSWORD}';
    revoke all on schema public from public; revoke all on database postgres from public;
    grant connect on database postgres to reader; grant usage on schema public to reader;`;
  await own(
    "psql",
    ...["-h", folder, "-p", String(port), "-U", "owner", "-d", "postgres"],
    ...["-q", "-v", "ON_ERROR_STOP=1", "-c", role + setup],
  );
  return {
    address: `postgres://reader:${IN_ADDRESS}@localhost:${port}/postgres`,
    async [Symbol.asyncDispose]() {
      await own("pg_ctl", "-D", data, "-w", "-m", "immediate", "stop");
      await Deno.remove(folder, { recursive: true });
    },
  };
}

function freePort(): number {
  using listener = Deno.listen({ port: 0, hostname: "127.0.0.1" });
  return listener.addr.port;
}
