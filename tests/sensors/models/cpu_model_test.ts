import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { cpuModel } from "../../../src/sensors/models/cpu_model.ts";
import { cpuPower } from "../../../src/sensors/models/cpu_power.ts";
import { assertClose } from "../../close.ts";
import { counting, fakeMachine } from "../fake_machine.ts";
import { cpuinfo, procStat } from "../sysfs.ts";

/** 22 cores, 145 W: Intel's page of the model. */
const XEON = "Intel(R) Xeon(R) CPU E5-2699 v4 @ 2.20GHz";
const MASKED = "AMD EPYC";

Deno.test("cpuModel() is TDP × the curve at the mean load since the last reading", () => {
  using fake = fakeMachine({
    "/proc/stat": procStat(100),
    "/proc/cpuinfo": cpuinfo(XEON, 44),
  });
  const { sensors: [sensor] } = cpuModel(fake.machine);
  const energyJ = counting([sensor], fake.machine.nowS);
  assertEquals(energyJ()[0]!, 0);
  fake.pass(10);
  fake.write("/proc/stat", procStat(100 + 220)); // 220 of 440 CPU seconds
  // At half load 0.75 of the TDP: 145 W × 0.75 × 10 s
  assertClose(energyJ()[0]!, 1087.5, 1e-9);
  fake.pass(10); // idle: 0.12 of the TDP
  assertClose(energyJ()[0]!, 1087.5 + 174, 1e-9);
});

Deno.test("cpuModel() lies on straight lines between the points of the curve", () => {
  const info = { name: XEON, count: 44, sockets: 1, virtual: false };
  const { powerW } = cpuPower(info);
  // 0.12, 0.32, 0.75 and 1.02 of the TDP at 0, 10, 50 and 100 %
  assertClose(powerW(0), 145 * 0.12);
  assertClose(powerW(0.05), 145 * 0.22);
  assertClose(powerW(0.3), 145 * 0.535);
  assertClose(powerW(1), 145 * 1.02);
});

Deno.test("cpuPower() grows with the load, for every kind of processor", () => {
  const load = fc.double({ min: 0, max: 1, noNaN: true });
  for (const name of [XEON, MASKED, undefined]) {
    const info = { name, count: 8, sockets: 1, virtual: true };
    const { powerW } = cpuPower(info);
    fc.assert(fc.property(load, load, (a, b) => {
      assert(powerW(Math.min(a, b)) <= powerW(Math.max(a, b)));
      assert(powerW(a) > 0);
    }));
  }
});

Deno.test("cpuPower() counts sockets, and of a virtual machine its share of the threads", () => {
  const info = { name: XEON, count: 88, sockets: 2, virtual: false };
  assertClose(cpuPower(info).powerW(1), 2 * 145 * 1.02);
  const guest = { name: XEON, count: 11, sockets: 1, virtual: true };
  // 11 of 44 threads
  assertClose(cpuPower(guest).powerW(1), 145 * 1.02 / 4);
  assert(cpuPower(guest).figures[0]?.assumed);
});

Deno.test("cpuModel() leaves out idle, waiting and stolen time", () => {
  // user 100, nice 200, system 300, idle, iowait, irq 400, softirq 500, steal, guest
  const stat = (k: number) =>
    `cpu  ${k * 100} ${k * 200} ${k * 300} 9${k} 8${k} ${k * 400} ${
      k * 500
    } 7${k} ${k} 0\n`;
  using fake = fakeMachine({
    "/proc/stat": stat(1),
    "/proc/cpuinfo": cpuinfo(XEON, 30),
  });
  const { sensors: [sensor] } = cpuModel(fake.machine);
  const energyJ = counting([sensor], fake.machine.nowS);
  fake.pass(1);
  fake.write("/proc/stat", stat(2)); // 1 + 2 + 3 + 4 + 5 s of 30
  assertClose(energyJ()[0]!, 145 * 0.75, 1e-9);
});

