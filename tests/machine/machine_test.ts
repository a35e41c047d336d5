import { assertEquals, assertThrows } from "@std/assert";
import { join } from "node:path";
import { AccessError } from "../../src/machine/access_error.ts";
import { hostMachine } from "../../src/machine/machine.ts";

const closing = { sanitizeResources: true };

/** A machine whose root is a folder with one file. */
function withFile(text: string) {
  const root = Deno.makeTempDirSync({ prefix: "carboncell-root-" });
  const place = join(root, "figure");
  Deno.writeTextFileSync(place, text);
  return {
    machine: hostMachine({ root }),
    write: (text: string) => Deno.writeTextFileSync(place, text),
    [Symbol.dispose]: () => Deno.removeSync(root, { recursive: true }),
  };
}

Deno.test("a file that is kept open says what is in it now", closing, () => {
  using host = withFile("first\n");
  using file = host.machine.openText("/figure");
  assertEquals(file.read(), "first\n");
  assertEquals(file.read(), "first\n");
  host.write("2\n");
  assertEquals(file.read(), "2\n");
  host.write("");
  assertEquals(file.read(), "");
});

Deno.test(
  "of a file that is kept open the first 4096 bytes are read",
  closing,
  () => {
    using host = withFile("x".repeat(5000));
    using file = host.machine.openText("/figure");
    assertEquals(file.read().length, 4096);
  },
);

Deno.test("two files that are kept open do not mix", closing, () => {
  using host = withFile("one");
  using other = withFile("the other");
  using file = host.machine.openText("/figure");
  using second = other.machine.openText("/figure");
  assertEquals([file.read(), second.read(), file.read()], [
    "one",
    "the other",
    "one",
  ]);
});

Deno.test("a file is closed once, and not read any more", closing, () => {
  using host = withFile("1");
  const file = host.machine.openText("/figure");
  file[Symbol.dispose]();
  file[Symbol.dispose]();
  assertThrows(() => file.read(), AccessError, "once closed");
});

Deno.test("a file that is not there cannot be opened", closing, () => {
  using host = withFile("1");
  const { machine } = host;
  assertThrows(() => machine.openText("/other"), AccessError, "does not exist");
});
