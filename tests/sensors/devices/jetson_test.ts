import { assertEquals } from "@std/assert";
import { atOnce } from "../../../src/machine/asking.ts";
import { detectSensors } from "../../../src/sensors/detect.ts";
import { counting, fakeMachine, powerW } from "../fake_machine.ts";
import { LIBRARY, stubNvml } from "../stub_nvml.ts";
import { chip, procStat } from "../sysfs.ts";

/** A power monitor whose rails have a label, a voltage in mV and a current in mA. */
function monitor(
  number: number,
  rails: readonly (readonly [label: string, mV: number, mA: number])[],
): Record<string, string | Uint8Array> {
  const files: Record<string, string> = {};
  for (const [i, [label, mV, mA]] of rails.entries()) {
    files[`in${i + 1}_label`] = `${label}\n`;
    files[`in${i + 1}_input`] = `${mV}\n`;
    files[`curr${i + 1}_input`] = `${mA}\n`;
  }
  return chip(number, "ina3221", files);
}

const BOARD = { "/proc/stat": procStat(0) };
const MODEL = "/proc/device-tree/model";
const ORIN_NANO = {
  ...BOARD,
  [MODEL]: "NVIDIA Jetson Orin Nano Developer Kit\0",
  ...monitor(1, [
    ["VDD_IN", 5000, 2000],
    ["VDD_CPU_GPU_CV", 5000, 900],
    ["VDD_SOC", 5000, 300],
  ]),
};

Deno.test("a Jetson is measured by the rail that feeds its whole module", () => {
  using fake = fakeMachine(ORIN_NANO);
  const { sensors } = atOnce(detectSensors(fake.machine));
  // 5 V × 2 A; processor and memory are within
  assertEquals(sensors.map(powerW), [10]);
  assertEquals(sensors[0]?.name, "NVIDIA Jetson Orin Nano Developer Kit");
  const energyJ = counting(sensors, fake.machine.nowS);
  fake.pass(10);
  assertEquals(energyJ(), [100]);
  for (const sensor of sensors) atOnce(sensor.close());
  assertEquals(fake.openFiles(), 0);
});

Deno.test("a Jetson without such a rail is measured by those that feed its parts", () => {
  using fake = fakeMachine({
    ...BOARD,
    [MODEL]: "NVIDIA Jetson AGX Orin\0",
    ...monitor(1, [
      ["VDD_GPU_SOC", 20_000, 1000],
      ["VDD_CPU_CV", 20_000, 200],
      ["VIN_SYS_5V0", 5000, 1200],
    ]),
    ...monitor(2, [["NC", 0, 0], ["VDDQ_VDD2_1V8AO", 5000, 300], ["NC", 0, 0]]),
  });
  const { sensors } = atOnce(detectSensors(fake.machine));
  assertEquals(sensors.map(powerW), [20 + 4 + 6]);
});

Deno.test("the same monitor on another board measures nothing that is known", () => {
  using fake = fakeMachine({ ...BOARD, ...monitor(1, [["CH1", 5000, 2000]]) });
  const { sensors } = atOnce(detectSensors(fake.machine));
  assertEquals(sensors.map(({ method }) => method), ["model", "model"]);
});

Deno.test("a Jetson whose library answers nothing counts by its rails, or is named", async () => {
  await using stub = await stubNvml();
  stub.cards("Orin (nvgpu)");
  stub.codes(0, { energy: 3, power: 3 }); // NVML_ERROR_NOT_SUPPORTED
  const partsOf = (files: Record<string, string | Uint8Array>) => {
    using fake = fakeMachine(files, { libraries: { [LIBRARY]: stub.file } });
    const { sensors, findings } = atOnce(detectSensors(fake.machine));
    for (const sensor of sensors) atOnce(sensor.close());
    return findings.flatMap(({ part }) => part ?? []);
  };
  assertEquals(partsOf(ORIN_NANO), []);
  const { [MODEL]: model } = ORIN_NANO;
  assertEquals(
    partsOf({ ...BOARD, [MODEL]: model }),
    ["the graphics of the NVIDIA Jetson Orin Nano Developer Kit"],
  );
});
