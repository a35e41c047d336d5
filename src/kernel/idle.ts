import { contentOf, type WireMessage } from "../jupyter/wire.ts";

/** Whether a message says that the kernel has done with a request. */
export function isIdle(type: string, wire: WireMessage): boolean {
  return type === "status" &&
    contentOf<{ execution_state?: string }>(wire).execution_state === "idle";
}
