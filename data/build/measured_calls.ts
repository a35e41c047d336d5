// @ts-types="npm:@types/d3-dsv@3"
import { csvParse } from "npm:d3-dsv@3";

/** The energy of a model on a GPU at one batch, as it was measured. */
export interface MeasuredCall {
  source: string;
  /** The model without the ending of a smaller weight. */
  model: string;
  totalB: number;
  activeB: number;
  bits: number;
  /** Weights, in GB. */
  weightsGb: number;
  gpu: string;
  task: "chat" | "reasoning" | "image";
  /** Requests in flight, on average. */
  batch: number;
  /** Output tokens of an answer, on average. */
  tokens: number;
  /** GPU energy of an output token with its share of the input, or of a picture, in J. */
  joules: number;
}

const FILE = new URL("added/measured_calls.csv", import.meta.url);

/**
 * Reads the measurements. Of the ways to spread a model over GPUs, only that with the least energy
 * stays, as those who serve a model choose it.
 */
export function measuredCalls(): MeasuredCall[] {
  const rows = csvParse(Deno.readTextFileSync(FILE)).map((row) => {
    const [totalB, activeB, bits] = [row.totalB, row.activeB, row.bits]
      .map(Number) as [number, number, number];
    return {
      source: row.source!,
      model: row.model!.replace(/-FP8$/i, ""),
      totalB,
      activeB,
      bits,
      weightsGb: totalB * bits / 8,
      gpu: row.gpu!,
      task: row.task as MeasuredCall["task"],
      batch: Number(row.batch),
      tokens: Number(row.tokens),
      joules: Number(row.joules),
    };
  });
  const least = new Map<string, MeasuredCall>();
  for (const row of rows) {
    const { source, model, bits, gpu, task, batch } = row;
    const key = JSON.stringify([
      source,
      model,
      bits,
      gpu,
      task,
      Math.round(batch / 8),
    ]);
    const best = least.get(key);
    if (best === undefined || row.joules < best.joules) least.set(key, row);
  }
  return [...least.values()];
}
