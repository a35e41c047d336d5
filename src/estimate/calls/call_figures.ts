import { callConstant, gpuKnown } from "../../catalog/models/call_energy.ts";
import {
  assumption,
  given,
  published,
  type Quantity,
  type SourcedFigure,
} from "../../catalog/sourced_figure.ts";
import { spread } from "../../catalog/spreads.ts";
import { number } from "../../format.ts";
import { Z_95 } from "../../model/interval.ts";
import type { CallEnergy } from "./call_energy.ts";
import type { CallJob } from "./call_fields.ts";
import type { ServedModel } from "./served_model.ts";

/**
 * The figures that the energy of calls rests on, each with its source.
 * @param job A checked job of calls
 * @param served Its model and who serves it
 * @param call Its energy
 */
export function callFigures(
  job: CallJob,
  served: ServedModel,
  call: CallEnergy,
): SourcedFigure[] {
  const { model, isOwnBits, gpu, provider } = served;
  const figures = model.kind === "picture"
    ? []
    : [...sizeFigures(served), bitsFigure(model, isOwnBits)];
  figures.push(...tokenFigures(job, call, model.kind));
  if (call.picturesJ > 0) {
    figures.push(constantFigure("picture", call.perPictureJ));
  }
  const quantity: Quantity = {
    role: "batch",
    what: "requests in flight on a replica of the model",
    value: call.batch,
    unit: "requests",
  };
  if (job.batch !== undefined) figures.push(given(quantity));
  else {
    const { low, high, source, year } = callConstant("batch");
    const what = `${quantity.what} (${low} to ${high})`;
    figures.push(published({ ...quantity, what }, source, year, true));
  }
  if (gpu === undefined) {
    if (provider?.serves !== "other chips") figures.push(ASSUMED_GPU);
  } else if (gpuKnown(gpu) !== "measured") figures.push(assumedGpu(gpu));
  const { what, value, source, year } = callConstant("host");
  figures.push(published(
    { role: "host", what, value, unit: "" },
    source,
    year,
    true,
  ));
  return figures;
}

const ASSUMED_GPU = assumption(
  {
    role: "power",
    what: "number of H100 that serve as GPU",
    value: 1,
    unit: "",
  },
  "no GPU is given, so that the energy is that of an H100",
);

/** Rated power says little: a B200 takes 1,000 W and less per token than an H100 of 700 W. */
function assumedGpu(gpu: string): SourcedFigure {
  const isGpu = gpuKnown(gpu) === "alike";
  const { sigma } = spread(isGpu ? "call-other-gpu" : "call-other-chips");
  return assumption(
    {
      role: "power",
      what: `energy of a token on ${gpu} / on an H100`,
      value: 1,
      unit: "",
    },
    `no measurement on that device is known, so that its energy is that of an H100, × or ÷ ${
      number(Math.exp(Z_95 * sigma), 2)
    }`,
  );
}

function sizeFigures({ model, isOwnSize }: ServedModel): SourcedFigure[] {
  const { name, totalParametersB, activeParametersB, source } = model;
  const { totalRangeB, activeRangeB } = model;
  return ([
    ["parameters", totalParametersB, totalRangeB],
    ["active parameters", activeParametersB, activeRangeB],
  ] as const).map(([what, value, range]) => {
    const between = range === undefined
      ? ""
      : ` (${range[0]} to ${range[1]} billion, as its maker publishes none)`;
    const isGuess = model.size === "guessed" && range === undefined;
    const quantity: Quantity = {
      role: "parameters",
      what: `${what} of ${name}${between}${
        isGuess ? " (a guess, as its maker publishes none)" : ""
      }`,
      value,
      unit: "billion",
    };
    if (isOwnSize) return given(quantity);
    return source === undefined
      ? assumption(quantity, "read from its name")
      : published(quantity, source, undefined, model.size === "guessed");
  });
}

function bitsFigure(
  { weightBits: value, bitsSource }: ServedModel["model"],
  isOwn: boolean,
): SourcedFigure {
  const quantity: Quantity = {
    role: "bits",
    what: "bits of a weight",
    value,
    unit: "bits",
  };
  if (bitsSource !== undefined) {
    return published(quantity, bitsSource, 2024, true);
  }
  return isOwn
    ? given(quantity)
    : assumption(quantity, "as models of its size are usually served");
}

function tokenFigures(
  { inputTokens, cachedInputTokens }: CallJob,
  { perTokenJ, decodeJ }: CallEnergy,
  kind: string,
): SourcedFigure[] {
  const figures: SourcedFigure[] = [];
  if (decodeJ > 0) {
    figures.push(published(
      {
        role: "tokenEnergy",
        what: "GPU energy of an output token",
        value: perTokenJ,
        unit: "J",
      },
      "ml-energy-v3",
      2026,
    ));
  }
  if (kind === "picture") return figures;
  if (inputTokens === undefined) {
    figures.push(assumption(
      { role: "tokens", what: "input tokens", value: 0, unit: "tokens" },
      "no input is given, so none is added",
    ));
  } else figures.push(constantFigure("prefill"));
  if (cachedInputTokens) figures.push(constantFigure("cached"));
  return figures;
}

function constantFigure(
  name: "prefill" | "cached" | "picture",
  value: number = callConstant(name).value,
): SourcedFigure {
  const { what, unit, source, year } = callConstant(name);
  return published({ role: "tokenEnergy", what, value, unit }, source, year);
}
