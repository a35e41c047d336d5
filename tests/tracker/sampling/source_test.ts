import { assertEquals } from "@std/assert";
import { atOnce } from "../../../src/machine/asking.ts";
import { openMeter } from "../../../src/tracker/sampling/source.ts";
import { LIBRARY, stubNvml } from "../../sensors/stub_nvml.ts";

Deno.test("a run names each part of the machine that it does not count", async () => {
  await using stub = await stubNvml();
  stub.cards("NVIDIA A100-SXM4-80GB", "NVIDIA A100-SXM4-80GB");
  const notesOf = async (env: Record<string, string>) => {
    const { sensors, notes } = await openMeter({
      kind: "machine",
      host: { libraries: { [LIBRARY]: stub.file }, env },
      detect: {},
    });
    for (const sensor of sensors) atOnce(sensor.close());
    return notes;
  };
  assertEquals(await notesOf({}), []);
  assertEquals(await notesOf({ CUDA_VISIBLE_DEVICES: "0,MIG-7a" }), [
    "slice MIG-7a is not counted: NVML counts the energy of whole cards only, not of slices (MIG)",
  ]);
  stub.codes(1, { energy: 15, power: 15 }); // NVML_ERROR_GPU_IS_LOST
  const [lost, ...none] = await notesOf({});
  assertEquals(none, []);
  assertEquals(
    lost?.startsWith("NVIDIA A100-SXM4-80GB is not counted: Cannot read"),
    true,
  );
});
