import { FAMILIES } from "./added/machine_types.ts";
import type { MachineTypes } from "./types.ts";

const SOURCES: Readonly<Record<string, string>> = {
  aws: "ccf-coefficients-2026",
  azure: "azure-vm-sizes",
  gcp: "ccf-coefficients-2026",
};

/** Gives the families of machine types without accelerators, by provider. */
export function machineTypes(): MachineTypes {
  return Object.fromEntries(
    Object.entries(FAMILIES).map(([provider, lines]) => [provider, {
      source: SOURCES[provider]!,
      families: lines.trim().split("\n"),
    }]),
  );
}
