import { CALL_PROVIDERS } from "./added/call_providers.ts";
import { fitCalls } from "./call_fit.ts";
import { type MeasuredCall, measuredCalls } from "./measured_calls.ts";
import type { CallConstant, CallEnergy } from "./types.ts";

/** Figures that are published or derived, not fitted. */
const CONSTANTS: Record<string, CallConstant> = {
  prefill: {
    value: 0.003,
    low: 0.0016,
    high: 0.0055,
    unit: "J per input token and 1e9 active parameters",
    what: "GPU energy of an input token",
    source: "irminsul-2026",
    year: 2026,
  },
  cached: {
    value: 0.1,
    low: 0.05,
    high: 0.37,
    unit: "",
    what: "share of that energy that a cached input token takes",
    source: "irminsul-2026",
    year: 2026,
  },
  host: {
    value: (58 + 25 + 10) / 58,
    unit: "",
    what: "energy of the hosts and of idle machines on top of the GPUs",
    source: "elsworth-2025",
    year: 2025,
  },
  batch: {
    value: 100,
    low: 12,
    high: 800,
    unit: "requests",
    what: "requests in flight on a replica of a hosted service",
    source: "oviedo-2026",
    year: 2026,
  },
  batchBelow: {
    value: 8,
    unit: "requests",
    what: "batch below which a token takes energy in proportion to 1 / batch",
    source: "ml-energy-v3",
    year: 2026,
  },
  longContext: {
    value: 8000,
    unit: "tokens",
    what: "context from which dense models take 1.5 to 2.1 times more",
    source: "ml-energy-v3",
    year: 2026,
  },
  embodied: {
    value: 0.04,
    low: 0.025,
    high: 0.065,
    unit: "gCO2e per Wh of the facility",
    what: "embodied emissions of the hardware that serves a model",
    source: "elsworth-2025",
    year: 2025,
  },
  ollamaBits: {
    value: 4,
    unit: "bits",
    what: "bits of a weight in Ollama's library, where the tag says no other",
    source: "ollama-1543",
    year: 2024,
  },
  picture: {
    value: Math.sqrt(1600 * 7600),
    low: 1600,
    high: 7600,
    unit: "J",
    what: "GPU energy of a picture of a closed model",
    source: "ml-energy-v3",
    year: 2026,
  },
};

/** Gives the energy of calls to language models, and who serves them. */
export function calls(): CallEnergy {
  const rows = measuredCalls();
  const { decode, outside, curve, long, levels } = fitCalls(rows);
  const table = {
    decode,
    outside,
    curve,
    long,
    levels,
    pictures: picturesOf(rows),
  };
  return {
    sources: ["ml-energy-v3", "ml-energy-v2"],
    ...rounded(table),
    constants: rounded(CONSTANTS),
    providers: [...CALL_PROVIDERS],
  };
}

/** J per picture on an H100. */
function picturesOf(rows: readonly MeasuredCall[]): CallEnergy["pictures"] {
  return rows.filter(({ task, gpu }) => task === "image" && gpu === "H100")
    .map(({ model, joules }) => [model, joules]);
}

/** Every number with six digits. */
function rounded<Value>(value: Value): Value {
  return JSON.parse(
    JSON.stringify(
      value,
      (_, v) => typeof v === "number" ? Number(v.toPrecision(6)) : v,
    ),
  );
}
