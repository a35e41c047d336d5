import { atOnce } from "../../src/machine/asking.ts";
import { assert, assertEquals } from "@std/assert";
import { cpuModel } from "../../src/sensors/models/cpu_model.ts";
import { detectSensors } from "../../src/sensors/detect.ts";
import { hwmonSensors } from "../../src/sensors/devices/hwmon.ts";
import { hostMachine } from "../../src/machine/machine.ts";
import { memoryModel } from "../../src/sensors/models/memory_model.ts";
import { nvmlSensors } from "../../src/sensors/devices/nvml.ts";
import { raplSensors } from "../../src/sensors/devices/rapl.ts";
import { replaySensors } from "../../src/sensors/replay.ts";
import type { Sensor } from "../../src/sensors/parts/sensor.ts";
import { counting, fakeMachine } from "./fake_machine.ts";
import { LIBRARY, stubNvml } from "./stub_nvml.ts";
import {
  chip,
  energyFile,
  meminfo,
  processStat,
  procStat,
  zone,
} from "./sysfs.ts";

/** Sensors of a kind, and what makes a second pass. */
interface Subject extends AsyncDisposable {
  readonly sensors: readonly Sensor[];
  /** How many files of the machine are open; known of machines that are played. */
  readonly openFiles?: () => number;
  second(n: number): void;
  /** Its clock, in s. @default that of this thread */
  readonly nowS?: () => number;
}

const SUBJECTS: Readonly<Record<string, () => Promise<Subject>>> = {
  "nvml, with and without a counter": async () => {
    const stub = await stubNvml();
    stub.cards("NVIDIA A100-SXM4-80GB", "Tesla P100-PCIE-16GB");
    stub.codes(1, { energy: 3 });
    const machine = hostMachine({
      libraries: { [LIBRARY]: stub.file },
      env: {},
    });
    return {
      sensors: atOnce(nvmlSensors(machine)).sensors,
      second: (n) => {
        stub.energy(0, n * 300_000);
        stub.power(1, 200_000 + n);
      },
      [Symbol.asyncDispose]: () => stub[Symbol.asyncDispose](),
    };
  },
  "rapl": () =>
    faked(
      {
        ...zone("intel-rapl:0", "package-0"),
        ...zone("intel-rapl:0:0", "dram"),
      },
      (machine) => atOnce(raplSensors(machine)),
      (n) => ({ [energyFile("intel-rapl:0")]: `${n * 90_000_000}\n` }),
    ),
  "hwmon": () =>
    faked(
      {
        ...chip(0, "amdgpu", { power1_average: "1000000\n" }),
        ...chip(1, "xe", { energy1_input: "0\n" }),
        ...chip(2, "amd_energy", {
          energy1_input: "0\n",
          energy1_label: "Esocket0\n",
        }),
      },
      (machine) => atOnce(hwmonSensors(machine)),
      (n) => ({
        "/sys/class/hwmon/hwmon1/energy1_input": `${n * 5_000_000}\n`,
      }),
    ),
  "cpu-model": () =>
    faked(
      { "/proc/stat": procStat(0) },
      cpuModel,
      (n) => ({ "/proc/stat": procStat(n) }),
    ),
  "a share of rapl": () =>
    faked(
      {
        ...zone("intel-rapl:0", "package-0"),
        ...zone("intel-rapl:0:0", "dram"),
        ...chip(1, "amdgpu", { power1_average: "1000000\n" }),
        "/proc/stat": procStat(0),
        "/proc/meminfo": meminfo(1000),
        "/proc/10/stat": processStat(1, [0]),
        "/proc/10/status": "VmRSS:\t 500 kB\n",
      },
      (machine) =>
        atOnce(
          detectSensors({ ...machine, pid: 10 }, { attribution: "process" }),
        ),
      (n) => ({
        "/proc/stat": procStat(n),
        "/proc/10/stat": processStat(1, [n * 50]),
        [energyFile("intel-rapl:0")]: `${n * 90_000_000}\n`,
        [energyFile("intel-rapl:0:0")]: `${n * 9_000_000}\n`,
      }),
    ),
  "memory-model": () =>
    faked(
      { "/proc/meminfo": meminfo(1) },
      memoryModel,
      (n) => ({ "/proc/meminfo": meminfo(n * 1000) }),
    ),
  "replay": () => {
    let nowS = 0;
    const readings = [[0, 100], [60, 400]] as const;
    const common = { component: "cpu", name: "any", readings } as const;
    const sensors = replaySensors({
      version: 1,
      sensors: [
        { ...common, id: "a", method: "counter" },
        { ...common, id: "b", method: "gauge" },
      ],
    }, () => nowS);
    const second = (n: number) => nowS = n;
    return Promise.resolve({
      sensors,
      second,
      nowS: () => nowS,
      [Symbol.asyncDispose]: () => Promise.resolve(),
    });
  },
  "whatever this machine has": () => {
    const { sensors } = atOnce(detectSensors(hostMachine()));
    return Promise.resolve({
      sensors,
      second: () => {},
      [Symbol.asyncDispose]: () => Promise.resolve(),
    });
  },
};

