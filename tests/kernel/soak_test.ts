import { assert, assertEquals } from "@std/assert";
import { soak } from "./soak/soak.ts";

/** Chosen once; the bench `kernel_soak.ts` takes another each time. */
const SEED = 20_261_130;
const FOR_MS = 20_000;

Deno.test({
  name:
    "whatever random abuse does, no kernel dies, every cell ends, nothing is left over, and only what was asked for is executed",
  ignore: Deno.build.os !== "linux", // which alone says in files which processes there are
  fn: async () => {
    const { faults, cells } = await soak({ seed: SEED, forMs: FOR_MS });
    assertEquals(faults, []);
    assert(cells > 0);
  },
});
