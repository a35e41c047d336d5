import { askedModel } from "./asked_model.ts";
import { callAddress } from "./call_address.ts";
import { type SentCall, tellEnded, type Watchers } from "./ended_call.ts";
import type { FetchHook } from "./fetch_wrapper.ts";
import { callSettings } from "./settings.ts";

/**
 * Sends a request, and reports it if it is a call to a model. Every other request is left alone.
 * @param send Sends it
 * @param given What `fetch` was given
 * @param watchers Who wants to know
 */
export function seeCall(
  send: Parameters<FetchHook>[0],
  given: Parameters<FetchHook>[1],
  watchers: Watchers,
): Promise<Response> {
  const call = callOf(given);
  if (call === undefined) return send();
  // What was answered before may be got again whatever the budget.
  const refusal = call.address.format.once ? undefined : watchers.refusal();
  if (refusal !== undefined) return Promise.reject(refusal);
  const [input, init] = given;
  const signal = init?.signal ?? (input as Partial<Request>).signal;
  return followed(send, call, watchers, signal);
}

/** The call that a request is; `undefined` for every other request, also for one that is wrong. */
function callOf(given: Parameters<FetchHook>[1]): SentCall | undefined {
  try {
    if (!callSettings().seen) return undefined;
    const address = callAddress(given[0], given[1]);
    if (address === undefined) return undefined;
    return {
      address,
      // On Azure the request has the name of a deployment, which can be any.
      askedModel: address.provider === "azure-openai"
        ? () => undefined
        : askedModel(given, address.format),
      startedAtMs: performance.now(),
    };
  } catch {
    return undefined;
  }
}

async function followed(
  send: Parameters<FetchHook>[0],
  call: SentCall,
  watchers: Watchers,
  signal: AbortSignal | undefined,
): Promise<Response> {
  const { tell } = watchers;
  watchers.sent();
  let response: Response;
  let loading: ReturnType<typeof following>;
  try {
    const sending = send();
    loading = following();
    response = await sending;
  } catch (error) {
    const outcome = signal?.aborted ? "broken off" : "failed";
    // One signal can break off many calls, each with the same reason.
    const isShared = signal?.aborted === true && error === signal.reason;
    if (isShared || isNew(error)) tellEnded(call, { outcome }, tell);
    else tell(undefined);
    throw error;
  }
  try {
    const { status, ok, body } = response;
    if (!isNew(response) || body !== null && told.has(body)) {
      tell(undefined);
      return response;
    }
    if (!ok) {
      tellEnded(call, { status, outcome: "failed" }, tell);
      return response;
    }
    const { followAnswer } = await loading;
    const seen = followAnswer(response, call, watchers);
    for (const part of [seen, seen.body]) if (part !== null) told.add(part);
    return seen;
  } catch {
    // A fault of ours is none of the user's: the answer is passed on as it is.
    tellEnded(call, { outcome: "answered" }, tell);
    return response;
  }
}

let follower: Promise<typeof import("./follow_answer.ts")> | undefined;

/** What reads answers is loaded with the first call; asking for a module again takes long. */
function following(): Promise<typeof import("./follow_answer.ts")> {
  if (follower === undefined) {
    follower = import("./follow_answer.ts");
    follower.catch(() => follower = undefined);
  }
  return follower;
}

/** Responses, bodies and errors that were seen, as a client's own `fetch` may call ours. */
const told = new WeakSet<object>();

function isNew(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return true;
  const isKnown = told.has(value);
  told.add(value);
  return !isKnown;
}
