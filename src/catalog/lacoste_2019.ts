import { lateTable } from "../late.ts";
import type { DatedValue } from "./cited.ts";
import { comparableRegion, type Region } from "./regions.ts";
import { createTable, type Table } from "./table.ts";

/** A device of the 2019 calculator, with the power that it used. */
export interface CalculatorHardware {
  /** Name in the calculator's list. */
  readonly name: string;
  /** Who makes it. */
  readonly vendor: string;
  /** `gpu`, `tpu` or `cpu`. */
  readonly kind: string;
  /** Power, in W. */
  readonly watts: number;
  /** What is known to be wrong with the figure. */
  readonly note?: string;
}

/** Key of the calculator's tables in the sources. */
export const CALCULATOR_SOURCE = "mlco2-impact";

/** What the calculator says about a region as the table of today does. */
type Named = Pick<
  Region,
  "provider" | "region" | "name" | "city" | "country" | "subdivision"
>;

/** A region of the 2019 calculator. */
export interface CalculatorRegion extends Named, DatedValue {
  /** Carbon intensity, in gCO2e/kWh. */
  readonly carbonIntensity: number;
  /** Share that the calculator took as offset by the provider, in percent. */
  readonly offsetPercent: number;
  /** What is known to be wrong with the figure. */
  readonly note?: string;
}

const dataset = lateTable<{
  readonly hardware: readonly CalculatorHardware[];
  readonly regions: readonly CalculatorRegion[];
}>(
  new URL("../../data/lacoste_2019.json", import.meta.url),
  () => import("../../data/lacoste_2019.json", { with: { type: "json" } }),
);

/** The calculator's 48 devices, with its errors. */
export const calculatorHardware: Table<CalculatorHardware> = createTable(
  () => dataset().hardware,
  { kind: "hardware", names: (row) => [row.name] },
);

/** The calculator's 82 regions. */
export const calculatorRegions: Table<CalculatorRegion> = createTable(
  () => dataset().regions,
  {
    kind: "region",
    comparable: comparableRegion,
    names: (row) => [`${row.provider}/${row.region}`],
  },
);
