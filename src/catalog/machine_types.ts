import { lateTable } from "../late.ts";
import type { Instance } from "./instances.ts";

/** Families of a provider, and where they are from. */
interface Families {
  readonly source: string;
  readonly families: readonly string[];
}

const table = lateTable<Readonly<Record<string, Families>>>(
  new URL("../../data/machine_types.json", import.meta.url),
  () => import("../../data/machine_types.json", { with: { type: "json" } }),
);

/** Virtual CPUs by the name of a size. */
const SIZES: Readonly<Record<string, number>> = {
  nano: 2,
  micro: 2,
  small: 2,
  medium: 2,
  large: 2,
  xlarge: 4,
};

/**
 * The machine types without accelerators, which the file holds by family: `m5.# 4 large xlarge …`.
 */
export function machineTypes(): Instance[] {
  return Object.entries(table()).flatMap(([provider, { source, families }]) =>
    families.flatMap((line) => {
      const [name = "", gibPerVcpu, ...sizes] = line.split(" ");
      return sizes.map((size): Instance => {
        const [, label = "", own, gib] = /^([^=:]+)(?:=([^:]+))?(?::(.+))?$/
          .exec(size) ?? [];
        const vcpus = Number(own ?? vcpusOf(label));
        const memoryGb = Number(
          gib ?? (vcpus * Number(gibPerVcpu)).toFixed(1),
        );
        return {
          provider,
          instance: name.replace("#", label),
          vcpus,
          memoryGb,
          source,
        };
      });
    })
  );
}

function vcpusOf(label: string): number {
  const [, times] = /^(?:metal-)?(\d+)xl(?:arge)?$/.exec(label) ?? [];
  return times === undefined
    ? SIZES[label] ?? Number(label)
    : Number(times) * 4;
}

/** Google's types of a user's own size: `n2-custom-8-32768`, in vCPUs and MB. */
const CUSTOM = /^(?:[a-z]\d[a-z]?-)?custom-(?:[a-z]+-)?(\d+)-(\d+)(?:-ext)?$/i;

/** Google's names of TPU slices, and how many chips a unit of the number is. */
const TPUS: readonly (readonly [RegExp, accelerator: string, chips: number])[] =
  [
    [/^v2-(\d+)$/i, "TPU v2", 1 / 2],
    [/^v3-(\d+)$/i, "TPU v3", 1 / 2],
    [/^v4-(\d+)$/i, "TPU v4", 1 / 2],
    [/^v5p-(\d+)$/i, "TPU v5p", 1 / 2],
    [/^(?:v5litepod|v5e)-(\d+)$/i, "TPU v5e", 1],
    [/^v6e-(\d+)$/i, "TPU v6e (Trillium)", 1],
    [/^tpu7x-(\d+)$/i, "TPU7x (Ironwood)", 1],
  ];

/**
 * Makes the machine type that a name spells out: a size of the user's own, or a slice of TPUs.
 * @returns `undefined` if the name is none of these
 */
export function spelledType(name: string): Instance | undefined {
  const [, vcpus, mb] = CUSTOM.exec(name) ?? [];
  const provider = "gcp";
  if (vcpus !== undefined && Number(vcpus) > 0) {
    const memoryGb = Number(mb) / 1024;
    const source = table().gcp?.source as string;
    return { provider, instance: name, vcpus: Number(vcpus), memoryGb, source };
  }
  for (const [names, accelerator, chips] of TPUS) {
    const count = Number(names.exec(name)?.[1]) * chips;
    if (count > 0) {
      const source = "google-tpu-docs";
      return { provider, instance: name, accelerator, count, source };
    }
  }
  return undefined;
}
