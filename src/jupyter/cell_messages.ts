import { kernelHelper, OWN_REQUEST } from "./kernel_helper.ts";
import {
  type KernelAddress,
  listenTo,
  type Parts,
} from "../notebook/kernel_socket.ts";

/** A cell began or ended. */
export interface CellMessage {
  /** Which of both. */
  readonly kind: "began" | "ended";
  /** When, in ms since 1970. */
  readonly wallMs: number;
}

/**
 * Listens to when a kernel's cells begin and end: of whatever kind, also those that throw.
 * @param address Of the kernel
 * @param heard Told of each
 * @returns Stops listening
 */
export async function listenToCells(
  address: KernelAddress,
  heard: (message: CellMessage) => void,
): Promise<() => void> {
  const { promise: first, resolve } = Promise.withResolvers<void>();
  const stop = await listenTo(address, (parts) => {
    resolve();
    const message = cellMessage(parts);
    if (message !== undefined) heard(message);
  });
  await subscribed(first);
  return stop;
}

/** Between two attempts to hear something, in ms. */
const AGAIN_MS = 5;

/**
 * Waits until this is among those to whom the kernel publishes, of which it gives no notice. The plain kernel cannot
 * be asked without its front ends hearing of it; there cells end later than that takes.
 * @param first Resolves when something is heard
 */
async function subscribed(first: Promise<void>): Promise<void> {
  const helper = kernelHelper();
  if (helper === undefined) return;
  const again = setInterval(() => helper.publishTest(), AGAIN_MS);
  helper.publishTest();
  await first.finally(() => clearInterval(again));
}

const KINDS: Readonly<Record<string, CellMessage["kind"]>> = {
  busy: "began",
  idle: "ended",
};

function cellMessage(
  [, header = "{}", parent = "{}", , content = "{}"]: Parts,
): CellMessage | undefined {
  const { msg_type, date } = JSON.parse(header);
  if (msg_type !== "status") return undefined;
  const request = JSON.parse(parent);
  if (request.msg_type !== "execute_request") return undefined;
  if (OWN_REQUEST in request) return undefined;
  const kind = KINDS[JSON.parse(content).execution_state];
  return kind === undefined ? undefined : { kind, wallMs: Date.parse(date) };
}
