import { assert, assertEquals } from "@std/assert";
import { catalog } from "../../mod.ts";
import { findGpuShare } from "../../src/catalog/gpu_share.ts";
import { CPUS } from "./names/cpus.ts";
import { GPUS } from "./names/gpus.ts";
import { MACHINE_TYPES } from "./names/machine_types.ts";
import { AREAS, REGIONS } from "./names/places.ts";

/** The lines of a list, each a name and what is expected. */
function linesOf(list: string): [name: string, expected: string][] {
  return list.trim().split("\n")
    .map((line) => line.split("|") as [string, string]);
}

/** Compares every name at once, so that a failure lists all that are wrong. */
function assertAll(
  list: readonly [name: string, expected: string][],
  found: (name: string) => string,
): void {
  const differ = list.map(([name, expected]) => [name, expected, found(name)])
    .filter(([, expected, actual]) => expected !== actual);
  assertEquals(differ, []);
  assert(list.length >= 30);
}

Deno.test("227 names of GPUs have the power of their maker's specifications", () => {
  assertAll(linesOf(GPUS), (name) => {
    const device = catalog.accelerators.find(name);
    return `${device?.power[0]?.watts}`;
  });
});

Deno.test("228 names of processors have base power or TDP, and assumed ones say so", () => {
  assertAll(linesOf(CPUS), (name) => {
    const cpu = catalog.cpus.find(name);
    return `${cpu?.tdpWatts}${cpu?.assumed === undefined ? "" : "?"}`;
  });
});

Deno.test("names of areas by ISO, by people and in other words' order mean their zone", () => {
  assertAll(linesOf(AREAS), (name) => `${catalog.grids.find(name)?.zone}`);
});

Deno.test("zones and older codes mean their region", () => {
  assertAll(linesOf(REGIONS), (name) => {
    const [provider, ...code] = name.split(" ");
    return `${catalog.regions.find(`${provider}/${code.join(" ")}`)?.region}`;
  });
});

Deno.test("machine types have the vCPUs, memory and devices of their cloud's pages", () => {
  const differ = MACHINE_TYPES.flatMap((expected) => {
    const { name, vcpus, memoryGb, accelerator, count } = expected;
    const found = catalog.instances.find(name);
    const right = found !== undefined &&
      (vcpus === undefined || found.vcpus === vcpus) &&
      (memoryGb === undefined ||
        Math.abs(found.memoryGb! / memoryGb - 1) < 0.02) &&
      found.accelerator === accelerator && found.count === count;
    return right ? [] : [[expected, found]];
  });
  assertEquals(differ, []);
  assert(MACHINE_TYPES.length >= 200);
});

Deno.test("a part of a GPU is its slices of seven, or its memory of the board's", () => {
  const parts: Record<string, [string, number]> = {
    "NVIDIA A100-SXM4-40GB MIG 1g.5gb": ["A100 SXM4 40GB", 1 / 7],
    "A100 1g.5gb": ["A100 SXM4 40GB", 1 / 7],
    "a100-3g.20gb": ["A100 SXM4 40GB", 3 / 7],
    "nvidia_a100_1g.5gb": ["A100 SXM4 40GB", 1 / 7],
    "A100 MIG 1g.10gb": ["A100 SXM4 80GB", 1 / 7],
    "NVIDIA H100 80GB HBM3 MIG 3g.40gb": ["H100 SXM5 80GB", 3 / 7],
    "NVIDIA H100 80GB HBM3 MIG 1g.10gb+me": ["H100 SXM5 80GB", 1 / 7],
    "NVIDIA A100-SXM4-80GB MIG 1c.3g.40gb": ["A100 SXM4 80GB", 1 / 7],
    "A30 MIG 2g.12gb": ["A30", 2 / 4],
    "H200 MIG 7g.141gb": ["H200 SXM 141GB", 1],
    "GRID T4-16Q": ["T4", 1],
    "GRID T4-8C": ["T4", 1 / 2],
    "GRID A100-10C": ["A100 PCIe 40GB", 1 / 4],
    "GRID A100D-40C": ["A100 PCIe 80GB", 1 / 2],
    "NVIDIA A40-12Q": ["A40", 1 / 4],
    "NVIDIA A16-16C": ["A16 (per GPU)", 1],
    "GRID V100DX-16Q": ["V100 SXM2 32GB", 1 / 2],
    "NVIDIA L40S-24C": ["L40S", 1 / 2],
  };
  for (const [name, [device, share]] of Object.entries(parts)) {
    const part = findGpuShare(name);
    assertEquals(part?.accelerator.name, device, name);
    assertEquals(part?.share, share, name);
  }
  for (const name of ["MIG 1g.5gb", "T4", "v3-8", "GRID T4-64Q", "A100-80GB"]) {
    assertEquals(findGpuShare(name), undefined, name);
  }
});

Deno.test("a name of something else is never a match", () => {
  const none = [
    "570",
    "460",
    "6140",
    "7763",
    "Titan X",
    "RTX 6000",
    "foo",
    "日本",
  ];
  for (const name of [...none, "i7", "X", "AMD EPYC", "Intel Ryzen 7950X"]) {
    assertEquals(catalog.accelerators.find(name), undefined, name);
    assertEquals(catalog.cpus.find(name), undefined, name);
  }
  for (const name of ["NVIDIA M4", "Intel A100", "Apple T4", "AMD RTX 4090"]) {
    assertEquals(catalog.accelerators.find(name), undefined, name);
  }
  for (const name of ["S. Korea", "Democratic Republic of Korea"]) {
    assertEquals(catalog.grids.find(name), undefined, name);
  }
  for (const name of ["Republic", "State of Georgia", "日", "", "Union"]) {
    assertEquals(catalog.grids.find(name), undefined, name);
  }
  assertEquals(catalog.instances.find("c7g.17xlarge"), undefined);
  assertEquals(catalog.regions.find("gcp/us-central9-a"), undefined);
});
