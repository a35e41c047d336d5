import { accelerators } from "../../catalog/accelerators.ts";
import {
  type CallProvider,
  callProviders,
} from "../../catalog/models/call_providers.ts";
import { type Model, models, servedBits } from "../../catalog/models/models.ts";
import { providers } from "../../catalog/providers.ts";
import { UnknownNameError } from "../../errors.ts";
import { nearest } from "../../nearest.ts";
import type { CallJob } from "./call_fields.ts";

/** A model with who serves it, as a job says or as is usual. */
export interface ServedModel {
  readonly model: Model;
  /** Whether the user gave the size. */
  readonly isOwnSize: boolean;
  /** Whether the user gave the bits of a weight, alone or in the name. */
  readonly isOwnBits: boolean;
  /** Who serves it; `undefined` for a server of one's own. */
  readonly provider: CallProvider | undefined;
  /** The GPU as the catalogue has it, if the job names one. */
  readonly gpu: string | undefined;
}

/**
 * Looks up the model of a job and who serves it.
 * @param job A checked job of calls
 * @throws {UnknownNameError} If the model, the provider or the GPU is not known
 */
export function servedModel(job: CallJob): ServedModel {
  const { model: given, gpu } = job;
  const isNamed = typeof given === "string";
  const model = isNamed ? namedModel(given, job.provider) : ownModel(given);
  return {
    model,
    isOwnSize: !isNamed,
    isOwnBits: isNamed
      ? model.bitsSource === undefined &&
        model.weightBits !== models.get(model.name).weightBits
      : given?.weightBits !== undefined,
    provider: servingProvider(job, model),
    gpu: gpu === undefined ? undefined : accelerators.get(gpu).name,
  };
}

/** Ollama has weights of its own under the names of others. */
function namedModel(name: string, provider: string | undefined): Model {
  const isOllama = provider !== undefined &&
    callProviders.find(provider)?.provider === "ollama";
  return (isOllama ? models.find(`ollama/${name}`) : undefined) ??
    models.get(name);
}

function ownModel(given: CallJob["model"]): Model {
  const { name, totalParametersB, activeParametersB, weightBits } =
    given as Exclude<CallJob["model"], string | undefined>;
  return {
    name,
    kind: "text",
    provider: "local",
    aliases: [],
    totalParametersB,
    activeParametersB: activeParametersB ?? totalParametersB,
    weightBits: weightBits ?? servedBits(totalParametersB),
    size: "published",
  };
}

/**
 * Whether a server of one's own is meant: of a model of one's own, or of an open one whose GPU or
 * batch is given without a provider.
 * @param job A job of calls
 */
export function isOwnServer(job: CallJob): boolean {
  const { provider, model, gpu, batch } = job;
  if (provider !== undefined) {
    const found = callProviders.find(provider);
    return found === undefined || found.serves === "own server";
  }
  if (typeof model !== "string") return true;
  const named = models.find(model);
  if (named === undefined || named.size === "guessed") return false;
  return (gpu ?? batch) !== undefined ||
    callProviders.find(named.provider)?.serves === "own server";
}

function servingProvider(job: CallJob, model: Model): CallProvider | undefined {
  if (isOwnServer(job)) {
    const { provider } = job;
    const isKnown = provider === undefined ||
      (callProviders.find(provider) ?? providers.find(provider)) !== undefined;
    if (isKnown) return undefined;
    throw new UnknownNameError(
      "provider",
      provider,
      nearest(
        provider,
        [...callProviders.list(), ...providers.list()]
          .flatMap((row) =>
            [row.provider, row.name, ...row.aliases]
              .map((alias) => [alias, row.provider] as const)
          ),
      ),
    );
  }
  return callProviders.get(job.provider ?? model.provider);
}
