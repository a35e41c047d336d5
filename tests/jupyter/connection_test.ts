import { assert, assertEquals, assertRejects } from "@std/assert";
import { join } from "node:path";
import {
  connectionFile,
  innerConnection,
  readConnection,
} from "../../src/jupyter/connection.ts";

const FILE = {
  ip: "127.0.0.1",
  transport: "tcp",
  signature_scheme: "hmac-sha256",
  key: "secret",
  shell_port: 5001,
  iopub_port: 5002,
  stdin_port: 5003,
  control_port: 5004,
  hb_port: 5005,
};

async function read(changes: Readonly<Record<string, unknown>>) {
  const dir = await Deno.makeTempDir();
  try {
    const path = join(dir, "connection.json");
    await Deno.writeTextFile(path, JSON.stringify({ ...FILE, ...changes }));
    return await readConnection(path);
  } finally {
    await Deno.remove(dir, { recursive: true });
  }
}

Deno.test("readConnection() gives address, key and ports", async () => {
  assertEquals(await read({}), {
    ip: "127.0.0.1",
    key: "secret",
    ports: { shell: 5001, iopub: 5002, stdin: 5003, control: 5004, hb: 5005 },
  });
});

for (
  const [what, changes] of Object.entries({
    "an empty key": { key: "" },
    "no key": { key: undefined },
    "another signature": { signature_scheme: "hmac-md5" },
    "sockets that are files": { transport: "ipc" },
    "no address": { ip: undefined },
    "a port that is none": { iopub_port: 70_000 },
    "a missing port": { stdin_port: undefined },
  })
) {
  Deno.test(`readConnection() refuses ${what}, so that nothing listens`, async () => {
    await assertRejects(
      () => read(changes),
      TypeError,
      "Cannot start the kernel",
    );
  });
}

Deno.test({
  name:
    "the inner kernel's connection file is for this user alone, and is gone in the end",
  ignore: Deno.build.os === "windows", // has no such modes
  fn: async () => {
    const file = await connectionFile(innerConnection("secret"));
    const mode = async (path: string) => (await Deno.stat(path)).mode! & 0o777;
    assertEquals(await mode(file.path), 0o600);
    assertEquals(await mode(file.dir), 0o700);
    assertEquals(await readConnection(file.path), file.connection);
    const ports = Object.values(file.connection.ports);
    assertEquals(new Set(ports).size, 5);
    // from 32,768 on, Linux gives ports to programs that ask for any port
    assert(ports.every((port) => port >= 1024 && port < 32_768));
    await file[Symbol.asyncDispose]();
    await assertRejects(() => Deno.stat(file.dir), Deno.errors.NotFound);
    assert(file.connection.ip === "127.0.0.1");
  },
});

Deno.test("innerConnection() takes no port that is about to be taken", () => {
  const even = Array.from({ length: 6000 }, (_, index) => 20_000 + 2 * index);
  const { ports } = innerConnection("key", even);
  assertEquals(Object.values(ports).filter((port) => port % 2 === 0), []);
});
