import { atOnce } from "../../../src/machine/asking.ts";
import { assert, assertEquals, assertThrows } from "@std/assert";
import { nvmlSensors } from "../../../src/sensors/devices/nvml.ts";
import { hostMachine, type HostOptions } from "../../../src/machine/machine.ts";
import type { Sensor } from "../../../src/sensors/parts/sensor.ts";
import { Metered } from "../../tracker/metered.ts";
import { counting } from "../fake_machine.ts";
import { LIBRARY, type StubNvml, stubNvml } from "../stub_nvml.ts";

const A100 = "NVIDIA A100-SXM4-80GB";
const P100 = "Tesla P100-PCIE-16GB";

function look(stub: StubNvml, env: HostOptions["env"] = {}) {
  const libraries = { [LIBRARY]: stub.file };
  return atOnce(nvmlSensors(hostMachine({ libraries, env })));
}

function closeAll(sensors: readonly Sensor[]): void {
  for (const sensor of sensors) atOnce(sensor.close());
}

Deno.test("nvmlSensors() counts the energy of each card from its opening", async () => {
  await using stub = await stubNvml();
  stub.cards(A100, A100);
  stub.energy(0, 5_000_000);
  const { sensors } = look(stub);
  assertEquals(sensors.map((s) => s.id), ["nvml:0", "nvml:1"]);
  assertEquals(sensors.map((s) => s.method), ["counter", "counter"]);
  assertEquals(sensors[0]?.name, "A100 SXM4 80GB"); // as in the catalogue
  const energyJ = counting(sensors);
  stub.energy(0, 5_300_000); // mJ
  assertEquals(energyJ(), [300, 0]);
  closeAll(sensors);
});

Deno.test("nvmlSensors() shuts the library down with the last card, and once", async () => {
  await using stub = await stubNvml();
  stub.cards(A100, A100);
  const { sensors } = look(stub);
  assertEquals(stub.started(), 1);
  atOnce(sensors[0]!.close());
  atOnce(sensors[0]!.close());
  assertEquals(stub.started(), 1);
  assertEquals(atOnce(sensors[1]!.read()), [0]);
  atOnce(sensors[1]!.close());
  assertEquals(stub.started(), 0);
});

Deno.test("nvmlSensors() measures what CUDA_VISIBLE_DEVICES leaves and names the rest", async () => {
  await using stub = await stubNvml();
  stub.cards(A100, P100, A100);
  const { sensors, findings } = look(stub, { CUDA_VISIBLE_DEVICES: "2,0" });
  assertEquals(sensors.map((s) => s.id), ["nvml:2", "nvml:0"]);
  const reasons = findings.map((f) => f.why).join("\n");
  assert(reasons.includes(`leaves out nvml:1 (${P100})`));
  // CUDA counts the fastest first, NVML by slot
  assert(findings.some((f) => f.path === "CUDA_DEVICE_ORDER"));
  closeAll(sensors);
});

Deno.test("nvmlSensors() knows a card by the beginning of its UUID", async () => {
  await using stub = await stubNvml();
  stub.cards(A100, A100);
  const { sensors } = look(stub, { CUDA_VISIBLE_DEVICES: "GPU-a0000001" });
  assertEquals(sensors.map((s) => s.id), ["nvml:1"]);
  closeAll(sensors);
});

Deno.test("nvmlSensors() says of a card cut into slices that it counts all of them", async () => {
  await using stub = await stubNvml();
  for (const slices of [0, 3]) {
    stub.play({ cards: [A100], loads: ["constant:100"], slices });
    const { sensors, findings } = look(stub);
    assertEquals(findings[0]?.why.includes("all its slices (MIG)"), slices > 0);
    closeAll(sensors);
  }
});

Deno.test("nvmlSensors() with no card left closes the library", async () => {
  await using stub = await stubNvml();
  stub.cards(A100);
  for (const list of ["", "-1", "MIG-1"]) {
    const { sensors } = look(stub, { CUDA_VISIBLE_DEVICES: list });
    assertEquals(sensors, []);
    assertEquals(stub.started(), 0);
  }
  stub.cards();
  assertEquals(look(stub).findings[0]?.why, "The driver reports no card");
});

