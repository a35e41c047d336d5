import { assert, assertEquals } from "@std/assert";
import { atOnce } from "../../../src/machine/asking.ts";
import { hwmonSensors } from "../../../src/sensors/devices/hwmon.ts";
import { fakeMachine, powerW } from "../fake_machine.ts";
import { amdCard } from "../sysfs.ts";

const MI250X = "AMD INSTINCT MI250X (MCM) OAM AC MBA";

/** Four cards of two halves each, of which the first says the power of both. */
const LUMI = Object.assign(
  {},
  ...["c1", "c6", "c9", "cd", "d1", "d6", "d9", "dd"].map((bus, i) =>
    amdCard(i, `0000:${bus}:00.0`, MI250X, i % 2 === 0 ? 89 + i / 4 : 0)
  ),
) as Record<string, string | Uint8Array>;

const SIX = Object.assign(
  {},
  // the kernel found them in another order than that of the bus
  amdCard(0, "0000:83:00.0", "AMD Instinct MI210", 103),
  amdCard(1, "0000:03:00.0", "AMD Instinct MI210", 100),
  amdCard(2, "0000:43:00.0", "AMD Instinct MI210", 102),
  amdCard(3, "0000:23:00.0", "AMD Instinct MI210", 101),
) as Record<string, string | Uint8Array>;

function powersOf(
  files: Record<string, string | Uint8Array>,
  env: Record<string, string>,
): number[] {
  using fake = fakeMachine(files, { env });
  return atOnce(hwmonSensors(fake.machine)).sensors.map(powerW);
}

Deno.test("the silent half of an MI250X may be the first, or have no gauge", () => {
  const swapped = {
    ...amdCard(0, "0000:c1:00.0", MI250X, 0),
    ...amdCard(1, "0000:c6:00.0", MI250X, 89),
  };
  assertEquals(powersOf(swapped, {}), [89]);
  const { ["/sys/class/hwmon/hwmon0/power1_average"]: _, ...bare } = swapped;
  using fake = fakeMachine(bare);
  const { sensors, findings } = atOnce(hwmonSensors(fake.machine));
  assertEquals(sensors.map(powerW), [89]);
  assertEquals(findings.flatMap(({ part }) => part ?? []), []);
});

/** What ROCm, HIP and SLURM say, and the powers of the cards that are counted. */
const CASES: readonly (readonly [Record<string, string>, number[]])[] = [
  [{ ROCR_VISIBLE_DEVICES: "0" }, [100]],
  [{ ROCR_VISIBLE_DEVICES: "1,3" }, [101, 103]],
  [{ ROCR_VISIBLE_DEVICES: "GPU-deadbeef00000002" }, [102]],
  [{ ROCR_VISIBLE_DEVICES: "" }, []],
  [{ HIP_VISIBLE_DEVICES: "2" }, [102]],
  // HIP counts the cards that ROCm leaves
  [{ ROCR_VISIBLE_DEVICES: "2,3", HIP_VISIBLE_DEVICES: "1" }, [103]],
  [{ CUDA_VISIBLE_DEVICES: "3" }, [103]],
  [{ CUDA_VISIBLE_DEVICES: "3", HIP_VISIBLE_DEVICES: "0" }, [100]],
  [{ CUDA_VISIBLE_DEVICES: "-1" }, []],
  // SLURM gives both, by the numbers of the node
  [{ ROCR_VISIBLE_DEVICES: "2,3", CUDA_VISIBLE_DEVICES: "2,3" }, [102, 103]],
  [{ SLURM_JOB_GPUS: "1" }, [101]],
  [{ SLURM_JOB_GPUS: "2-3" }, [102, 103]],
  [{ SLURM_JOB_GPUS: "0,1,2,3", SLURM_STEP_GPUS: "2" }, [102]],
  // in a group that sees its own cards only, ROCm counts those from 0
  [{ SLURM_JOB_GPUS: "2,3", ROCR_VISIBLE_DEVICES: "0,1" }, [102, 103]],
  [{ SLURM_JOB_GPUS: "2,3", ROCR_VISIBLE_DEVICES: "3" }, [103]],
  // SLURM names a card that this machine does not have
  [{ SLURM_JOB_GPUS: "7" }, [100, 101, 102, 103]],
];

for (const [env, watts] of CASES) {
  Deno.test(`${JSON.stringify(env)} counts the cards at ${JSON.stringify(watts)} W`, () => {
    assertEquals(powersOf(SIX, env).sort(), watts);
  });
}

Deno.test("either half of an MI250X counts its card, once", () => {
  assertEquals(powersOf(LUMI, { ROCR_VISIBLE_DEVICES: "0" }), [89]);
  assertEquals(powersOf(LUMI, { ROCR_VISIBLE_DEVICES: "1" }), [89]);
  assertEquals(powersOf(LUMI, { ROCR_VISIBLE_DEVICES: "2,3,6" }), [89.5, 90.5]);
});

Deno.test("a card that cannot be read is named, one of others is not", () => {
  using fake = fakeMachine(SIX, { env: { ROCR_VISIBLE_DEVICES: "0,1" } });
  fake.close(/hwmon[12]\/power1_average/);
  const { sensors, findings } = atOnce(hwmonSensors(fake.machine));
  assertEquals(sensors.map(powerW), [101]);
  const parts = findings.flatMap(({ part }) => part ?? []);
  assertEquals(parts.length, 1);
  assert(parts[0]?.includes("MI210"), parts[0]);
});
