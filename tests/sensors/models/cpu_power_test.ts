import { assert, assertEquals } from "@std/assert";
import { cpuInfo } from "../../../src/sensors/models/cpu_info.ts";
import { cpuPower } from "../../../src/sensors/models/cpu_power.ts";
import { assertClose } from "../../close.ts";
import { fakeMachine } from "../fake_machine.ts";
import { cpuinfo } from "../sysfs.ts";

/** At full load the curve of Teads is 1.02 of the rated power. */
const FULL = 1.02;

interface Case {
  readonly name: string;
  readonly threads: number;
  readonly virtual?: boolean;
  readonly provider?: string;
  readonly chassis?: number;
  /** Rated power of what the machine has, in W, by hand. */
  readonly watts: number;
  readonly assumed?: boolean;
}

const MACHINES: Readonly<Record<string, Case>> = {
  "a laptop's i7-12700H in WSL 2 has all of its 45 W": {
    name: "12th Gen Intel(R) Core(TM) i7-12700H",
    threads: 20,
    virtual: true,
    watts: 45,
  },
  "a laptop's Ultra 7 165H in WSL 2 has all of its 28 W": {
    name: "Intel(R) Core(TM) Ultra 7 165H",
    threads: 22,
    virtual: true,
    watts: 28,
  },
  "half of the threads of a desktop's Ryzen have half of its 170 W": {
    name: "AMD Ryzen 9 7950X 16-Core Processor",
    threads: 16,
    virtual: true,
    watts: 85,
  },
  "a processor with one thread a core is whole with as many": {
    name: "Intel(R) Core(TM) i5-9400F CPU @ 2.90GHz",
    threads: 6,
    virtual: true,
    watts: 65,
  },
  "a laptop's processor without known threads is whole": {
    name: "Intel(R) Core(TM) i7-1165G7",
    threads: 8,
    virtual: true,
    watts: 28,
  },
  "a guest of a cloud has its share of a server: 8 of 64 threads of 300 W": {
    name: "Intel(R) Xeon(R) Platinum 8375C CPU @ 2.90GHz",
    threads: 8,
    virtual: true,
    provider: "aws",
    watts: 300 / 8,
  },
  "a bare Ryzen counts its TDP": {
    name: "AMD Ryzen 7 5800X 8-Core Processor",
    threads: 16,
    watts: 105,
  },
  "an unlisted laptop has 28 W": {
    name: "Intel(R) Core(TM) Ultra 9 999Z",
    threads: 16,
    chassis: 10,
    watts: 28,
    assumed: true,
  },
  "an unlisted desktop has 65 W": {
    name: "Zhaoxin KaiXian KX-7000",
    threads: 8,
    chassis: 3,
    watts: 65,
    assumed: true,
  },
  "an unlisted server has 3.75 W a thread": {
    name: "AMD EPYC 0000 Engineering Sample",
    threads: 128,
    chassis: 23,
    watts: 480,
    assumed: true,
  },
};

for (const [name, machine] of Object.entries(MACHINES)) {
  Deno.test(`cpuPower(): ${name}`, () => {
    const { threads, virtual = false, provider, chassis, watts } = machine;
    using fake = fakeMachine({
      "/proc/cpuinfo": cpuinfo(machine.name, threads, { virtual }),
      ...(chassis && { "/sys/class/dmi/id/chassis_type": `${chassis}\n` }),
    });
    const { powerW, figures, why } = cpuPower(cpuInfo(fake.machine), provider);
    assertClose(powerW(1), watts * FULL);
    const assumed = machine.assumed ?? virtual;
    assertEquals(figures[0]?.assumed, assumed, why);
    assert(!why.includes("vCPU") || provider !== undefined);
    assertEquals(why.includes("not listed"), machine.assumed ?? false);
  });
}

Deno.test("cpuPower() of a chip of Apple's that is not listed is a laptop's", () => {
  using fake = fakeMachine({}, {
    os: "darwin",
    systemCpus: () => ({ name: "Apple M9 Pro", count: 14, busyS: 0 }),
  });
  const { powerW, why } = cpuPower(cpuInfo(fake.machine));
  assertClose(powerW(1), 28 * FULL);
  assert(why.includes("15 to 55 W"));
});

Deno.test("cpuPower() tells Arm processors of clouds by their cores", () => {
  const arm = (part: string) =>
    Array.from(
      { length: 4 },
      (_, i) =>
        `processor\t: ${i}\nCPU implementer\t: 0x41\nCPU part\t: ${part}\n`,
    )
      .join("\n");
  const named = (part: string, provider?: string) => {
    using fake = fakeMachine({ "/proc/cpuinfo": arm(part) });
    return cpuPower(cpuInfo(fake.machine), provider).why;
  };
  assert(named("0xd40", "aws").startsWith("AWS Graviton3 in"));
  assert(named("0xd4f", "gcp").startsWith("Google Axion in"));
  assert(named("0xd49", "azure").startsWith("Microsoft Cobalt 100 in"));
  // A Jetson has none of the names that any Jetson has.
  assert(named("0xd42").includes("Cortex-A78AE not listed"));
});
