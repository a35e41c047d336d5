import { hookFetch, wrapFetch } from "./fetch_wrapper.ts";
import { seeCall } from "./see_call.ts";
import type { SeenCall } from "./seen_call.ts";

const listeners = new Set<(call: SeenCall) => void>();
const checks = new Set<() => Error | undefined>();

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
 * @param check Gives the error that refuses the call
 * @returns Stops asking
 */
export function guardCalls(check: () => Error | undefined): () => void {
  return joined(checks, check);
}

function joined<Member>(group: Set<Member>, member: Member): () => void {
  group.add(member);
  wrapFetch();
  unhook ??= hookFetch((send, given) =>
    seeCall(send, given, { refusal, tell })
  );
  return () => {
    group.delete(member);
    if (listeners.size + checks.size > 0) return;
    unhook?.();
    unhook = undefined;
  };
}

function refusal(): Error | undefined {
  for (const check of checks) {
    const error = safely(check);
    if (error !== undefined) return error;
  }
}

function tell(call: SeenCall): void {
  for (const listener of listeners) safely(() => listener(call));
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
