import { assert, assertEquals, assertThrows } from "@std/assert";
import { type Cpu, cpus, cpusLike } from "../../src/catalog/cpus.ts";

/** What a model is called by its maker, by people and by `/proc/cpuinfo`. */
const WAYS: readonly ((name: string) => string)[] = [
  (name) => name,
  (name) => name.toLowerCase(),
  (name) => name.replace(/[ -]/g, ""),
  (name) => name.replace(/^(?:Intel|AMD) (?:Core )?/, ""),
  (name) => `${name} CPU @ 2.50GHz`,
  (name) => `${name} 64-Core Processor`,
  (name) => name.replace(/^Intel (\w+)/, "Intel(R) $1(R) CPU"),
];

Deno.test("the processors that a name can mean include the right one", () => {
  const names = cpus.list().map(({ name }) => name);
  // Two ways a name, in turn: all seven of each would take three times as long.
  const waysOf = (i: number) => [WAYS[i % 7], WAYS[(i + 3) % 7]] as typeof WAYS;
  const missed = names.flatMap((name, i) => waysOf(i).map((way) => way(name)))
    .filter((name) => {
      const meant = cpus.find(name);
      const like = cpusLike(name);
      return meant !== undefined && like !== undefined &&
        !like.includes(meant);
    });
  assertEquals(missed, []);
});

Deno.test("a processor is the same object, whether found alone or in the index of all", () => {
  const [like] = cpusLike("AMD EPYC 7763") as [Cpu];
  assertEquals(like.cores, 64); // AMD's page of the model
  assert(cpus.list().includes(like));
  assert(cpus.find("AMD EPYC 7763 64-Core Processor") === like);
});

Deno.test("a name of a million digits means no processor", () => {
  assertEquals(cpus.find("7763".repeat(250_000)), undefined);
});

Deno.test("a name without a number can mean any processor", () => {
  assertEquals(cpusLike("AMD EPYC"), undefined);
  assertEquals(cpus.find("AMD EPYC"), undefined);
});

Deno.test("the name of a processor must be text at the first look-up too", () => {
  const names: readonly unknown[] = [7763, null, Symbol("x")];
  for (const name of names) {
    assertThrows(() => cpus.find(name as string), TypeError, "must be text");
  }
});
