import rows from "../../data/accelerators.json" with { type: "json" };
import type { Cited } from "./cited.ts";
import { deviceForm } from "./device_form.ts";
import { UnknownNameError } from "../errors.ts";
import { nearest } from "../nearest.ts";
import { createTable, type Table } from "./table.ts";

/** One published power figure of a device. */
export interface PowerFigure extends Cited {
  /** Power, in W. */
  readonly watts: number;
  /** What it means: `tdp`, `tgp`, `measured mean`, `whole-system maximum` … */
  readonly basis: string;
  /** Year it was published. */
  readonly year?: number;
  /** Set if no figure of this device is published: that of a like one is used, as `basis` says. */
  readonly assumed?: boolean;
}

/** A device that runs a job: a GPU, a TPU, another accelerator or a module. */
export interface Accelerator {
  /** The maker's name, without the maker. */
  readonly name: string;
  /** Other names that people and drivers use. */
  readonly aliases: readonly string[];
  /** Who makes it. */
  readonly vendor: string;
  /** What it is: `gpu`, `tpu`, `npu`, `apu`, `superchip`, `module`, `system`, `fpga`. */
  readonly kind: string;
  /** Memory, in GB. */
  readonly memoryGb?: number;
  /** Area of its dies, in mm². */
  readonly dieMm2?: number;
  /** Year it came out. */
  readonly year?: number;
  /** Power when idle, in W. */
  readonly idleWatts?: number;
  /** Peak half-precision rate without sparsity, in TFLOPS. */
  readonly fp16Tflops?: number;
  /** Every published power, the default first; empty if there is none. */
  readonly power: readonly PowerFigure[];
  /** What to know about the device. */
  readonly note?: string;
}

const table: Table<Accelerator> = createTable(
  rows as readonly Accelerator[],
  {
    kind: "hardware",
    names: (row) => [row.name, ...row.aliases],
    comparable: deviceForm,
  },
);

/** Words that name a maker, in small letters, with the vendor in the table. */
const MAKERS: Readonly<Record<string, string>> = {
  amd: "AMD",
  apple: "Apple",
  geforce: "NVIDIA",
  google: "Google",
  huawei: "Huawei",
  intel: "Intel",
  nvidia: "NVIDIA",
  qualcomm: "Qualcomm",
};

/** Names are compared without makers, but another maker's device is another device. */
function findAccelerator(name: string): Accelerator | undefined {
  const row = table.find(name);
  const makers = row === undefined
    ? []
    : name.toLowerCase().match(/[a-z]+/g) ?? [];
  const other = makers.some((word) =>
    Object.hasOwn(MAKERS, word) && MAKERS[word] !== row?.vendor
  );
  return other ? undefined : row;
}

/** The accelerators. */
export const accelerators: Table<Accelerator> = Object.freeze({
  list: table.list,
  find: findAccelerator,
  get: (name: string) => {
    const row = findAccelerator(name);
    if (row !== undefined) return row;
    const known = table.list().flatMap((device) =>
      [device.name, ...device.aliases]
        .map((alias) => [alias, device.name] as const)
    );
    throw new UnknownNameError("hardware", name, nearest(name, known));
  },
});
