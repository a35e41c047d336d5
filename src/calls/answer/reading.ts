import { at, type Json, listOf, objectOf, textOf } from "./json.ts";
import {
  type ReportedEnergy,
  reportedEnergy,
  type ServerTimes,
  serverTimes,
} from "./reported.ts";
import { addCounts, type Counts } from "./usage.ts";

/** What was read of an answer so far. */
export interface Reading {
  /** Its counts. */
  readonly counts: Counts;
  /** The model that answers. */
  model: string | undefined;
  /** What the answer is called. */
  id: string | undefined;
  /** How many parts of a stream brought a piece of the answer. */
  deltas: number;
  /** Pictures that were made. */
  images: number | undefined;
  /** Whether the end of the answer has come; its counts may follow. */
  isWhole: boolean;
  /** Whether nothing follows. Some clients read no further, and do not say so. */
  isLast: boolean;
  /** Whether it says an error. */
  hasFailed: boolean;
  /** Whether the answer will be made later. */
  isPending: boolean;
  /** Who answers behind a gateway, in the answer's words. */
  upstream: string | undefined;
  /** The area where it runs, in the answer's words. */
  area: string | undefined;
  /** Whether another machine than the one that was asked has answered. */
  isRemote: boolean;
  times: ServerTimes | undefined;
  reported: ReportedEnergy | undefined;
}

/** Nothing read yet. */
export function newReading(): Reading {
  return {
    counts: new Map(),
    model: undefined,
    id: undefined,
    deltas: 0,
    images: undefined,
    isWhole: false,
    isLast: false,
    hasFailed: false,
    isPending: false,
    upstream: undefined,
    area: undefined,
    isRemote: false,
    times: undefined,
    reported: undefined,
  };
}

/** Inner objects of events that can name the model and the id. */
const INNER = [
  ["response"],
  ["message"],
  ["interaction"],
];

/**
 * Reads an event of a stream, or a whole answer.
 * @param reading What was read before
 * @param event What came
 */
export function readEvent(reading: Reading, event: Json): void {
  addCounts(reading.counts, event);
  const type = textOf(event["type"]) ?? textOf(event["event_type"]) ?? "";
  // What Anthropic counts when an answer begins is not what it will have written.
  if (type === "message_start") reading.counts.delete("output_tokens");
  for (
    const part of [
      event,
      ...INNER.map((path) => objectOf(at(event, path))),
    ]
  ) {
    if (part === undefined) continue;
    reading.model = textOf(part["remote_model"]) ?? textOf(part["model"]) ??
      textOf(part["modelVersion"]) ?? reading.model;
    // A batch is known by the file of its answers, which holds the same counts.
    reading.id ??= textOf(part["output_file_id"]) ?? textOf(part["id"]);
    reading.isRemote ||= textOf(part["remote_host"]) !== undefined;
    const status = textOf(part["status"]);
    if (status !== undefined) reading.isPending = PENDING.test(status);
  }
  if (hasDelta(event, type)) reading.deltas++;
  const images = imagesIn(event, type);
  if (images > 0) reading.images = (reading.images ?? 0) + images;
  reading.isLast ||= END.test(type) || event["done"] === true ||
    event["stop"] === true;
  reading.isWhole ||= reading.isLast || isFinished(event);
  reading.hasFailed ||= isError(event, type);
  reading.upstream = textOf(event["provider"]) ?? reading.upstream;
  reading.area = textOf(at(event, ["usage", "inference_geo"])) ??
    textOf(at(event, ["message", "usage", "inference_geo"])) ?? reading.area;
  reading.times = serverTimes(event) ?? reading.times;
  reading.reported = reportedEnergy(event) ?? reading.reported;
}

/** States of an answer that is made in the background. */
const PENDING =
  /^(?:queued|created|validating|in_progress|finalizing|cancelling)$/i;

/** Types of the events that bring a piece of an answer. */
const DELTA = /^content_block_delta$|^text-generation$|[.-]delta$/;

function hasDelta(event: Json, type: string): boolean {
  return DELTA.test(type) ||
    listOf(event["choices"]).some((choice) => {
      const delta = objectOf(at(choice, ["delta"])) ?? {};
      return SAID.some((key) => isSaid(delta[key])) ||
        isSaid(at(choice, ["text"]));
    }) ||
    SAID.some((key) => textOf(event[key]) !== undefined) ||
    SAID.some((key) => isSaid(at(event, ["message", key]))) ||
    at(event, ["token", "id"]) !== undefined ||
    event["contentBlockIndex"] !== undefined && isSaid(event["delta"]) ||
    listOf(event["candidates"]).some((candidate) =>
      isSaid(at(candidate, ["content", "parts"]))
    );
}

/** Where an event has a piece of the answer. */
const SAID = [
  "content",
  "reasoning_content",
  "reasoning",
  "refusal",
  "tool_calls",
  "function_call",
  "response",
  "thinking",
  "generation",
  "outputText",
];

/** Whether something was said: a text that is not empty, a list or an object. */
function isSaid(value: unknown): boolean {
  return Array.isArray(value)
    ? value.length > 0
    : objectOf(value) !== undefined || textOf(value) !== undefined;
}

/** Types of the events that end an answer, not just a part. */
const END =
  /^(?:message_stop|message-end|stream-end|finish|(?:response|interaction|conversation\.response|image_generation|image_edit|transcript\.text|speech\.audio)\.(?:completed|incomplete|done|failed|cancelled))$/;

function isFinished(event: Json): boolean {
  return textOf(event["generated_text"]) !== undefined ||
    objectOf(event["metrics"]) !== undefined ||
    [...listOf(event["choices"]), ...listOf(event["candidates"])].some((part) =>
      textOf(at(part, ["finish_reason"]) ?? at(part, ["finishReason"])) !==
        undefined
    );
}

function isError(event: Json, type: string): boolean {
  return type === "error" || type === "response.failed" ||
    isSaid(event["error"]);
}

function imagesIn(event: Json, type: string): number {
  if (/^image_(?:generation|edit)\.completed$/.test(type)) return 1;
  return IMAGES.reduce(
    (sum, { list, holds }) =>
      sum +
      listOf(at(event, list)).filter((row) =>
        typeof row === "string" && holds.length === 0 ||
        holds.some((key) => textOf(at(row, [key])) !== undefined)
      ).length,
    0,
  );
}

/** Where an answer has pictures, and by what its entries are known. */
const IMAGES = [
  { list: ["data"], holds: ["b64_json", "url"] },
  { list: ["predictions"], holds: ["bytesBase64Encoded"] },
  { list: ["images"], holds: [] },
];
