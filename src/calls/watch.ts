import type { SeenCall } from "./seen_call.ts";

const listeners = new Set<(call: SeenCall) => void>();
const checks = new Set<() => Error | undefined>();

/**
 * Calls back with each call to a model that ends. The first listener starts the recording.
 * @returns Stops listening
 */
export function onCall(listener: (call: SeenCall) => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

/**
 * Asks before a call to a model is sent.
 * @param check Gives the error that refuses the call
 * @returns Stops asking
 */
export function guardCalls(check: () => Error | undefined): () => void {
  checks.add(check);
  return () => void checks.delete(check);
}
