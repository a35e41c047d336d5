import type { Peer } from "../jupyter/zmtp/peer.ts";

/**
 * Passes messages between a front end and the kernel, byte for byte, until one of them is gone.
 * @param client The front end
 * @param kernel The kernel's end
 */
export async function bridge(client: Peer, kernel: Peer): Promise<void> {
  try {
    await Promise.race([handOver(client, kernel), handOver(kernel, client)]);
  } finally {
    client[Symbol.dispose]();
    kernel[Symbol.dispose]();
  }
}

/** Passes every message of one end to another, until either is gone. */
export async function handOver(from: Peer, to: Peer): Promise<void> {
  for (;;) {
    for (const { bytes } of await from.messages()) await to.send(bytes);
  }
}
