import { confidence, type Fact, optional, required, row } from "./facts.ts";
import type { Instance } from "./types.ts";

/** Types that the collected facts lack: `type | accelerator | count | vCPUs | GiB`. */
const ADDED: Readonly<Record<string, string>> = {
  "aws aws-instance-types": `
p6e-gb300.36xlarge|GB300 (per GPU)|4|144|960
trn3.48xlarge|AWS Trainium3|16|192|2048`,
  "gcp google-accelerator-machines": `
a4x-maxgpu-4g-metal|GB300 (per GPU)|4|144|960`,
  "gcp google-tpu-docs": `
tpu7x-standard-4t|TPU7x (Ironwood)|4|224|960`,
  "oracle oracle-shapes": `
BM.GPU.B200.8|B200|8||
BM.GPU.B300.8|B300|8||
BM.GPU.GB200.4|GB200 (per GPU)|4||
BM.GPU.GB300.4|GB300 (per GPU)|4||
BM.GPU.MI355X.8|Instinct MI355X|8||`,
  "lambda lambda-instances": `
gpu_1x_a10|A10|1|30|200
gpu_1x_a100|A100 PCIe 40GB|1|30|200
gpu_1x_a100_sxm4|A100 SXM4 40GB|1|30|200
gpu_8x_a100|A100 SXM4 40GB|8|124|1800
gpu_8x_a100_80gb_sxm4|A100 SXM4 80GB|8|240|1800
gpu_1x_a6000|RTX A6000|1|14|100
gpu_8x_v100|V100 SXM2 16GB|8|92|448
gpu_1x_h100_pcie|H100 PCIe 80GB|1|26|200
gpu_1x_h100_sxm5|H100 SXM5 80GB|1|26|225
gpu_8x_h100_sxm5|H100 SXM5 80GB|8|208|1800
gpu_1x_gh200|GH200 (GPU and CPU module)|1|64|432
gpu_1x_b200_sxm6|B200|1|26|360
gpu_8x_b200_sxm6|B200|8|208|2900`,
  "nebius nebius-platforms": `
gpu-h100-sxm_1gpu-16vcpu-200gb|H100 SXM5 80GB|1|16|200
gpu-h100-sxm_8gpu-128vcpu-1600gb|H100 SXM5 80GB|8|128|1600
gpu-h200-sxm_1gpu-16vcpu-200gb|H200 SXM 141GB|1|16|200
gpu-h200-sxm_8gpu-128vcpu-1600gb|H200 SXM 141GB|8|128|1600
gpu-b200-sxm_8gpu-160vcpu-1792gb|B200|8|160|1792
gpu-l40s-a_1gpu-8vcpu-32gb|L40S|1|8|32`,
};

function addedTypes(known: ReadonlySet<string>): Instance[] {
  return Object.entries(ADDED).flatMap(([key, lines]) => {
    const [provider, source] = key.split(" ") as [string, string];
    return lines.trim().split("\n").map((line): Instance => {
      const cells = line.split("|") as string[];
      const [name = "", accelerator = "", count, vcpus, memory] = cells;
      return row<Instance>({
        provider,
        instance: name,
        accelerator,
        count: Number(count),
        vcpus: optional(vcpus ?? ""),
        memoryGb: optional(memory ?? ""),
        source,
        confidence: "medium",
      });
    });
  }).filter(({ instance }) => !known.has(instance));
}

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
  const types = facts
    .filter((fact) => !fact["instance_type"]!.includes("attached"))
    .map(instance);
  const known = new Set(types.map(({ instance }) => instance));
  return [...types, ...addedTypes(known)];
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
