import { atOnce } from "../../src/machine/asking.ts";
import { assert, assertEquals, assertThrows } from "@std/assert";
import { nvmlSensors } from "../../src/sensors/devices/nvml.ts";
import type { Sensor } from "../../src/sensors/parts/sensor.ts";
import { hostMachine } from "../../src/machine/machine.ts";
import { assertClose } from "../close.ts";
import { Metered } from "../tracker/metered.ts";
import { counting, powerW } from "./fake_machine.ts";
import {
  LIBRARY,
  type StubNvml,
  stubNvml,
  type StubSettings,
} from "./stub_nvml.ts";

// Tests against this library are only as good as the library, so it is tested here.

const A100 = "NVIDIA A100-SXM4-80GB";

async function playing(
  load: string,
  settings: Partial<StubSettings> = {},
): Promise<StubNvml> {
  const stub = await stubNvml();
  stub.play({ cards: [A100], loads: [load], ...settings });
  return stub;
}

function sensorOf(stub: StubNvml): Sensor & Disposable {
  const machine = hostMachine({ libraries: { [LIBRARY]: stub.file }, env: {} });
  const [sensor] = atOnce(nvmlSensors(machine)).sensors;
  if (sensor === undefined) throw new Error("The stub has no card");
  const close = () => void atOnce(sensor.close());
  return Object.assign(sensor, { [Symbol.dispose]: close });
}

/** A load, from when to when, and its energy by hand, in J. */
const BY_HAND: readonly (readonly [string, number, number, number])[] = [
  ["constant:250", 100, 160, 15_000],
  ["square:100,300,10", 0, 10, 2000],
  ["square:100,300,10", 1000, 1005, 500], // the lower half comes first
  ["square:100,300,10", 1004, 1006, 400],
  ["square:100,300,0.01", 7, 8, 200],
  ["ramp:0,400,10", 20, 30, 2000],
  ["ramp:0,400,10", 20, 25, 500], // half of 5 s × 200 W
  ["constant:50+square:0,200,0.01+ramp:0,100,10", 30, 40, 500 + 1000 + 500],
];

for (const [load, fromS, toS, expectedJ] of BY_HAND) {
  Deno.test(`the stub under ${load} uses ${expectedJ} J from ${fromS} to ${toS} s`, async () => {
    await using stub = await playing(load);
    assertClose(stub.trueEnergyJ(0, fromS, toS), expectedJ, 1e-9);
  });
}

Deno.test("the stub's energy is the integral of its power, at any time", async () => {
  const load = "constant:20+bursts:60,380,7+ramp:0,30,3+square:0,50,0.04";
  await using stub = await playing(load);
  for (const fromS of [0, 17.123, 5000.7]) {
    const stepS = 1e-4;
    let sumJ = 0;
    for (let i = 0; i < 100_000; i++) {
      sumJ += stub.truePowerW(0, fromS + (i + 0.5) * stepS) * stepS;
    }
    // A step holds at most one edge of 320 W, of some 500.
    assertClose(stub.trueEnergyJ(0, fromS, fromS + 10), sumJ, 1e-3);
  }
});

Deno.test("the stub's bursts last from 10 ms to 10 s, and follow from their seed", async () => {
  await using stub = await playing("bursts:0,1,1");
  const ends: number[] = [];
  for (let ms = 0, was = 0; ms < 90_000; ms++) {
    const is = stub.truePowerW(0, ms / 1000);
    if (was === 1 && is === 0) ends.push(ms);
    was = is;
  }
  const periods = ends.slice(1).map((end, i) => end - (ends[i] ?? 0));
  assert(Math.min(...periods) >= 9 && Math.min(...periods) < 100);
  assert(Math.max(...periods) > 1000 && Math.max(...periods) <= 10_001);
  const energies = ["bursts:0,1,1", "bursts:0,1,2"].map((load) => {
    stub.play({ cards: [A100], loads: [load] });
    return stub.trueEnergyJ(0, 0, 50);
  });
  assert(energies[0] !== energies[1]);
});

Deno.test("the stub's counter is its truth, in mJ", async () => {
  await using stub = await playing("bursts:60,380,3");
  const beforeS = stub.nowS();
  using sensor = sensorOf(stub);
  const energyJ = counting([sensor]);
  const openedS = stub.nowS();
  const early = stub.nowS();
  const energy = energyJ()[0]!;
  const late = stub.nowS();
  assert(energy >= stub.trueEnergyJ(0, openedS, early) - 0.002);
  assert(energy <= stub.trueEnergyJ(0, beforeS, late) + 0.002);
});

Deno.test("the stub's gauge is renewed at its period, and the mean of its window", async () => {
  const gauge = { periodS: 1000, windowS: 0.1 };
  const settings = { counter: false, gauge };
  await using stub = await playing("ramp:0,1000,1000", settings);
  using sensor = sensorOf(stub);
  assertEquals(sensor.method, "gauge");
  // Of the 0.1 s before the fall, from 999.9 W to 1000 W
  assertClose(powerW(sensor), 999.95, 1e-6);
});

Deno.test("the stub's failures come at their time or after so many readings", async () => {
  await using stub = await playing("constant:100", {
    failure: { code: 15, afterReadings: 2 },
  });
  using sensor = sensorOf(stub); // the first
  atOnce(sensor.read());
  assertThrows(() => atOnce(sensor.read()), Error, "GPU is lost");
  const failure = { code: 15, atS: stub.nowS() };
  stub.play({ cards: [A100], loads: ["constant:100"], failure });
  assertThrows(() => atOnce(sensor.read()), Error, "GPU is lost");
});

Deno.test("the stub's counter starts again at its time", async () => {
  await using stub = await playing("constant:100");
  using sensor = sensorOf(stub);
  const meter = new Metered([sensor], () => performance.now() / 1000);
  const resetAtS = stub.nowS();
  stub.play({ cards: [A100], loads: ["constant:100"], resetAtS });
  assert(meter.read().notes[0]?.includes("started again"));
});

Deno.test("the stub does the same by its environment, in another process", async () => {
  await using stub = await stubNvml();
  const settings: StubSettings = {
    cards: [A100, "Tesla T4"],
    loads: ["bursts:60,380,3", "constant:70"],
    gauge: { periodS: 0.1, windowS: 0.025 },
    resetAtS: 12.5,
    failure: { code: 15, atS: 1e9 },
    slices: 3,
  };
  stub.play(settings);
  const script = `
    const { symbols } = Deno.dlopen("${stub.file}", {
      nvmlInit_v2: { parameters: [], result: "i32" },
      stub_energy_mj_at: { parameters: ["i32", "f64"], result: "f64" },
    });
    symbols.nvmlInit_v2();
    console.log(symbols.stub_energy_mj_at(0, 77.7), symbols.stub_energy_mj_at(1, 10));`;
  const { stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["eval", script],
    env: stub.environment(settings),
  }).output();
  const said = new TextDecoder().decode(stdout).trim();
  assert(said !== "", new TextDecoder().decode(stderr));
  const [first, second] = said.split(" ").map(Number);
  assertClose((first ?? NaN) / 1000, stub.trueEnergyJ(0, 0, 77.7), 1e-12);
  assertEquals(second, 700_000);
});

Deno.test("the stub refuses a load that it does not know", async () => {
  await using stub = await stubNvml();
  for (const load of ["", "sine:1,2,3", "square:1,2", "constant:1 W"]) {
    const settings = { cards: [A100], loads: [load] };
    assertThrows(() => stub.play(settings), SyntaxError, load);
  }
});
