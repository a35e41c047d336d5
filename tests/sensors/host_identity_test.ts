import { assert, assertEquals } from "@std/assert";
import { hostMachine } from "../../src/machine/machine.ts";
import { hostIdentity } from "../../src/sensors/host_identity.ts";

const SOURCE = new URL("../../src/", import.meta.url);

async function inChild(...flags: readonly string[]) {
  const code = `
    import { hostMachine } from "${SOURCE}machine/machine.ts";
    import { hostIdentity } from "${SOURCE}sensors/host_identity.ts";
    console.log(JSON.stringify(hostIdentity(hostMachine())));`;
  const url = `data:application/typescript,${encodeURIComponent(code)}`;
  const { stdout } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "--no-prompt", "--no-check", ...flags, url],
    stderr: "inherit",
  }).output();
  return JSON.parse(new TextDecoder().decode(stdout));
}

Deno.test({
  name: "a child process is on the same machine, and knows who started it",
  ignore: Deno.build.os !== "linux",
  fn: async () => {
    const own = hostIdentity(hostMachine());
    const child = await inChild("-A");
    assert(own.machine !== undefined);
    assertEquals(
      [child.machine, child.container],
      [own.machine, own.container],
    );
    assert(child.processes[0] !== own.processes[0]);
    assert(child.processes.includes(own.processes[0]));
  },
});

Deno.test("without permissions the machine is not known, and the user is not asked", async () => {
  const { machine, processes } = await inChild();
  assertEquals(machine, undefined);
  assertEquals(processes.length, 1);
});
