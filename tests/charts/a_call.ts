import type { RunCall } from "../../src/tracker/calls/run_call.ts";

/** A call that emitted 2 g, or more or less of it. */
export function aCall(changes: Partial<RunCall> = {}): RunCall {
  return {
    id: crypto.randomUUID(),
    provider: "openai",
    model: "gpt-4o",
    inputTokens: 1000,
    cachedInputTokens: undefined,
    outputTokens: 500,
    reasoningTokens: undefined,
    images: undefined,
    streamed: false,
    estimated: false,
    status: 200,
    outcome: "answered",
    timeS: 100,
    firstTokenS: undefined,
    durationS: 20,
    isLocal: false,
    serverTimes: undefined,
    energyKwh: 0.005,
    itEnergyKwh: 0.004,
    emissionsKg: 0.002,
    emissionsRangeKg: [0.001, 0.006],
    place: "United States",
    method: "modelled",
    tier: "E",
    ...changes,
  };
}
