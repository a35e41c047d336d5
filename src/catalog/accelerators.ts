import rows from "../../data/accelerators.json" with { type: "json" };
import type { Cited } from "./cited.ts";
import { deviceForm } from "./device_form.ts";
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

/** The accelerators. */
export const accelerators: Table<Accelerator> = createTable(
  rows as readonly Accelerator[],
  {
    kind: "hardware",
    names: (row) => [row.name, ...row.aliases],
    comparable: deviceForm,
  },
);
