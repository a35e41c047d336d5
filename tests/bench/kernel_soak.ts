/**
 * Abuses kernels at random for some minutes: cells of every kind, interrupts, front ends that
 * vanish or never read, and kills at any moment. It prints a line for each ten kernels, and all
 * figures at the end.
 *
 * ```sh
 * deno run -A --import-map=tests/import_map.json tests/bench/kernel_soak.ts [minutes] [seed]
 * ```
 * @module
 */
import { soak } from "../kernel/soak/soak.ts";
import { say } from "./say.ts";

const [minutes = "60", seed = String(Date.now() % 2 ** 31)] = Deno.args;

const report = await soak({
  seed: Number(seed),
  forMs: Number(minutes) * 60_000,
  said: ({ kernels, cells, interrupts, faults }) => {
    if (kernels % 10 > 0) return;
    say(
      `${new Date().toISOString()} kernels ${kernels}, cells ${cells}, ` +
        `interrupts ${interrupts}, faults ${faults.length}`,
    );
    for (const fault of faults.slice(-5)) say(`  ${fault}`);
  },
});
say(JSON.stringify(report, undefined, 2));
Deno.exit(report.faults.length > 0 ? 1 : 0);
