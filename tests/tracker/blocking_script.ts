/**
 * Runs that keep the event loop from turning, and what they measured, as JSON. A program of its
 * own, as a test would first check the types of the sampling thread, which takes longer than the
 * run.
 * @module
 */
import { track } from "../../mod.ts";
import { STEADY } from "./steady.ts";

function block(ms: number): void {
  const end = performance.now() + ms;
  while (performance.now() < end);
}

const quiet = { live: false, intervalMs: 50, pue: 1, replay: STEADY };

const blocked = await track("blocked", () => block(1500), {
  ...quiet,
  country: "FR",
});

const seen: number[] = [];
// 400 W for a second at 100 g/kWh are 11 mg.
const stopped = await track("blocking loop", (run) => {
  for (const _ of run.steps(100)) {
    block(50);
    seen.push(run.emissionsKg);
  }
}, { ...quiet, carbonIntensity: 100, budgetKg: 11e-6 });

Deno.stdout.writeSync(
  new TextEncoder().encode(JSON.stringify({ blocked, stopped, seen })),
);
