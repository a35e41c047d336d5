import { assert, assertEquals, assertRejects, assertThrows } from "@std/assert";
import { AccessError } from "../../src/machine/access_error.ts";
import {
  ask,
  type Asking,
  atOnce,
  inTime,
  refused,
} from "../../src/machine/asking.ts";
import { hostMachine } from "../../src/machine/machine.ts";

/** A device that answers; if it is silent, only a caller who blocks gets its answer. */
function* reading(value: number, isSilent = false): Asking<number> {
  return yield* ask({
    what: `read ${value}`,
    now: () => value,
    later: () =>
      isSilent ? new Promise<number>(() => {}) : Promise.resolve(value),
  });
}

/** The sum of what answers. */
function* sumOf(...devices: readonly Asking<number>[]): Asking<number> {
  let sum = 0;
  for (const device of devices) {
    try {
      sum += yield* device;
    } catch {
      continue;
    }
  }
  return sum;
}

Deno.test("work that asks gives the same at once and in time", async () => {
  const work = () => sumOf(reading(1), reading(2), reading(4));
  assertEquals(atOnce(work()), 7);
  assertEquals(await inTime(work()), 7);
});

Deno.test("work that asks nothing needs no promise", () => {
  assertEquals(inTime(sumOf()), 0);
});

Deno.test("a device that is silent fails in time, those after it sooner, and the others are read", async () => {
  const said: string[] = [];
  const work = sumOf(
    reading(1),
    reading(2, true),
    reading(4, true),
    reading(8),
  );
  const startMs = performance.now();
  assertEquals(await inTime(work, (why) => said.push(why)), 9);
  const passedMs = performance.now() - startMs;
  assert(passedMs > 250, `${passedMs} ms`);
  assertEquals(said, [
    "Cannot read 2: no answer within 250 ms",
    "Cannot read 4: no answer within 25 ms",
  ]);
  await assertRejects(async () => await inTime(reading(2, true)), AccessError);
});

Deno.test("work may be done without asking anything", () => {
  const asked: Asking<number> = sumOf(reading(1), reading(2));
  assertEquals(refused(asked, () => new Error("not now")), 0);
  assertThrows(
    () => refused(reading(1), () => new Error("not now")),
    Error,
    "not now",
  );
});

// The system's own library stays open for the call that hangs.
const sanitizeResources = false;

Deno.test(
  "a file of a device is read in time, and a pipe without a writer is given up",
  { sanitizeResources },
  async () => {
    const root = await Deno.makeTempDir({ prefix: "carboncell-device-" });
    try {
      Deno.writeTextFileSync(`${root}/energy_uj`, "123\n");
      await new Deno.Command("mkfifo", { args: [`${root}/pipe`] }).output();
      const machine = hostMachine({ root });
      const textOf = function* (path: string): Asking<string> {
        using file = yield* machine.openDevice(path);
        return yield* file.read();
      };
      assertEquals(await inTime(textOf("/energy_uj")), "123\n");
      assertEquals(atOnce(textOf("/energy_uj")), "123\n");
      for (const read of [inTime, atOnce]) {
        const { failure } = await assertRejects(
          async () => await read(textOf("/none")),
          AccessError,
          'Cannot read "/none" as it does not exist',
        );
        assertEquals(failure, "missing");
      }
      await assertRejects(
        async () => await inTime(textOf("/pipe")),
        AccessError,
        'Cannot open "/pipe": no answer within 250 ms',
      );
      // A writer lets the call return, so that the test leaves nothing behind.
      Deno.openSync(`${root}/pipe`, { write: true }).close();
      await new Promise((resolve) => setTimeout(resolve, 20));
    } finally {
      await Deno.remove(root, { recursive: true });
    }
  },
);