Deno.test("cpuModel() takes the root of version 1 for the machine, not for a container", () => {
  using fake = fakeMachine({
    "/proc/stat": procStat(0),
    "/proc/cpuinfo": cpuinfo(XEON, 44),
    "/sys/fs/cgroup/cpuacct/cpuacct.usage": "5\n",
    "/sys/fs/cgroup/cpuacct/release_agent": "\n",
  });
  const { sensors: [sensor] } = cpuModel(fake.machine);
  assert(sensor?.source.includes("of the machine (/proc/stat)"));
});

Deno.test("cpuModel() takes a group of version 2 without a type for the machine's own", () => {
  // usage_usec may hold stolen time too
  const usage = (userS: number, systemS: number) =>
    `usage_usec 9${userS}000000\nuser_usec ${userS * 1e6}\nsystem_usec ${
      systemS * 1e6
    }\nnice_usec 5\n`;
  using fake = fakeMachine({
    "/proc/stat": procStat(0),
    "/proc/cpuinfo": cpuinfo(XEON, 44),
    "/sys/fs/cgroup/cpu.stat": usage(7, 3),
  });
  const { sensors: [sensor] } = cpuModel(fake.machine);
  const energyJ = counting([sensor], fake.machine.nowS);
  assert(sensor?.source.includes("of the machine (/sys/fs/cgroup/cpu.stat)"));
  fake.pass(10);
  fake.write("/sys/fs/cgroup/cpu.stat", usage(7 + 200, 3 + 20));
  assertClose(energyJ()[0]!, 1087.5, 1e-9); // 220 of 440 s, as from /proc/stat
});

Deno.test("cpuModel() uses /proc/stat if the machine's group gives no time", () => {
  using fake = fakeMachine({
    "/proc/stat": procStat(0),
    "/sys/fs/cgroup/cpu.stat": "nr_periods 0\n",
  });
  const { sensors: [sensor], findings } = cpuModel(fake.machine);
  assert(sensor?.source.includes("of the machine (/proc/stat)"));
  assertEquals(findings.map((f) => f.found), [true]);
  assertEquals(fake.openFiles(), 1);
});

Deno.test("cpuModel() without /proc goes by the system's own count, as on macOS", () => {
  let busyS = 10;
  using fake = fakeMachine({}, {
    os: "darwin",
    systemCpus: () => ({
      name: "Intel(R) Core(TM) i7-9750H",
      count: 12,
      busyS,
    }),
  });
  const { sensors: [sensor] } = cpuModel(fake.machine);
  const energyJ = counting([sensor], fake.machine.nowS);
  assertEquals(sensor?.name, "Intel Core i7-9750H");
  fake.pass(1);
  busyS += 12;
  assertClose(energyJ()[0]!, 45 * 1.02, 1e-9); // 45 W, at full load
});

Deno.test("cpuModel() with nothing to read counts this process alone", () => {
  using fake = fakeMachine();
  const { sensors: [sensor], findings } = cpuModel(fake.machine);
  const energyJ = counting([sensor], fake.machine.nowS);
  assert(sensor?.source.includes("this process alone"));
  assert(energyJ()[0]! >= 0);
  assert(findings.some((f) => f.path === "/proc/stat" && !f.found));
});

Deno.test("cpuModel() gives no energy twice and never takes any back", () => {
  const steps = fc.array(
    fc.tuple(fc.nat(5), fc.integer({ min: -50, max: 500 })),
  );
  fc.assert(
    fc.property(steps, (list) => {
      using fake = fakeMachine({ "/proc/stat": procStat(100) });
      const { sensors: [sensor] } = cpuModel(fake.machine);
      const energyJ = counting([sensor], fake.machine.nowS);
      let busyS = 100;
      let before = 0;
      for (const [seconds, more] of list) {
        fake.pass(seconds);
        busyS = Math.max(0, busyS + more);
        fake.write("/proc/stat", procStat(busyS));
        const energy = energyJ()[0]!;
        assert(energy >= before);
        if (seconds === 0) assertEquals(energy, before);
        before = energy;
      }
    }),
    { numRuns: 20 },
  );
});
