import { AnswerReader } from "./answer/answer_reader.ts";
import { callProviders } from "../catalog/models/call_providers.ts";
import { findSite } from "../estimate/place/find_site.ts";
import { once } from "../once.ts";
import {
  type CallEnd,
  type SentCall,
  tellEnded,
  type Watchers,
} from "./ended_call.ts";
import { FileTotals } from "./answer/file_totals.ts";
import { areaPlace, profilePlace } from "./place.ts";
import type { Reading } from "./answer/reading.ts";
import { type Tap, tappedResponse } from "./tapped_response.ts";
import { type Tokens, tokensOf } from "./answer/usage.ts";

/**
 * Reads the answer of a call while the user reads it, and reports the call at its end.
 * @param response The answer
 * @param call What was sent
 * @param watchers Who wants to know
 * @returns The response to give to the user
 */
export function followAnswer(
  response: Response,
  call: SentCall,
  watchers: Watchers,
): Response {
  const answer = new Answer(response, call, watchers);
  if (response.body !== null) return tappedResponse(response, answer);
  answer.end(true);
  return response;
}

/** An answer that passes. */
class Answer implements Tap {
  readonly #call: SentCall;
  readonly #watchers: Watchers;
  readonly #status: number;
  readonly #headers: Headers;
  readonly #reader: AnswerReader;
  readonly #file: FileTotals | undefined;
  #firstTokenS: number | undefined;
  #hasFault = false;
  #hasEnded = false;

