/**
 * The kernel tells a cell nothing about when cells begin and end. It publishes that to its front
 * ends, so this listens as one more front end.
 * @see https://jupyter-client.readthedocs.io/en/stable/messaging.html#kernel-status
 * @module
 */
import { kernelHelper, OWN_REQUEST } from "./kernel_helper.ts";
import { contentOf, headerOf, parentOf, splitMessage } from "./wire.ts";
import { type Message, SUBSCRIBE_ALL } from "./zmtp/frame.ts";
import { Peer } from "./zmtp/peer.ts";

/** Where a kernel publishes, as its connection file says. */
export interface KernelAddress {
  /** Host. */
  readonly ip: string;
  /** Port of the socket. */
  readonly iopub_port: number;
}

/** A cell began or ended. */
export interface CellMessage {
  /** Which of the two. */
  readonly kind: "began" | "ended";
  /** When, in ms since 1970. */
  readonly wallMs: number;
}

/**
 * Listens to when a kernel's cells begin and end, including those that throw.
 * @param address Where the kernel publishes
 * @param heard Called for each
 * @returns Stops listening
 * @throws {Error} If the kernel cannot be reached, or speaks another protocol
 */
export async function listenToCells(
  { ip: hostname, iopub_port: port }: KernelAddress,
  heard: (message: CellMessage) => void,
): Promise<() => void> {
  const iopub = await Peer.greet(await Deno.connect({ hostname, port }), "SUB");
  await iopub.send(SUBSCRIBE_ALL);
  const { promise: first, resolve } = Promise.withResolvers<void>();
  void hearAll(iopub, (message) => {
    resolve();
    const cell = cellMessage(message);
    if (cell !== undefined) heard(cell);
  }).finally(resolve);
  await subscribed(first);
  return () => iopub[Symbol.dispose]();
}

/** Reads until either side closes the socket, or what comes is not a message. */
async function hearAll(
  iopub: Peer,
  heard: (message: Message) => void,
): Promise<void> {
  try {
    for (;;) (await iopub.messages()).forEach(heard);
  } catch {
    iopub[Symbol.dispose](); // nothing more can be heard
  }
}

/** Time between two attempts to hear something, in ms. */
const AGAIN_MS = 5;

/**
 * Waits until the kernel publishes to this listener too. The kernel does not say when it does, so
 * the helper publishes until something is heard. The plain kernel cannot be asked without its front
 * ends hearing it; there the subscription is faster than a cell.
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

function cellMessage(message: Message): CellMessage | undefined {
  const wire = splitMessage(message);
  if (wire === undefined) return undefined;
  const { msg_type, date } = headerOf(wire);
  if (msg_type !== "status") return undefined;
  const request = parentOf(wire);
  if (request.msg_type !== "execute_request") return undefined;
  if (OWN_REQUEST in request) return undefined;
  const kind =
    KINDS[contentOf<{ execution_state: string }>(wire).execution_state];
  return kind === undefined
    ? undefined
    : { kind, wallMs: Date.parse(String(date)) };
}
