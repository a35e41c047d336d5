import { atOnce } from "../../../src/machine/asking.ts";
import { assert, assertEquals, assertThrows } from "@std/assert";
import { hwmonSensors } from "../../../src/sensors/devices/hwmon.ts";
import { counting, fakeMachine, powerW } from "../fake_machine.ts";
import { chip } from "../sysfs.ts";

const DISK = chip(0, "nvme", { temp1_input: "38000\n" });
const CARD = {
  "device/drm/card1/dev": "226:1\n",
  "device/drm/renderD128/dev": "226:128\n",
};
/** Head of `gpu_metrics`: size in two bytes, then the version of the format. */
const cardMetrics = new Uint8Array([120, 0, 1, 3]);

Deno.test("hwmonSensors() reads the power of an AMD card, in W", () => {
  using fake = fakeMachine({
    ...DISK,
    ...chip(1, "amdgpu", {
      ...CARD,
      "device/product_name": "AMD Instinct MI210\n",
      "device/gpu_metrics": cardMetrics,
      power1_average: "87000000\n",
      power1_input: "1\n",
    }),
  });
  const { sensors } = atOnce(hwmonSensors(fake.machine));
  assertEquals(sensors.length, 1);
  assertEquals(sensors[0]?.id, "hwmon:amdgpu-card1");
  assertEquals(sensors[0]?.component, "accelerator");
  assertEquals(sensors[0]?.method, "gauge");
  assert(sensors[0]?.name.includes("MI210"));
  assertEquals(powerW(sensors[0]), 87);
});

Deno.test("hwmonSensors() reads power1_input of a card that knows no average", () => {
  using fake = fakeMachine(
    chip(1, "amdgpu", { ...CARD, power1_input: "55500000\n" }),
  );
  const { sensors } = atOnce(hwmonSensors(fake.machine));
  assertEquals(powerW(sensors[0]), 55.5);
  assertEquals(sensors[0]?.name, "AMD card1");
});

for (const driver of ["i915", "xe"]) {
  Deno.test(`hwmonSensors() counts the energy of an Intel card (${driver})`, () => {
    using fake = fakeMachine(
      chip(2, driver, { ...CARD, energy1_input: "1000000\n" }),
    );
    const { sensors } = atOnce(hwmonSensors(fake.machine));
    assertEquals(sensors[0]?.id, `hwmon:${driver}-card1`);
    const energyJ = counting(sensors, fake.machine.nowS);
    fake.pass(1);
    fake.write("/sys/class/hwmon/hwmon2/energy1_input", "61000000\n");
    assertEquals(energyJ(), [60]);
  });
}

Deno.test("hwmonSensors() counts sockets of amd_energy, never the cores within", () => {
  using fake = fakeMachine(
    chip(3, "amd_energy", {
      energy1_input: "5\n",
      energy1_label: "Ecore000\n",
      energy2_input: "7\n",
      energy2_label: "Esocket0\n",
      energy3_input: "9\n",
      energy3_label: "Esocket1\n",
    }),
  );
  assertEquals(
    atOnce(hwmonSensors(fake.machine)).sensors.map((sensor) => sensor.id),
    ["hwmon:amd_energy-socket-0", "hwmon:amd_energy-socket-1"],
  );
});

Deno.test("hwmonSensors() says the command that opens files of root", () => {
  using fake = fakeMachine(
    chip(3, "amd_energy", {
      energy1_input: "1\n",
      energy1_label: "Esocket0\n",
    }),
  );
  fake.close(/_input$/);
  const { findings } = atOnce(hwmonSensors(fake.machine));
  assert(findings[0]?.how?.startsWith("sudo chmod a+r"));
});

Deno.test("hwmonSensors() says what is missing of a card without a gauge, and of a machine without cards", () => {
  using fake = fakeMachine({ ...DISK, ...chip(1, "amdgpu", CARD) });
  const [finding] = atOnce(hwmonSensors(fake.machine)).findings;
  assert(finding?.why.includes("has no gauge"));
  using other = fakeMachine(DISK);
  const [none] = atOnce(hwmonSensors(other.machine)).findings;
  assert(none?.why.includes("None of its 1 chips"));
  using empty = fakeMachine();
  const [nothing] = atOnce(hwmonSensors(empty.machine)).findings;
  assert(nothing?.why.includes("does not monitor hardware"));
});

Deno.test("a card that goes to sleep fails to be read", () => {
  using fake = fakeMachine(
    chip(1, "amdgpu", { ...CARD, power1_average: "87000000\n" }),
  );
  const { sensors } = atOnce(hwmonSensors(fake.machine));
  fake.remove("/sys/class/hwmon/hwmon1/power1_average");
  assertThrows(() => atOnce(sensors[0]!.read()), Error, "power1_average");
});
