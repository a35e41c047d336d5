import { assert, assertEquals } from "@std/assert";
import { memoryModel } from "../../../src/sensors/models/memory_model.ts";
import { assertClose } from "../../close.ts";
import { fakeMachine, powerW } from "../fake_machine.ts";
import { meminfo } from "../sysfs.ts";

/** W per GB (1e9 B), of Green Algorithms. */
const W_PER_GB = 0.3725;

Deno.test("memoryModel() is the memory in use × W/GB", () => {
  using fake = fakeMachine({ "/proc/meminfo": meminfo(10_000_000) });
  const { sensors: [sensor] } = memoryModel(fake.machine);
  // 10,000,000 kB of 1024 B are 10.24 GB
  assertClose(powerW(sensor), 10.24 * W_PER_GB);
  fake.write("/proc/meminfo", meminfo(20_000_000));
  assertClose(powerW(sensor), 20.48 * W_PER_GB);
});

Deno.test("memoryModel() of the process adds its children", () => {
  using fake = fakeMachine({
    "/proc/10/stat": "10 (deno) S 1 0\n",
    "/proc/10/status": "Name:\tdeno\nVmRSS:\t  500000 kB\n",
    "/proc/11/stat": "11 (python3) S 10 0\n",
    "/proc/11/status": "Name:\tpython3\nVmRSS:\t 1500000 kB\n",
    "/proc/12/status": "Name:\tanother\nVmRSS:\t 9000000 kB\n",
  }, { pid: 10 });
  const { sensors: [sensor] } = memoryModel(fake.machine, "process");
  assertClose(powerW(sensor), 2.048 * W_PER_GB);
});

Deno.test("memoryModel() without /proc asks the system, as on Windows", () => {
  using fake = fakeMachine({}, {
    os: "windows",
    systemMemory: () => ({ totalBytes: 16e9, availableBytes: 6e9 }),
  });
  const { sensors: [sensor] } = memoryModel(fake.machine);
  assertClose(powerW(sensor), 10 * W_PER_GB);
});

Deno.test("memoryModel() with nothing to read counts this process alone", () => {
  using fake = fakeMachine();
  const { sensors: [sensor], findings } = memoryModel(fake.machine);
  assert(powerW(sensor) > 0);
  assert(sensor?.source.includes("this process alone"));
  assertEquals(findings.filter((f) => !f.found).length, 2);
});
