/**
 * The energy of calls beside that of EcoLogits (PyPI): on the measured rows that the fit is made
 * of, ours with each size left out, and on figures that others publish.
 *
 * ```sh
 * deno run -A --import-map=tests/import_map.json tests/bench/ecologits.ts
 * ```
 */
import { fileURLToPath } from "node:url";
import {
  errorOf,
  type FitError,
  unseenErrors,
} from "../../data/build/call_fit.ts";
import { measuredCalls } from "../../data/build/measured_calls.ts";
import { catalog, estimate } from "../../mod.ts";
import { type Anchor, ANCHORS, computed } from "../estimate/calls/anchors.ts";
import { ecologitsPython } from "./peers_python.ts";
import { say } from "./say.ts";

/** A call as EcoLogits takes it; with a PUE that of a hosted model, without the GPUs alone. */
interface Case {
  readonly active: number;
  readonly total: number;
  readonly tokens: number;
  readonly pue?: number;
}

const SCRIPT = fileURLToPath(new URL("ecologits_energy.py", import.meta.url));

const unseen = unseenErrors(measuredCalls()).filter((e) => e.isInside);
const hosted = ANCHORS.filter(({ job }) => job.gpu === undefined);
const { version, joules } = await ecologits([
  ...unseen.map(({ row: { activeB: active, totalB: total } }) => ({
    active,
    total,
    tokens: 1,
  })),
  ...hosted.map(caseOf),
]);
const theirs = joules.slice(0, unseen.length);
const theirHosted = joules.slice(unseen.length);
const ourHosted = hosted.map((anchor) =>
  computed(anchor, estimate(anchor.job)).wh
);
const publishedWh = hosted.map((anchor) => anchor.publishedWh);

table(
  `${unseen.length} measured rows of models of ML.ENERGY v3, batch 32 to 512`,
  {
    "carboncell, each size left out": errorOf(unseen.map(({ ln }) => ln)),
    [`EcoLogits ${version}`]: errorOf(
      unseen.map(({ row }, i) => Math.log((theirs[i] ?? NaN) / row.joules)),
    ),
  },
);
table(`${hosted.length} published figures of hosted models`, {
  "carboncell": errorOf(logRatios(ourHosted, publishedWh)),
  [`EcoLogits ${version}`]: errorOf(
    logRatios(theirHosted.map((j) => j / 3600), publishedWh),
  ),
});
for (const [i, { what, publishedWh }] of hosted.entries()) {
  say(
    `  ${what}: published ${publishedWh} Wh, carboncell ${
      ourHosted[i]?.toFixed(3)
    }, EcoLogits ${((theirHosted[i] ?? NaN) / 3600).toFixed(3)}`,
  );
}

function caseOf({ job, of }: Anchor): Case {
  const { model, outputTokens: tokens = 0 } = job;
  const { totalParametersB: total, activeParametersB: active = total } =
    typeof model === "object" ? model : catalog.models.get(model ?? "");
  const pue = of === "facility" ? estimate(job).pue : 1;
  return { active, total, tokens, pue };
}

function logRatios(ours: readonly number[], theirs: readonly number[]) {
  return ours.map((value, i) => Math.log(value / (theirs[i] ?? NaN)));
}

function table(title: string, rows: Record<string, FitError>): void {
  say(`\n${title}`);
  for (const [name, { bias, sigma }] of Object.entries(rows)) {
    say(
      `  ${name}: bias × ${bias.toFixed(2)}, spread of ln ${sigma.toFixed(2)}`,
    );
  }
}

async function ecologits(
  cases: readonly Case[],
): Promise<{ version: string; joules: number[] }> {
  const child = new Deno.Command(await ecologitsPython(), {
    args: [SCRIPT],
    stdin: "piped",
    stdout: "piped",
  }).spawn();
  const writer = child.stdin.getWriter();
  await writer.write(new TextEncoder().encode(JSON.stringify(cases)));
  await writer.close();
  const { success, stdout } = await child.output();
  if (!success) throw new Error("Cannot compute the energies by EcoLogits");
  return JSON.parse(new TextDecoder().decode(stdout));
}
