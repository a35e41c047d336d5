import { assert, assertEquals } from "@std/assert";
import { HostSampler } from "../../../src/tracker/sampling/host_sampler.ts";
import { openMeter } from "../../../src/tracker/sampling/source.ts";
import type { Tick } from "../../../src/tracker/course/tick.ts";
import { delay } from "../../delay.ts";

const MACHINE = { kind: "machine", host: { env: {} }, detect: {} } as const;

function threads(): number {
  return [...Deno.readDirSync("/proc/self/task")].length;
}

Deno.test({
  name: "one thread samples all runs of a process, each from its own start",
  ignore: Deno.build.os !== "linux", // only Linux lists threads in a folder
  fn: async () => {
    const runs = Array.from({ length: 30 }, async () => {
      const opened = await openMeter(MACHINE);
      const sampler = new HostSampler(opened, { intervalMs: 50 });
      const ticks: Tick[] = [];
      sampler.start((tick) => ticks.push(tick));
      return { sampler, ticks };
    });
    const begun = await Promise.all(runs);
    const before = threads();
    await delay(1500);
    // Some more may help the runtime; a thread for each run would be 30 more.
    assert(threads() - before < 10, `${threads() - before} threads more`);
    await Promise.all(begun.map(({ sampler }) => sampler.stop()));
    for (const { ticks } of begun) {
      const { timeS, energyJ } = ticks.at(-1)!;
      assert(ticks.length > 5 && energyJ.every((joules) => joules > 0));
      assert(timeS >= 1.5 && timeS < 15, `${timeS} s`);
      const times = ticks.map((tick) => tick.timeS);
      assertEquals(times, times.toSorted((a, b) => a - b));
    }
  },
});
