import { askedModel } from "./asked_model.ts";
import { callAddress } from "./call_address.ts";
import { type SentCall, tellEnded, type Watchers } from "./ended_call.ts";
import type { FetchHook } from "./fetch_wrapper.ts";
import { callSettings } from "./settings.ts";

/**
 * Sends a request, and tells of it if it is a call to a model. Every other request is left alone.
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
  return followed(send, call, watchers);
}

/** The call that a request is; `undefined` for every other request, also for one that is wrong. */
function callOf(given: Parameters<FetchHook>[1]): SentCall | undefined {
  try {
    if (!callSettings().seen) return undefined;
    const address = callAddress(given[0], given[1]);
    return address && {
      address,
      askedModel: askedModel(given, address.format),
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
): Promise<Response> {
  const { tell } = watchers;
  watchers.sent();
  let response: Response;
  let loading: Promise<typeof import("./follow_answer.ts")>;
  try {
    const sending = send();
    loading = import("./follow_answer.ts");
    loading.catch(() => {});
    response = await sending;
  } catch (error) {
    const isAbort = (error as Error | undefined)?.name === "AbortError";
    if (!isNew(error)) tell(undefined);
    else tellEnded(call, { outcome: isAbort ? "broken off" : "failed" }, tell);
    throw error;
  }
  if (!isNew(response)) {
    tell(undefined);
    return response;
  }
  try {
    if (!response.ok) {
      const { status } = response;
      tellEnded(call, { status, outcome: "failed" }, tell);
      return response;
    }
    const { followAnswer } = await loading;
    const seen = followAnswer(response, call, watchers);
    told.add(seen);
    return seen;
  } catch {
    // A fault of ours is none of the user's: the answer is passed on as it is.
    tellEnded(call, { status: response.status, outcome: "answered" }, tell);
    return response;
  }
}

/** Responses and errors that were seen, as a client's own `fetch` may call ours. */
const told = new WeakSet<object>();

function isNew(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return true;
  const isKnown = told.has(value);
  told.add(value);
  return !isKnown;
}
