import { askedModel } from "./asked_model.ts";
import { callAddress } from "./call_address.ts";
import { type SentCall, type TellCall, tellEnded } from "./ended_call.ts";
import type { FetchHook } from "./fetch_wrapper.ts";
import { callSettings } from "./settings.ts";

/** Who wants to know of calls. */
export interface Watchers {
  /** Gives the error that refuses a call before it is sent. It never throws. */
  refusal(): Error | undefined;
  /** Takes a call that has ended. */
  readonly tell: TellCall;
}

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
  const refusal = watchers.refusal();
  return refusal === undefined
    ? followed(send, call, watchers.tell)
    : Promise.reject(refusal);
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
  tell: TellCall,
): Promise<Response> {
  const sent = send();
  const loading = import("./follow_answer.ts").catch(() => undefined);
  let response: Response;
  try {
    response = await sent;
  } catch (error) {
    if (isNew(error)) {
      const isAbort = (error as Error | undefined)?.name === "AbortError";
      tellEnded(call, { outcome: isAbort ? "broken off" : "failed" }, tell);
    }
    throw error;
  }
  if (!isNew(response)) return response;
  try {
    if (!response.ok) {
      const { status } = response;
      tellEnded(call, { status, outcome: "failed" }, tell);
      return response;
    }
    const seen = (await loading)?.followAnswer(response, call, tell);
    if (seen === undefined) return response;
    told.add(seen);
    return seen;
  } catch {
    // A fault of ours is none of the user's: the answer is passed on as it is.
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
