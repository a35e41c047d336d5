import rows from "../../data/embodied.json" with { type: "json" };
import { type Accelerator, accelerators } from "./accelerators.ts";
import type { Cited, DatedValue } from "./cited.ts";
import { once } from "../once.ts";

/** Emissions of making a thing, and of what is counted with it. */
export interface EmbodiedFigure extends Cited, DatedValue {
  /** Unique key. */
  readonly id: string;
  /** The thing. */
  readonly item: string;
  /** What it is: `gpu`, `cpu`, `memory`, `server` … */
  readonly kind: string;
  /** Emissions, in kgCO2e per `per`. */
  readonly kgco2e: number;
  /** Lower bound, where published. */
  readonly low?: number;
  /** Upper bound, where published. */
  readonly high?: number;
  /** What the figure is for: a card, a server, a GB. */
  readonly per: string;
  /** Years of service over which the source spreads it. */
  readonly lifetimeYears?: number;
  /** How it was computed. */
  readonly method: string;
  /** Name of the accelerator in the catalogue, if it is one device. */
  readonly accelerator?: string;
}

const FIGURES = rows as readonly EmbodiedFigure[];

const BY_ACCELERATOR = new Map(
  FIGURES.toReversed().map((row) => [row.accelerator, row]),
);

/**
 * The embodied emissions of an accelerator: its maker's or a study's, else by its memory and the
 * area of its dies, on the lines through NVIDIA's figures of H100 and B200.
 * @param accelerator Its name in the catalogue
 * @returns `undefined` if neither is known
 */
export const embodiedOfAccelerator: (
  accelerator: string,
) => EmbodiedFigure | undefined = once((accelerator) =>
  BY_ACCELERATOR.get(accelerator) ?? modelled(accelerators.find(accelerator))
);

/** Kinds of devices that are a card or module of their own, not a computer. */
const CARDS = /^(?:gpu|npu|tpu|apu|superchip)$/;

function modelled(device: Accelerator | undefined): EmbodiedFigure | undefined {
  if (device?.memoryGb === undefined || !CARDS.test(device.kind)) return;
  const { name, memoryGb, dieMm2 } = device;
  const byMemory = line("gpu-by-memory", memoryGb);
  const byArea = dieMm2 === undefined ? byMemory : line("gpu-by-area", dieMm2);
  const [low, high] = [byMemory, byArea].sort((a, b) => a - b) as [
    number,
    number,
  ];
  const { method, year, source } = figureWithId("gpu-by-memory");
  return {
    id: `modelled ${name}`,
    item: `${name} (by its memory${dieMm2 === undefined ? "" : " and dies"})`,
    kind: "gpu",
    kgco2e: Math.round((low + high) / 2),
    low: Math.round(low),
    high: Math.round(high),
    per: "GPU",
    method,
    year,
    source,
  };
}

function line(id: string, amount: number): number {
  return figureWithId(`${id}-rest`).kgco2e + figureWithId(id).kgco2e * amount;
}

function figureWithId(id: string): EmbodiedFigure {
  return FIGURES.find((row) => row.id === id) as EmbodiedFigure;
}

const BY_ID = new Map(FIGURES.map((row) => [row.id, row]));

/**
 * The embodied emissions of one thing.
 * @param id An `id` of the table
 * @throws {RangeError} If the table has none
 */
export function embodiedFigure(id: string): EmbodiedFigure {
  const found = BY_ID.get(id);
  if (found === undefined) {
    throw new RangeError(`Cannot find embodied emissions "${id}"`);
  }
  return found;
}

/**
 * The general figure of a kind of part, such as `gpu` or `memory`.
 * @param kind A `kind` of the table
 * @throws {RangeError} If the table has none
 */
export const embodiedOfKind: (kind: string) => EmbodiedFigure = once((kind) => {
  const found = FIGURES.find((row) =>
    row.kind === kind && row.accelerator === undefined &&
    row.lifetimeYears !== undefined
  );
  if (found === undefined) {
    throw new RangeError(`Cannot find embodied emissions of a "${kind}"`);
  }
  return found;
});
