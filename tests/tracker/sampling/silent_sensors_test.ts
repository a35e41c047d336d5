import { assert, assertEquals } from "@std/assert";
import { HostSampler } from "../../../src/tracker/sampling/host_sampler.ts";
import { openMeter } from "../../../src/tracker/sampling/source.ts";
import type { Tick } from "../../../src/tracker/course/tick.ts";
import { delay } from "../../delay.ts";
import {
  LIBRARY,
  stubNvml,
  type StubSettings,
} from "../../sensors/stub_nvml.ts";
import { denoOutput } from "../deno_output.ts";

const CARD = "NVIDIA A100-SXM4-80GB";
const CARDS = { cards: [CARD, CARD], loads: ["constant:300"] };

Deno.test({
  name:
    "a card that hangs midway keeps what it had with a note, and all other sensors are read",
  // A library stays loaded as long as one of its calls has not returned.
  sanitizeResources: false,
  fn: async () => {
    await using stub = await stubNvml();
    const hangsAtS = stub.nowS() + 0.6;
    const call = "nvmlDeviceGetTotalEnergyConsumption";
    stub.play({ ...CARDS, hang: { call, card: 1, atS: hangsAtS } });
    const opened = await openMeter({
      kind: "machine",
      host: { libraries: { [LIBRARY]: stub.file }, env: {} },
      detect: {},
    });
    const sampler = new HostSampler(opened, { intervalMs: 50 });
    const ticks: Tick[] = [];
    sampler.start((tick) => ticks.push(tick));
    await delay(2000);
    await sampler.stop();
    const end = ticks.at(-1)!;
    const [going = 0, hanging = 0, ...others] = end.energyJ;
    // 300 W all the time, and 300 W until the call hangs.
    assert(going > 1.5 * 300 && going < 300 * end.timeS * 1.01, `${going} J`);
    assert(hanging < 0.9 * 300, `${hanging} J`);
    assert(others.every((joules) => joules > 0));
    const later = ticks.filter(({ timeS }) => timeS > end.timeS - 0.4);
    assert(later.length > 2, `${later.length} ticks at the end`);
    const notes = ticks.flatMap((tick) => tick.notes);
    assertEquals(notes.filter((note) => note.includes("nvml:")), [
      "nvml:1 failed and is not counted from here on: Cannot read the energy of card 1: no answer within 250 ms",
    ]);
  },
});

/** A run in a program of its own, which has to end. */
async function runWith(hang: NonNullable<StubSettings["hang"]>) {
  await using stub = await stubNvml();
  const said = await denoOutput(
    new URL("./silent_script.ts", import.meta.url),
    stub.environment({ ...CARDS, hang }),
  );
  return JSON.parse(said);
}

Deno.test("a program ends although a call of its sensors never returns", async (t) => {
  const energy = "nvmlDeviceGetTotalEnergyConsumption";
  const [start, handOver, midway, end] = await Promise.all([
    runWith({ call: "nvmlInit_v2" }),
    runWith({ call: "nvmlInit_v2", afterCalls: 1 }),
    runWith({ call: energy, afterCalls: 12 }),
    runWith({ call: "nvmlShutdown" }),
  ]);
  await t.step(
    "at the start: the run is measured without it, and says so",
    () => {
      assert(start.openedMs < 5000, `${start.openedMs} ms`);
      assertEquals(start.ids, ["cpu-model", "memory-model"]);
      assert(start.notes.includes(
        "a sensor did not answer at the start: Cannot start NVML: no answer within 250 ms",
      ));
    },
  );
  await t.step("at the hand-over to the thread that samples", () => {
    for (const id of ["nvml:0", "nvml:1"]) {
      assert(handOver.notes.some((note: string) => note.startsWith(`${id} `)));
    }
  });
  await t.step("while a cell blocks: what does not hang is measured", () => {
    assert(midway.notes.some((note: string) => note.startsWith("nvml:")));
  });
  await t.step("and at the end: nothing is lost", () => {
    assert(end.joules[0] > 300, `${end.joules[0]} J`);
  });
  for (const { joules, durationS } of [start, handOver, midway, end]) {
    assert(durationS >= 1.5 && joules.at(-1) > 0 && joules.at(-2) > 0);
  }
});

// The system's own library stays open for the call that hangs.
const sanitizeResources = false;

Deno.test(
  "a sensor's file that blocks is left out with a note, and the others are counted",
  { sanitizeResources },
  async () => {
    const root = await Deno.makeTempDir({ prefix: "carboncell-root-" });
    const zone = (number: number) =>
      `${root}/sys/class/powercap/intel-rapl:${number}`;
    for (const number of [0, 1]) {
      await Deno.mkdir(zone(number), { recursive: true });
      await Deno.writeTextFile(`${zone(number)}/name`, `package-${number}\n`);
    }
    await Deno.writeTextFile(`${zone(1)}/energy_uj`, "5000000\n");
    const pipe = `${zone(0)}/energy_uj`;
    await new Deno.Command("mkfifo", { args: [pipe] }).output();
    const libraries = { [LIBRARY]: "/nowhere.so" };
    const opened = await openMeter({
      kind: "machine",
      host: { root, libraries, env: {} },
      detect: {},
    });
    const sampler = new HostSampler(opened, { intervalMs: 50 });
    const notes: string[] = [];
    sampler.start((tick) => notes.push(...tick.notes));
    await sampler.stop();
    assertEquals(sampler.sensors.map(({ id }) => id).slice(0, 1), [
      "rapl:package-1",
    ]);
    const path = pipe.slice(root.length);
    assert(
      notes.includes(
        `a sensor did not answer at the start: Cannot open "${path}": no answer within 250 ms`,
      ),
      notes.join("\n"),
    );
    // A writer lets the call return, so that the test leaves nothing behind.
    Deno.openSync(pipe, { write: true }).close();
    await delay(20);
    await Deno.remove(root, { recursive: true });
  },
);
