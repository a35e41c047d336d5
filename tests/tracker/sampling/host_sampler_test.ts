import { assert, assertEquals } from "@std/assert";
import { HostSampler } from "../../../src/tracker/sampling/host_sampler.ts";
import { openMeter } from "../../../src/tracker/sampling/source.ts";
import type { Tick } from "../../../src/tracker/course/tick.ts";
import type { SensorSource } from "../../../src/tracker/sampling/source.ts";
import { delay } from "../../delay.ts";
import { LIBRARY, stubNvml } from "../../sensors/stub_nvml.ts";
import { STEADY } from "../steady.ts";

const FOREVER_MS = 2 ** 30;

/** A sampler whose other thread has taken over. */
async function takenOver(
  source: SensorSource,
  afterOpening: () => void = () => {},
): Promise<{ sampler: HostSampler; ticks: Tick[] }> {
  const opened = await openMeter(source);
  afterOpening();
  const sampler = new HostSampler(opened, {
    intervalMs: 20,
    deliverMs: FOREVER_MS,
  });
  const ticks: Tick[] = [];
  sampler.start((tick) => ticks.push(tick));
  // From then on a reading comes only on request.
  for (let before = 0; before < ticks.length;) {
    before = ticks.length;
    await delay(300);
  }
  return { sampler, ticks };
}

Deno.test("samples of the other thread wait until they are asked for, and none is lost", async () => {
  const { sampler, ticks } = await takenOver({
    kind: "replay",
    recording: STEADY,
  });
  const own = ticks.length;
  await delay(300);
  assertEquals(ticks.length, own);
  sampler.drain();
  const asked = ticks.length;
  assert(asked - own >= 5, `${asked - own} samples`);
  await delay(200);
  assertEquals(ticks.length, asked);
  await sampler.stop();
  assert(ticks.length > asked);
  const gapsS = ticks.slice(1).map((t, i) => t.timeS - ticks[i]!.timeS);
  assert(gapsS.every((gapS) => gapS >= 0));
  // 300 W
  const { timeS, energyJ } = ticks.at(-1)!;
  assert(Math.abs(energyJ[0]! / 300 - timeS) < 0.05 * timeS);
});

Deno.test("a sensor that the other thread cannot open keeps what it had, with a note", async () => {
  await using stub = await stubNvml();
  const card = "NVIDIA A100-SXM4-80GB";
  stub.play({ cards: [card, card], loads: ["constant:300"] });
  const { sampler, ticks } = await takenOver({
    kind: "machine",
    host: { libraries: { [LIBRARY]: stub.file }, env: {} },
    detect: {},
  }, () => stub.codes(1, { handle: 15 }));
  sampler.drain();
  const keptJ = ticks.at(-1)!.energyJ[1]!;
  await sampler.stop();
  const [first, second] = ticks.at(-1)!.energyJ;
  assertEquals(second, keptJ);
  assert(keptJ > 0 && first! > keptJ);
  assertEquals(
    ticks.flatMap(({ notes }) => notes).filter((n) => n.includes("nvml")),
    [
      "nvml:1 could not be opened a second time and is not counted from here on",
    ],
  );
});
