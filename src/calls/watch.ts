import { hookFetch, wrapFetch } from "./fetch_wrapper.ts";
import { seeCall } from "./see_call.ts";
import type { SeenCall } from "./seen_call.ts";

const listeners = new Set<(call: SeenCall) => void>();
const guards = new Set<CallGuard>();

/** Hears of calls before they have ended. */
export interface CallGuard {
  /** A call is about to be sent. The error that it gives refuses the call. */
  check(): Error | undefined;
  /** A call was sent. It is heard of again, by `onCall` or by `none`. */
  sent(): void;
  /** What was sent was no call, as its answer shows. */
  none(): void;
}

let unhook: (() => void) | undefined;

/**
 * Calls back with each call to a model that ends. The first listener starts the recording.
 * @returns Stops listening
 */
export function onCall(listener: (call: SeenCall) => void): () => void {
  return joined(listeners, listener);
}

/**
 * Asks before a call to a model is sent.
 * @param guard Is asked
 * @returns Stops asking
 */
export function guardCalls(guard: CallGuard): () => void {
  return joined(guards, guard);
}

function joined<Member>(group: Set<Member>, member: Member): () => void {
  group.add(member);
  wrapFetch();
  unhook ??= hookFetch((send, given) =>
    seeCall(send, given, { refusal, sent, tell })
  );
  return () => {
    group.delete(member);
    if (listeners.size + guards.size > 0) return;
    unhook?.();
    unhook = undefined;
  };
}

function refusal(): Error | undefined {
  for (const guard of guards) {
    const error = safely(() => guard.check());
    if (error !== undefined) return error;
  }
}

function sent(): void {
  for (const guard of guards) safely(() => guard.sent());
}

function tell(call: SeenCall | undefined): void {
  if (call === undefined) {
    for (const guard of guards) safely(() => guard.none());
  } else for (const listener of listeners) safely(() => listener(call));
}

/** A fault of who listens is no fault of who calls a model. */
function safely<Value>(action: () => Value): Value | undefined {
  try {
    const value = action();
    if (value instanceof Promise) value.catch(() => {});
    return value;
  } catch {
    return undefined;
  }
}