// Codes of nvmlReturn_t, and what each sentence has to hold
const FAILURES: readonly (readonly [number, string, string])[] = [
  [4, "Insufficient Permissions (error 4)", "/dev/nvidiactl"],
  [9, "Driver Not Loaded (error 9)", "modprobe nvidia"],
  [18, "version mismatch (error 18)", "restart the machine"],
];

for (const [code, why, how] of FAILURES) {
  Deno.test(`nvmlSensors() with error ${code} at the start says what and what to do`, async () => {
    await using stub = await stubNvml();
    stub.init(code);
    const { sensors, findings } = look(stub);
    assertEquals(sensors, []);
    assert(findings[0]?.why.includes(why), findings[0]?.why);
    assert(findings[0]?.how?.includes(how), findings[0]?.how);
  });
}

Deno.test("nvmlSensors() without the library says what to install", () => {
  const libraries = { [LIBRARY]: "/nowhere/libnvidia-ml.so.1" };
  const { sensors, findings } = atOnce(nvmlSensors(hostMachine({ libraries })));
  assertEquals(sensors, []);
  assert(findings[0]?.why.includes("library is not installed here"));
  assert(findings[0]?.how?.includes("install its driver"));
});

Deno.test("nvmlSensors() continues with the other cards if one is lost", async () => {
  await using stub = await stubNvml();
  stub.cards(A100, A100, A100);
  stub.codes(0, { handle: 15 });
  stub.codes(1, { energy: 15, power: 15 });
  const { sensors, findings } = look(stub);
  assertEquals(sensors.map((s) => s.id), ["nvml:2"]);
  const lost = findings.filter((f) => f.why.includes("GPU is lost"));
  assertEquals(lost.map((f) => f.path), ["nvml:0", "nvml:1"]);
  closeAll(sensors);
});

Deno.test("a card that is lost later fails to be read with the library's words", async () => {
  await using stub = await stubNvml();
  stub.cards(A100);
  const { sensors } = look(stub);
  stub.codes(0, { energy: 15 });
  assertThrows(
    () => atOnce(sensors[0]!.read()),
    Error,
    "GPU is lost (error 15)",
  );
  closeAll(sensors);
});

Deno.test("a card whose driver is loaded anew counts on, with a note", async () => {
  await using stub = await stubNvml();
  stub.cards(A100);
  stub.energy(0, 9_000_000);
  const { sensors } = look(stub);
  const meter = new Metered(sensors, () => performance.now() / 1000);
  stub.energy(0, 1000);
  const { energyJ, notes } = meter.read();
  assertEquals([energyJ, notes.length], [[0], 1]);
  stub.energy(0, 3000);
  assertEquals(meter.read().energyJ, [2]);
  closeAll(sensors);
});

Deno.test("a card that the catalogue does not hold keeps the driver's name", async () => {
  await using stub = await stubNvml();
  stub.cards("NVIDIA Unheard-Of 9000");
  const { sensors, findings } = look(stub);
  assertEquals(sensors[0]?.name, "NVIDIA Unheard-Of 9000");
  assert(findings[0]?.why.includes("the catalogue does not hold"));
  closeAll(sensors);
});

Deno.test("nvmlSensors() counts the cards that SLURM gave to this job", async () => {
  await using stub = await stubNvml();
  stub.cards(A100, A100, A100, A100);
  const cases: readonly (readonly [Record<string, string>, string[]])[] = [
    [{ SLURM_JOB_GPUS: "1,3" }, ["nvml:1", "nvml:3"]],
    [{ SLURM_STEP_GPUS: "2" }, ["nvml:2"]],
    [{ SLURM_JOB_GPUS: "1,3", CUDA_VISIBLE_DEVICES: "3" }, ["nvml:3"]],
    // where the job sees its own cards only, CUDA counts those from 0
    [{ SLURM_JOB_GPUS: "2,3", CUDA_VISIBLE_DEVICES: "0" }, ["nvml:2"]],
  ];
  for (const [env, ids] of cases) {
    const { sensors } = look(stub, env);
    assertEquals(sensors.map(({ id }) => id), ids);
    closeAll(sensors);
  }
});