function faked(
  files: Readonly<Record<string, string | Uint8Array>>,
  open: (machine: ReturnType<typeof hostMachine>) => {
    readonly sensors: readonly Sensor[];
  },
  change: (n: number) => Readonly<Record<string, string>>,
): Promise<Subject> {
  const fake = fakeMachine(files);
  return Promise.resolve({
    sensors: open(fake.machine).sensors,
    openFiles: fake.openFiles,
    nowS: fake.machine.nowS,
    second: (n) => {
      fake.pass(1);
      for (const [path, text] of Object.entries(change(n))) {
        fake.write(path, text);
      }
    },
    [Symbol.asyncDispose]: () => Promise.resolve(fake[Symbol.dispose]()),
  });
}

for (const [name, make] of Object.entries(SUBJECTS)) {
  const closing = { sanitizeResources: true, sanitizeOps: true };
  Deno.test(
    `a sensor (${name}) says what it is and keeps to it`,
    closing,
    async () => {
      await using subject = await make();
      const { sensors, second } = subject;
      assert(sensors.length > 0);
      assertEquals(new Set(sensors.map((s) => s.id)).size, sensors.length);
      const widths = sensors.map((sensor) => {
        assert(/^\S+$/.test(sensor.id) && sensor.name && sensor.source);
        assert(["accelerator", "cpu", "memory"].includes(sensor.component));
        const { method, figures } = sensor;
        const replayed = sensor.id.startsWith("replay:");
        if (!replayed) assertEquals(figures.length > 0, method === "model");
        return atOnce(sensor.read()).length;
      });
      for (let n = 1; n <= 5; n++) {
        second(n);
        sensors.forEach((sensor, i) => {
          const values = atOnce(sensor.read());
          assertEquals(values.length, widths[i]);
          assert(values.every((value) => Number.isFinite(value) && value >= 0));
        });
      }
      for (const sensor of sensors) atOnce(sensor.close());
      for (const sensor of sensors) atOnce(sensor.close());
      assertEquals(subject.openFiles?.() ?? 0, 0);
    },
  );

  Deno.test(
    `a sensor (${name}) has no energy before it is read first, and loses none`,
    closing,
    async () => {
      await using subject = await make();
      const { sensors, second } = subject;
      const energyJ = counting(sensors, subject.nowS);
      let last = energyJ();
      if (name !== "whatever this machine has") {
        assertEquals(last, last.map(() => 0));
      }
      for (let n = 1; n <= 5; n++) {
        second(n);
        const now = energyJ();
        assert(now.every((joules, i) => joules >= last[i]!));
        last = now;
      }
      for (const sensor of sensors) atOnce(sensor.close());
    },
  );
}
