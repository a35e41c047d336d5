import { confidence, type Fact, optional, required, row } from "./facts.ts";
import type { Instance } from "./types.ts";

/** Maps the collected page on which a provider documents its types to its key. */
const PAGES: readonly [string, string][] = [
  ["aws.amazon.com", "aws-instance-types"],
  ["cloud.google.com/compute", "google-accelerator-machines"],
  ["cloud.google.com/tpu", "google-tpu-docs"],
  ["learn.microsoft.com", "azure-vm-sizes"],
  ["ovhcloud.com", "ovh-instances"],
  ["scaleway.com", "scaleway-instances"],
  ["docs.oracle.com", "oracle-shapes"],
  ["cloud.ibm.com", "ibm-profiles"],
  ["ccf-coefficients", "ccf-coefficients-2026"],
];

/** Types on which the source tables disagree; the provider's figure is used. */
const NOTES: Record<string, string> = {
  "a2-megagpu-16g": "also listed as a2-highgpu-16g",
  "a2-ultragpu-1g": "also listed with 85 GB",
  "GPU-3070-S": "also listed with a P100",
  "L40S-1-48G": "also listed with an L4",
};

/** Gives the types with accelerators in the order of the collection. */
export function instances(facts: readonly Fact[]): Instance[] {
  // "n1 + t4 (attached)" is a machine that the user combines, not a type
  return facts.filter((fact) => !fact["instance_type"]!.includes("attached"))
    .map(instance);
}

function instance(fact: Fact): Instance {
  return row<Instance>({
    provider: fact["provider"]!,
    instance: fact["instance_type"]!,
    accelerator: fact["accelerator"]!,
    count: required(fact["accelerator_count"]!),
    vcpus: optional(fact["vcpus"]!),
    memoryGb: optional(fact["memory_gb"]!),
    source: sourceOf(fact["source_url"]!),
    confidence: confidence(fact["confidence"]!),
    note: NOTES[fact["instance_type"]!],
  });
}

function sourceOf(page: string): string {
  const found = PAGES.find(([part]) => page.includes(part));
  if (!found) throw new RangeError(`Cannot name the source of "${page}"`);
  return found[1];
}
