import type { Attribution } from "../sensors/finding.ts";
import type { Sampler } from "./sampling/sampler.ts";

/** What the sensors of a run cannot see, in a line each. */
export function limitsOf(
  sensors: Sampler["sensors"],
  attribution: Attribution = "machine",
): string[] {
  const limits: string[] = [];
  if (
    attribution === "process" &&
    sensors.some((sensor) => sensor.component === "accelerator")
  ) {
    limits.push(
      "only processor and memory are those of this process and its children: cards are counted whole",
    );
  }
  for (const { component, ownProcessOnly } of sensors) {
    if (!ownProcessOnly) continue;
    limits.push(
      `of the ${component} only this process alone could be seen, neither its children nor the rest of the machine: sensors() says why, and how to get more`,
    );
  }
  return limits;
}
