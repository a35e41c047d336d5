import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import type { SourcedFigure } from "../../src/catalog/sourced_figure.ts";
import { type SensedEnergy, sensedFactor } from "../../src/estimate/sensed.ts";
import { assertClose } from "../close.ts";

const CARD: SensedEnergy = {
  id: "nvml:0",
  component: "accelerator",
  method: "counter",
  figures: [],
  energyKwh: 2,
};

const FIGURE: SourcedFigure = {
  what: "thermal design power of a processor",
  value: 100,
  unit: "W",
  role: "power",
  source: "a list",
  publication: undefined,
  given: false,
  url: undefined,
  year: undefined,
  assumed: false,
};

const MODEL: SensedEnergy = {
  id: "cpu-model",
  component: "cpu",
  method: "model",
  figures: [FIGURE],
  energyKwh: 1,
};

function sigmaOf(sensed: Partial<SensedEnergy>): number {
  return sensedFactor([{ ...CARD, ...sensed }]).sigma;
}

Deno.test("sensedFactor() of an NVIDIA card is evenly spread within NVIDIA's 5 %", () => {
  assertClose(sigmaOf({}), 0.05 / Math.sqrt(3), 1e-3);
  assertEquals(sigmaOf({ method: "gauge" }), sigmaOf({}));
});

Deno.test("sensedFactor() knows processors and memory by RAPL, and AMD's sockets", () => {
  const cpu = sigmaOf({ id: "rapl:package-0", component: "cpu" });
  assertClose(cpu, 0.15 / Math.sqrt(3), 1e-3);
  const socket = { id: "hwmon:amd_energy-socket-0", component: "cpu" } as const;
  assertEquals(sigmaOf(socket), cpu);
  const memory = { id: "rapl:package-0:dram", component: "memory" } as const;
  assert(sigmaOf(memory) > cpu);
});

Deno.test("sensedFactor() takes a sensor without a test as the least exact", () => {
  const unknown = sigmaOf({ id: "hwmon:amdgpu-card0", method: "gauge" });
  const others = ["nvml:0", "rapl:package-0", "rapl:package-0:dram"];
  assert(others.every((id) => sigmaOf({ id }) <= unknown));
});

Deno.test("sensedFactor() is wider for every model than for any sensor", () => {
  const unknown = sigmaOf({ id: "hwmon:amdgpu-card0" });
  assert(sensedFactor([MODEL]).sigma > unknown);
  const memory = { ...MODEL, id: "memory-model", component: "memory" } as const;
  assert(sensedFactor([memory]).sigma > unknown);
});

Deno.test("sensedFactor() is widest if a model is based on an assumption or on no known figure", () => {
  const known = sensedFactor([MODEL]).sigma;
  const assumed = { ...MODEL, figures: [{ ...FIGURE, assumed: true }] };
  assert(sensedFactor([assumed]).sigma > known);
  const recorded = { ...MODEL, id: "replay:cpu-model", figures: [] };
  assertEquals(sensedFactor([recorded]), sensedFactor([assumed]));
});

Deno.test("sensedFactor() of a recorded sensor is that of the sensor", () => {
  assertEquals(sigmaOf({ id: "replay:nvml:1" }), sigmaOf({}));
});

Deno.test("sensedFactor() of many cards is that of one, because they share their error", () => {
  fc.assert(fc.property(
    fc.array(fc.double({ min: 1e-3, max: 1e3, noNaN: true }), { minLength: 1 }),
    (energies) => {
      const cards = energies.map((energyKwh, i) => ({
        ...CARD,
        id: `nvml:${i}`,
        energyKwh,
      }));
      assertEquals(sensedFactor(cards), sensedFactor([CARD]));
    },
  ));
});

Deno.test("sensedFactor() of sensors and a model lies between the two", () => {
  const mixed = sensedFactor([CARD, MODEL]).sigma;
  assert(sensedFactor([CARD]).sigma < mixed);
  assert(mixed < sensedFactor([MODEL]).sigma);
});

Deno.test("sensedFactor() of nothing is certain", () => {
  assertEquals(sensedFactor([]), { medianFactor: 1, sigma: 0 });
});