  constructor(
    { status, headers }: Response,
    call: SentCall,
    watchers: Watchers,
  ) {
    this.#call = call;
    this.#watchers = watchers;
    this.#status = status;
    this.#headers = headers;
    this.#file = call.address.format.file ? new FileTotals() : undefined;
    this.#reader = new AnswerReader(
      headers.get("content-type") ?? "",
      () => this.#firstTokenS = (performance.now() - call.startedAtMs) / 1000,
      this.#file && ((line) => this.#file?.add(line)),
    );
  }

  add(piece: unknown): void {
    if (this.#hasFault || this.#hasEnded) return;
    if (!(piece instanceof Uint8Array)) return;
    this.#safely(() => this.#reader.add(piece));
    if (this.#reader.reading.isLast) this.end(true);
  }

  end(isWhole: boolean): void {
    if (this.#hasEnded) return;
    this.#hasEnded = true;
    if (!this.#hasFault) this.#safely(() => this.#reader.end());
    this.#safely(() => {
      const ends = this.#ends(isWhole);
      const { sent, tell } = this.#watchers;
      if (ends.length === 0) tell(undefined);
      for (const [index, end] of ends.entries()) {
        // A file holds more calls than the one that was sent to get it.
        if (index > 0) sent();
        tellEnded(this.#call, end, tell);
      }
    });
  }

  /** What cannot be read is not counted; the user gets it all the same. */
  #safely(action: () => void): void {
    try {
      action();
    } catch {
      this.#hasFault = true;
    }
  }

  /** The calls of this answer: one, none, or one for each model in a file. */
  #ends(isWhole: boolean): CallEnd[] {
    const { format, id } = this.#call.address;
    const { reading } = this.#reader;
    const isCall = this.#file === undefined
      ? this.#isCall()
      : isWhole && this.#file.calls.length > 0;
    if (!isCall) return [];
    const isNew = isFirst(format.name, this.#file ? id : reading.id);
    if (format.once && !isNew) return [];
    return this.#file?.calls.map(({ model, ...tokens }) => ({
      model,
      ...named(tokens),
      status: this.#status,
      outcome: "answered",
    })) ?? [this.#end(isWhole)];
  }

  /** Whether this is an answer of a model, and not the note that one will come. */
  #isCall(): boolean {
    const { format, isLocal } = this.#call.address;
    const { counts, model, isPending, deltas } = this.#reader.reading;
    if (isPending && !this.#reader.streams) return false;
    if (format.once) return counts.size > 0;
    // A local server may be a program of another kind that has the same path.
    const isSure = !format.unsure &&
      (!isLocal || SURE.includes(format.name));
    return isSure || counts.size > 0 || model !== undefined || deltas > 1;
  }

  #end(isWhole: boolean): CallEnd {
    const { format, model: pathModel, isLocal, asksStream } =
      this.#call.address;
    const { reading, streams } = this.#reader;
    const provider = this.#provider();
    const tokens = tokensOf(this.#counts(), {
      reasoningBeside: provider === "xai" || provider === "perplexity",
      outputIsRest: format.rest === true,
    });
    const streamed = streams || asksStream;
    const estimated = streamed && tokens.output === undefined &&
      reading.deltas > 0;
    const output = estimated ? reading.deltas : tokens.output;
    const model = reading.model ?? pathModel;
    return {
      provider,
      model,
      ...named(tokens),
      outputTokens: format.embeds ? output ?? 0 : output,
      images: reading.images,
      streamed,
      estimated,
      status: this.#status,
      outcome: reading.hasFailed
        ? "failed"
        : isWhole || reading.isWhole
        ? "answered"
        : "broken off",
      firstTokenS: streamed ? this.#firstTokenS : undefined,
      place: knownPlace(this.#place(model)),
      isLocal: isLocal && !this.#isElsewhere(model),
      serverTimes: reading.times,
      reported: reading.reported,
    };
  }

  #counts(): Reading["counts"] {
    const { counts } = this.#reader.reading;
    for (const key of ["input", "output"]) {
      const header = `x-amzn-bedrock-${key}-token-count`;
      const count = Number(this.#headers.get(header) ?? NaN);
      if (count >= 0) counts.set(`header.${key}`, count);
    }
    return counts;
  }

  /** Who answers behind a provider that passes calls on. */
  #provider(): string | undefined {
    const { provider, isLocal } = this.#call.address;
    const { upstream, model, counts } = this.#reader.reading;
    if (isLocal && this.#isElsewhere(model)) return "ollama-cloud";
    if (isLocal && counts.has("timings.predicted_n")) return "llama.cpp";
    const name = provider === "openrouter"
      ? upstream
      : provider === "huggingface_hub"
      ? this.#headers.get("x-inference-provider")
      : undefined;
    return (name && callProviders.find(name)?.provider) || provider;
  }

  #place(model: string | undefined): string | undefined {
    const { provider, place, isLocal, model: pathModel } = this.#call.address;
    const region = this.#headers.get("x-ms-region");
    if (isLocal) return undefined;
    if (region !== null && provider === "azure-openai") {
      return `azure/${region}`;
    }
    const { area } = this.#reader.reading;
    if (area !== undefined) return areaPlace(area);
    return provider === "bedrock"
      ? profilePlace(pathModel ?? model ?? "", place)
      : place;
  }

  /** Ollama passes some models on to its own cloud. */
  #isElsewhere(model: string | undefined): boolean {
    return this.#reader.reading.isRemote || /[-:]cloud$/.test(model ?? "");
  }
}

/** Tokens by the names that a call has for them. */
function named({ input, cached, output, reasoning }: Tokens) {
  return {
    inputTokens: input,
    cachedInputTokens: cached,
    outputTokens: output,
    reasoningTokens: reasoning,
  };
}

/** A region that the tables do not have yet says no more than the provider's usual place. */
const knownPlace = once((place: string | undefined) => {
  try {
    if (place !== undefined) findSite({ region: place }, "run");
    return place;
  } catch {
    return undefined;
  }
});

/** Formats with paths that no other program has. */
const SURE = ["openai-chat", "ollama-chat"];

/** Answers that were counted: the newest, as a notebook can run for weeks. */
const counted = new Set<string>();
const MOST_COUNTED = 10_000;

/** Whether an answer comes for the first time. One without a name always does. */
function isFirst(format: string, id: string | undefined): boolean {
  if (id === undefined) return true;
  const key = `${format} ${id}`;
  const isKnown = counted.has(key);
  counted.add(key);
  const [oldest] = counted;
  if (counted.size > MOST_COUNTED && oldest !== undefined) {
    counted.delete(oldest);
  }
  return !isKnown;
}
