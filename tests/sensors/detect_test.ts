import { atOnce } from "../../src/machine/asking.ts";
import { assert, assertEquals } from "@std/assert";
import { detectSensors } from "../../src/sensors/detect.ts";
import { counting, fakeMachine } from "./fake_machine.ts";
import { LIBRARY, stubNvml } from "./stub_nvml.ts";
import {
  chip,
  cpuinfo,
  energyFile,
  meminfo,
  processStat,
  procStat,
  zone,
} from "./sysfs.ts";

const PROC = {
  "/proc/stat": procStat(1),
  "/proc/cpuinfo": cpuinfo("AMD EPYC", 2, { virtual: true }),
  "/proc/meminfo": meminfo(1000),
};
const SOCKET = chip(5, "amd_energy", {
  energy1_input: "1\n",
  energy1_label: "Esocket0\n",
});
const APU = chip(6, "amdgpu", {
  "device/gpu_metrics": new Uint8Array([120, 0, 2, 2]),
  power1_input: "15000000\n",
});

type Files = Readonly<Record<string, string | Uint8Array>>;

const MACHINES: readonly (readonly [string, Files, readonly string[]])[] = [
  ["nothing but /proc is modelled", PROC, ["cpu-model", "memory-model"]],
  [
    "packages without memory models the memory",
    { ...PROC, ...zone("intel-rapl:0", "package-0") },
    ["rapl:package-0", "memory-model"],
  ],
  [
    "packages and memory models nothing",
    {
      ...PROC,
      ...zone("intel-rapl:0", "package-0"),
      ...zone("intel-rapl:0:0", "dram"),
    },
    ["rapl:package-0", "rapl:package-0:dram"],
  ],
  [
    "amd_energy alone uses it",
    { ...PROC, ...SOCKET },
    ["hwmon:amd_energy-socket-0", "memory-model"],
  ],
  [
    "RAPL and amd_energy counts the processor once",
    { ...PROC, ...SOCKET, ...zone("intel-rapl:0", "package-0") },
    ["rapl:package-0", "memory-model"],
  ],
  [
    "an APU alone takes its gauge for the processor",
    { ...PROC, ...APU },
    ["hwmon:amdgpu-hwmon6", "memory-model"],
  ],
  [
    "RAPL and an APU counts the processor once",
    { ...PROC, ...APU, ...zone("intel-rapl:0", "package-0") },
    ["rapl:package-0", "memory-model"],
  ],
  [
    "amd_energy and an APU prefers the counter",
    { ...PROC, ...APU, ...SOCKET },
    ["hwmon:amd_energy-socket-0", "memory-model"],
  ],
  [
    "an AMD card measures the card and models the rest",
    { ...PROC, ...chip(1, "amdgpu", { power1_average: "90000000\n" }) },
    ["hwmon:amdgpu-hwmon1", "cpu-model", "memory-model"],
  ],
];

for (const [what, files, ids] of MACHINES) {
  Deno.test(`detectSensors() on a machine with ${what}`, () => {
    using fake = fakeMachine(files);
    const { sensors, findings } = atOnce(detectSensors(fake.machine));
    assertEquals(sensors.map((sensor) => sensor.id), ids);
    // What is used was found, and nothing is said to be used that is not.
    assertEquals(findings.filter((f) => f.found).length, ids.length);
    for (const { why } of findings) assert(why.length > 10);
  });
}

Deno.test("detectSensors() puts NVIDIA's cards first", async () => {
  await using stub = await stubNvml();
  stub.cards("NVIDIA A100-SXM4-80GB");
  using fake = fakeMachine(PROC, { libraries: { [LIBRARY]: stub.file } });
  const { sensors } = atOnce(detectSensors(fake.machine));
  assertEquals(sensors.map((s) => s.id), [
    "nvml:0",
    "cpu-model",
    "memory-model",
  ]);
  for (const sensor of sensors) atOnce(sensor.close());
});

const PACKAGE_AND_MEMORY = {
  ...PROC,
  ...zone("intel-rapl:0", "package-0"),
  ...zone("intel-rapl:0:0", "dram"),
};

Deno.test("detectSensors() of the process takes its share of what counts the machine, and says so", () => {
  using fake = fakeMachine({
    ...PACKAGE_AND_MEMORY,
    "/proc/10/stat": processStat(1, [0]),
    "/proc/10/status": "VmRSS:\t 250 kB\n", // of 1000 kB in use
  }, { pid: 10 });
  const { sensors, findings } = atOnce(detectSensors(fake.machine, {
    attribution: "process",
  }));
  const ids = ["rapl:package-0", "rapl:package-0:dram"];
  assertEquals(sensors.map((s) => s.id), ids);
  assertEquals(sensors.map((s) => s.method), ["counter", "counter"]);
  assert(sensors.every((s) => s.name.includes("this process's share")));
  assert(
    sensors.every((s) => s.source.includes("as a share of the machine's")),
  );
  for (const id of ids) {
    const why = `${id} counts the whole machine; this process counts for`;
    assert(findings.some((f) => f.found && f.why.startsWith(why)));
  }
  const energyJ = counting(sensors, fake.machine.nowS);
  fake.pass(1);
  fake.write("/proc/stat", procStat(1 + 2));
  fake.write("/proc/10/stat", processStat(1, [50])); // 0.5 of 2 s
  fake.write(energyFile("intel-rapl:0"), "80000000\n");
  fake.write(energyFile("intel-rapl:0:0"), "8000000\n");
  assertEquals(energyJ(), [20, 2]);
  for (const sensor of sensors) atOnce(sensor.close());
  assertEquals(fake.openFiles(), 0);
});

Deno.test("detectSensors() of the process models what it cannot tell its share of, and says so", () => {
  using fake = fakeMachine({ ...PACKAGE_AND_MEMORY });
  fake.close(/^\/proc\//);
  const { sensors, findings } = atOnce(detectSensors(fake.machine, {
    attribution: "process",
  }));
  assertEquals(sensors[0]?.id, "cpu-model");
  assert(findings.some((f) => f.why.includes("share is not known")));
  for (const sensor of sensors) atOnce(sensor.close());
  assertEquals(fake.openFiles(), 0);
});

for (
  const [os, name] of [["darwin", "macOS"], ["windows", "Windows"]] as const
) {
  Deno.test(`detectSensors() on ${name} models processor and memory, and says so`, () => {
    using fake = fakeMachine({}, {
      os,
      systemCpus: () => ({ name: "Apple M1", count: 8, busyS: 5 }),
      systemMemory: () => ({ totalBytes: 16e9, availableBytes: 8e9 }),
    });
    const { sensors, findings } = atOnce(detectSensors(fake.machine));
    assertEquals(sensors.map((s) => s.method), ["model", "model"]);
    assert(findings.some((f) => f.why.includes(name)));
    assert(!findings.some((f) => f.path.startsWith("/proc/")));
  });
}

Deno.test("detectSensors() goes through a machine on which nothing can be read", () => {
  using fake = fakeMachine();
  const { sensors } = atOnce(detectSensors(fake.machine));
  assertEquals(sensors.map((s) => s.id), ["cpu-model", "memory-model"]);
});
