import { type KernelAddress, listenTo, type Parts } from "./kernel_socket.ts";

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
export function listenToCells(
  address: KernelAddress,
  heard: (message: CellMessage) => void,
): Promise<() => void> {
  return listenTo(address, (parts) => {
    const message = cellMessage(parts);
    if (message !== undefined) heard(message);
  });
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
  if (JSON.parse(parent).msg_type !== "execute_request") return undefined;
  const kind = KINDS[JSON.parse(content).execution_state];
  return kind === undefined ? undefined : { kind, wallMs: Date.parse(date) };
}
