import type { CellListener } from "../tracker/setup.ts";
import { kernelBroadcast } from "./broadcast.ts";
import { type KernelAddress, listenTo, type Parts } from "./kernel_socket.ts";

/**
 * Tells when cells of the notebook begin and end: of whatever kind, also those that throw. Tells
 * nothing outside a kernel, and where the system does not say how the kernel was started.
 * @returns Stops telling
 */
export async function watchCells(listener: CellListener): Promise<() => void> {
  if (kernelBroadcast() === undefined) return () => {};
  try {
    return await listenTo(
      kernelAddress(),
      (parts) => heard(parts, listener),
    );
  } catch {
    return () => {};
  }
}

/** The connection file stands on the command line of the kernel. */
function kernelAddress(): KernelAddress {
  const words = Deno.readTextFileSync("/proc/self/cmdline").split("\0");
  const file = words[words.indexOf("--conn") + 1] ?? "";
  return JSON.parse(Deno.readTextFileSync(file));
}

function heard(
  [, header = "{}", parent = "{}", , content = "{}"]: Parts,
  listener: CellListener,
): void {
  const { msg_type, date } = JSON.parse(header);
  if (msg_type !== "status") return;
  if (JSON.parse(parent).msg_type !== "execute_request") return;
  const { execution_state } = JSON.parse(content);
  const wallMs = Date.parse(date);
  if (execution_state === "busy") listener.began(wallMs);
  if (execution_state === "idle") listener.ended(wallMs);
}
