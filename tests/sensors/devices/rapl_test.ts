import { atOnce } from "../../../src/machine/asking.ts";
import { assert, assertEquals, assertThrows } from "@std/assert";
import { raplSensors } from "../../../src/sensors/devices/rapl.ts";
import { assertClose } from "../../close.ts";
import { counting, fakeMachine } from "../fake_machine.ts";
import { energyFile, zone } from "../sysfs.ts";

/** Two sockets with their memory, the parts that lie within, and the doubles by MMIO. */
const SERVER = {
  ...zone("intel-rapl:0", "package-0", 1_000_000),
  ...zone("intel-rapl:0:0", "core"),
  ...zone("intel-rapl:0:1", "dram", 2_000_000, 65_712_999_613),
  ...zone("intel-rapl:1", "package-1", 3_000_000),
  ...zone("intel-rapl:1:0", "uncore"),
  ...zone("intel-rapl:1:1", "dram"),
  ...zone("intel-rapl:2", "psys"),
  ...zone("intel-rapl-mmio:0", "package-0"),
  ...zone("intel-rapl-mmio:0:0", "dram"),
  "/sys/class/powercap/intel-rapl/enabled": "1\n",
};

Deno.test("raplSensors() counts packages and their memory, each once", () => {
  using fake = fakeMachine(SERVER);
  const { sensors, findings } = atOnce(raplSensors(fake.machine));
  assertEquals(
    sensors.map(({ id, component }) => `${id} ${component}`),
    [
      "rapl:package-0 cpu",
      "rapl:package-0:dram memory",
      "rapl:package-1 cpu",
      "rapl:package-1:dram memory",
    ],
  );
  const unused = findings.filter((f) => !f.found).map((f) => f.why).join("\n");
  for (const part of ["core", "uncore", "psys", "a second time (MMIO"]) {
    assert(unused.includes(part), part);
  }
});

Deno.test("raplSensors() counts from the opening, in J", () => {
  using fake = fakeMachine(SERVER);
  const { sensors } = atOnce(raplSensors(fake.machine));
  const energyJ = counting(sensors, fake.machine.nowS);
  fake.pass(1);
  fake.write(energyFile("intel-rapl:0"), "43500000\n");
  fake.write(energyFile("intel-rapl:0:1"), "5000000\n");
  assertEquals(energyJ(), [42.5, 3, 0, 0]);
});

Deno.test("raplSensors() follows a counter that wraps around at its own range", () => {
  using fake = fakeMachine(
    zone("intel-rapl:0", "package-0", 262_143_000_000, 262_143_328_850),
  );
  const { sensors } = atOnce(raplSensors(fake.machine));
  const energyJ = counting(sensors, fake.machine.nowS);
  fake.pass(1);
  fake.write(energyFile("intel-rapl:0"), "99671150\n");
  // 328,850 µJ to the top and 99,671,150 µJ from the bottom
  assertClose(energyJ()[0], 100, 1e-9);
});

Deno.test("raplSensors() takes a counter that starts again for a reset, not a wrap", () => {
  using fake = fakeMachine(zone("intel-rapl:0", "package-0", 90_000_000_000));
  const { sensors } = atOnce(raplSensors(fake.machine));
  const energyJ = counting(sensors, fake.machine.nowS);
  fake.pass(1);
  fake.write(energyFile("intel-rapl:0"), "1000000\n");
  assertEquals(energyJ(), [0]);
});

Deno.test("raplSensors() says the one command that opens files of root", () => {
  using fake = fakeMachine(SERVER);
  fake.close(/energy_uj$/);
  const { sensors, findings } = atOnce(raplSensors(fake.machine));
  assertEquals(sensors, []);
  const closed = findings.find((f) => f.path.endsWith("intel-rapl:0"));
  assert(
    closed?.how?.startsWith("sudo chmod a+r /sys/class/powercap/*/energy_uj"),
  );
});

Deno.test("raplSensors() takes the double where the first cannot be read", () => {
  using fake = fakeMachine(SERVER);
  fake.close(/intel-rapl:0\/energy_uj$/);
  const { sensors } = atOnce(raplSensors(fake.machine));
  const first = sensors.find((s) => s.id === "rapl:package-0");
  assertEquals(first?.source, energyFile("intel-rapl-mmio:0"));
});

Deno.test("raplSensors() fails to read a socket that vanished, and no other", () => {
  using fake = fakeMachine(SERVER);
  const { sensors } = atOnce(raplSensors(fake.machine));
  fake.remove("/sys/class/powercap/intel-rapl:0");
  assertThrows(() => atOnce(sensors[0]!.read()), Error, "No such device");
  assertEquals(atOnce(sensors[2]!.read()).length, 1);
});

Deno.test("raplSensors() fails to read a counter that holds no number", () => {
  using fake = fakeMachine(SERVER);
  const { sensors } = atOnce(raplSensors(fake.machine));
  fake.write(energyFile("intel-rapl:0"), "");
  assertThrows(() => atOnce(sensors[0]!.read()), Error, "energy_uj");
});

Deno.test("raplSensors() on a machine without RAPL says where there is none", () => {
  for (const files of [{}, { "/sys/class/powercap/dtpm/enabled": "0" }]) {
    using fake = fakeMachine(files);
    const { sensors, findings } = atOnce(raplSensors(fake.machine));
    assertEquals(sensors, []);
    assert(findings[0]?.why.includes("Not offered by the kernel"));
  }
});
