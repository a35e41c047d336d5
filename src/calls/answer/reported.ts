import { J_PER_KWH } from "../../units.ts";
import { at, countOf, type Json, objectOf, textOf } from "./json.ts";

/** How long a server worked on a call, in s. */
export interface ServerTimes {
  /** On the part of the prompt that came from no cache. */
  readonly inputS: number;
  /** On the answer. */
  readonly outputS: number;
}

/** Energy of a call as its provider measured it. */
export interface ReportedEnergy {
  /** In J. */
  readonly energyJ: number;
  /** How the provider divides what it measures among calls. */
  readonly attribution: string;
  /** What the energy holds, such as the GPUs alone. */
  readonly holds: string;
}

/** Units of energy that providers use, in J. */
const UNITS: ReadonlyMap<string, number> = new Map(Object.entries({
  Wms: 1e-3,
  mJ: 1e-3,
  J: 1,
  Ws: 1,
  mWh: 3.6,
  Wh: 3600,
  kWh: J_PER_KWH,
}));

/**
 * The energy that a provider measured; `undefined` if the event says none.
 * @param event Of an answer, or the whole answer
 * @see Neuralwatt: https://github.com/mcowger/plexus/issues/204
 * @see Hugging Face: https://github.com/huggingface/text-generation-inference/pull/3315
 * @see GreenPT: https://pypi.org/project/llm-greenpt/
 */
export function reportedEnergy(event: Json): ReportedEnergy | undefined {
  const energy = objectOf(event["energy"]);
  if (energy !== undefined) return neuralwattEnergy(energy);
  const milli = countOf(at(event, ["details", "energy_mj"]));
  if (milli !== undefined) {
    return {
      energyJ: milli / 1000,
      attribution: "all that the server did meanwhile, other calls too",
      holds: "the GPU",
    };
  }
  const total = countOf(at(event, ["impact", "energy", "total"]));
  const unit = UNITS.get(textOf(at(event, ["impact", "energy", "unit"])) ?? "");
  if (total === undefined || unit === undefined) return undefined;
  return {
    energyJ: total * unit,
    attribution: "not said",
    holds: "not said",
  };
}

/** The energy in an object of Neuralwatt's, which a stream has in a comment. */
export function neuralwattEnergy(energy: Json): ReportedEnergy | undefined {
  const kwh = countOf(energy["energy_kwh"]);
  const energyJ = countOf(energy["energy_joules"]) ??
    (kwh === undefined ? undefined : kwh * J_PER_KWH);
  if (energyJ === undefined) return undefined;
  const method = textOf(energy["attribution_method"]) ?? "not said";
  return {
    energyJ,
    attribution: energy["ratio_was_capped"] === true
      ? `${method}, capped`
      : method,
    holds: /gpu/i.test(method) ? "the GPUs" : "not said",
  };
}

/** Where a server says how long it worked on prompt and answer, and in which unit of s. */
const TIMES: readonly (readonly [
  input: readonly string[],
  output: readonly string[],
  unit: number,
])[] = [
  [["prompt_eval_duration"], ["eval_duration"], 1e-9],
  [["timings", "prompt_ms"], ["timings", "predicted_ms"], 1e-3],
  [["usage", "prompt_time"], ["usage", "completion_time"], 1],
  [
    ["x_groq", "usage", "prompt_time"],
    ["x_groq", "usage", "completion_time"],
    1,
  ],
  [["time_info", "prompt_time"], ["time_info", "completion_time"], 1],
];

/**
 * How long the server worked; `undefined` if the event does not say both.
 * @param event Of an answer, or the whole answer
 */
export function serverTimes(event: Json): ServerTimes | undefined {
  for (const [input, output, unit] of TIMES) {
    const inputS = countOf(at(event, input));
    const outputS = countOf(at(event, output));
    if (inputS === undefined || outputS === undefined) continue;
    return { inputS: inputS * unit, outputS: outputS * unit };
  }
}
