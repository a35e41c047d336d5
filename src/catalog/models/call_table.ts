import { lateTable } from "../../late.ts";
import type { CallProvider } from "./call_providers.ts";
import type { LongAnswer } from "../../model/token_energy.ts";
import type { CallConstant } from "./call_energy.ts";

/** The file of the energy of calls and of those who serve them. */
export interface CallTable {
  readonly decode: {
    readonly constant: number;
    readonly active: number;
    readonly weights: number;
    readonly batch: number;
    readonly b200: number;
    readonly a100: number;
  };
  readonly outside: {
    readonly from: number;
    readonly to: number;
    readonly linear: number;
    readonly square: number;
  };
  readonly curve: {
    readonly batch: number;
    readonly b200: number;
    readonly bits: number;
  };
  readonly long: LongAnswer;
  readonly levels: readonly (readonly [
    model: string,
    joules: number,
    bits: number,
  ])[];
  readonly pictures: readonly (readonly [model: string, joules: number])[];
  readonly constants: Readonly<Record<ConstantName, CallConstant>>;
  readonly providers: readonly CallProvider[];
}

/** Figures that are not fitted. */
export type ConstantName =
  | "prefill"
  | "cached"
  | "host"
  | "batch"
  | "batchBelow"
  | "longContext"
  | "embodied"
  | "ollamaBits"
  | "picture";

/** The table. */
export const callTable: () => CallTable = lateTable<CallTable>(
  new URL("../../../data/calls.json", import.meta.url),
  () => import("../../../data/calls.json", { with: { type: "json" } }),
);
