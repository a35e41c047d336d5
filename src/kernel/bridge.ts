import type { Message } from "../jupyter/zmtp/frame.ts";
import type { Peer } from "../jupyter/zmtp/peer.ts";

/**
 * Passes messages between a front end and the kernel, byte for byte, until one of them is gone.
 * @param client The front end
 * @param kernel The kernel's end
 * @param gate Whether a message may pass to the kernel
 */
export async function bridge(
  client: Peer,
  kernel: Peer,
  gate: (message: Message) => boolean,
): Promise<void> {
  const toKernel = async () => {
    for (;;) {
      for (const message of await client.messages()) {
        if (gate(message)) await kernel.send(message.bytes);
      }
    }
  };
  try {
    await Promise.race([toKernel(), handOver(kernel, client)]);
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
