import { type Accelerator, accelerators } from "./accelerators.ts";

/** A part of a GPU that a machine has to itself: a MIG slice or a virtual GPU. */
export interface GpuShare {
  /** Name to show, such as `MIG 3g.20gb of A100 SXM4 40GB`. */
  readonly name: string;
  /** The whole device. */
  readonly accelerator: Accelerator;
  /** Part of the device, 0 to 1: of its compute slices, or of its memory. */
  readonly share: number;
  /** What the part is, in words. */
  readonly what: string;
}

/** `1g.5gb`, `3g.40gb+me`, `1c.3g.20gb`: compute slices and memory of a MIG slice. */
const MIG = /(?<![a-z\d])(?:(\d)c\.)?(\d)g\.\d+gb(?:\+[a-z.]+)?/i;

/** `GRID A100D-10C`, `NVIDIA A40-48Q`, `A100-3-20C`: a board and the memory of a virtual GPU. */
const VIRTUAL =
  /^(?:NVIDIA |GRID |Tesla )*([a-z]+ ?\d+[a-z]*(?:[- ]Ada)?)-(?:\d-)?(\d+)[CQABV](?:ME)?$/i;

/**
 * The boards that letters in the name of a virtual GPU stand for.
 * @see https://docs.nvidia.com/vgpu/ Virtual GPU types
 */
const BOARDS: Readonly<Record<string, string>> = {
  A100: "A100 PCIe 40GB",
  A100X: "A100 SXM4 40GB",
  A100D: "A100 PCIe 80GB",
  A100DX: "A100 SXM4 80GB",
  V100: "V100 PCIe 16GB",
  V100X: "V100 SXM2 16GB",
  V100D: "V100 PCIe 32GB",
  V100DX: "V100 SXM2 32GB",
  H100: "H100 PCIe 80GB",
  H100XM: "H100 SXM5 80GB",
  H100L: "H100 NVL 94GB",
  RTX6000: "Quadro RTX 6000",
  RTX8000: "Quadro RTX 8000",
};

/**
 * Finds the part of a GPU that a driver or a user names.
 * @param name Such as `NVIDIA A100-SXM4-40GB MIG 1g.5gb` or `GRID T4-16Q`
 * @returns `undefined` if the name is none of a part, or names no known device
 */
export function findGpuShare(name: string): GpuShare | undefined {
  return migSlice(name) ?? virtualGpu(name);
}

function migSlice(name: string): GpuShare | undefined {
  const [profile, compute, slices] = MIG.exec(name) ?? [];
  if (profile === undefined) return undefined;
  const device = name.replace(profile, " ")
    .replace(/(?<![a-z])(?:MIG|of|on|device|slice)(?![a-z])|[-_:,]+/gi, " ")
    .replace(/\s+/g, " ").trim();
  const accelerator = sized(device, profile);
  if (accelerator === undefined) return undefined;
  const total = accelerator.name === "A30" ? 4 : 7;
  const own = Number(compute ?? slices);
  if (own > total || own === 0) return undefined;
  return {
    name: `MIG ${profile} of ${accelerator.name}`,
    accelerator,
    share: own / total,
    what: `${own} of ${total} slices`,
  };
}

/** Slices of 40 GB; a bare `A100` is one of 80 GB otherwise. */
const OF_40_GB = /(?:^|\.)(?:1g\.5|2g\.10|3g\.20|4g\.20|7g\.40)gb/i;

function sized(device: string, profile: string): Accelerator | undefined {
  const plain = accelerators.find(device);
  if (!OF_40_GB.test(profile) || plain?.memoryGb === 40) return plain;
  return accelerators.find(`${device} 40GB`) ?? plain;
}

function virtualGpu(name: string): GpuShare | undefined {
  const [, board = "", memory = ""] = VIRTUAL.exec(name.trim()) ?? [];
  const code = board.toUpperCase().replace(" ", "");
  const accelerator = accelerators.find(BOARDS[code] ?? board);
  const memoryGb = accelerator?.memoryGb;
  if (accelerator === undefined || memoryGb === undefined) return undefined;
  const share = Number(memory) / memoryGb;
  if (share > 1 || share === 0) return undefined;
  return {
    name: `vGPU ${name.trim().replace(/^(?:NVIDIA |GRID |Tesla )*/i, "")}`,
    accelerator,
    share,
    what: `${memory} of ${memoryGb} GB`,
  };
}
