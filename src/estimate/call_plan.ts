import { callConstant } from "../catalog/models/call_energy.ts";
import { exact } from "../format.ts";
import { J_PER_KWH } from "../units.ts";
import { callFigures } from "./calls/call_figures.ts";
import type { ItEnergy } from "./footprint.ts";
import type { Job } from "./job.ts";
import type { Component } from "./result.ts";
import { type CallEnergy, callEnergy, sigmaOf } from "./calls/call_energy.ts";
import { type ServedModel, servedModel } from "./calls/served_model.ts";

/** Calls with their model and energy, before they are given a place. */
export interface CallPlan {
  readonly served: ServedModel;
  readonly call: CallEnergy;
  readonly energy: ItEnergy;
}

/**
 * Looks up the model of a job and computes the IT energy of its calls.
 * @param job A checked job of calls
 * @throws {UnknownNameError} If a name is not in the tables
 * @throws {RangeError} If the model does not make what the calls ask for
 */
export function callPlan(job: Job): CallPlan {
  const served = servedModel(job);
  checkKind(job, served);
  const call = callEnergy(job, served);
  const { calls = 1 } = job;
  const host = callConstant("host").value;
  const gpuKwh = (joules: number) => joules * calls / J_PER_KWH;
  const source = call.isMeasured || call.picturesJ > 0 ? MEASURED : FITTED;
  const part = (
    component: Component["component"],
    name: string,
    energyKwh: number,
  ): Component => ({
    component,
    name,
    model: served.model.name,
    energyKwh,
    method: "modelled",
    source,
  });
  const { inputTokens = 0, outputTokens = 0, images = 0 } = job;
  const parts = [
    part(
      "prefill",
      `input of ${exact(inputTokens)} tokens`,
      gpuKwh(call.prefillJ),
    ),
    part(
      "decode",
      `output of ${exact(outputTokens)} tokens`,
      gpuKwh(call.decodeJ),
    ),
    part("decode", `${exact(images)} pictures`, gpuKwh(call.picturesJ)),
  ].filter(({ energyKwh }) => energyKwh > 0);
  const gpus = parts.reduce((kwh, { energyKwh }) => kwh + energyKwh, 0);
  const components = [
    ...parts,
    part("host", "hosts and idle machines", gpus * (host - 1)),
  ];
  return {
    served,
    call,
    energy: {
      itEnergyKwh: components.reduce((kwh, c) => kwh + c.energyKwh, 0),
      components,
      factor: { medianFactor: 1, sigma: sigmaOf(call.unknowns) },
      figures: callFigures(job, served, call),
    },
  };
}

const MEASURED = "measured curve of the model";
const FITTED = "fit by the size of the model";

function checkKind(job: Job, { model }: ServedModel): void {
  const { outputTokens, images = 0 } = job;
  const { name, kind } = model;
  if (kind === "text" && outputTokens === undefined && images === 0) {
    throw new TypeError(
      `Cannot read the job as outputTokens of a call to "${name}" is missing: ` +
        "give it, or 0 if there is no answer",
    );
  }
  if (kind === "embedding" && (outputTokens ?? 0) + images > 0) {
    throw new RangeError(
      `Cannot read the job as "${name}" makes embeddings: give inputTokens alone`,
    );
  }
  if (kind === "picture" && images === 0) {
    throw new RangeError(
      `Cannot read the job as "${name}" makes pictures: give images`,
    );
  }
}
