import type { Signer } from "../../jupyter/signer.ts";
import { parentOf, splitMessage } from "../../jupyter/wire.ts";
import type { Message } from "../../jupyter/zmtp/frame.ts";
import type { Peer } from "../../jupyter/zmtp/peer.ts";

/** So much may wait for a front end, in bytes. Then it loses outputs. */
const MOST_WAITING = 16 * 2 ** 20;
/** It gets outputs again when no more than this waits. */
const FEW_WAITING = MOST_WAITING / 2;
/** So much more may wait of what says where a cell is; then it loses its connection. */
export const MOST_STATES: number = 2 ** 20;
/** The kernel waits for the quickest front end once so much waits for it, in bytes. */
const BEHIND = 2 ** 20;
/** It waits only for a front end that reads so much within the time, in bytes and ms. */
const LEAST = { bytes: 2 ** 18, withinMs: 1000 };

/**
 * A front end that hears what the kernel publishes. As with ZeroMQ's high-water mark, one that
 * reads too slowly loses outputs, and neither the kernel nor other front ends wait for it. It is
 * told so, and still hears when cells begin and end.
 */
export class Subscriber {
  readonly #peer: Peer;
  readonly #signer: Signer;
  #loses = false;
  #isStalled = false;
  #since = { wallMs: 0, writtenBytes: NaN };

  /**
   * @param peer The front end
   * @param signer Signs what tells it of its losses
   */
  constructor(peer: Peer, signer: Signer) {
    this.#peer = peer;
    this.#signer = signer;
  }

  /**
   * Sends an output, unless too much waits.
   * @param bytes The output as it is sent
   * @param message The same, as it came
   */
  output(bytes: Uint8Array, message: Message): void {
    const most = this.#loses ? FEW_WAITING : MOST_WAITING;
    if (this.#peer.waitingBytes <= most) {
      this.#loses = false;
      void this.#peer.send(bytes);
    } else if (!this.#loses) {
      this.#loses = true;
      this.state(this.#notice(message));
    }
  }

  /** Sends what says where a cell is. */
  state(bytes: Uint8Array): void {
    const { waitingBytes } = this.#peer;
    if (waitingBytes > MOST_WAITING + MOST_STATES) {
      return this.#peer[Symbol.dispose]();
    }
    // A copy of a few bytes does not keep the buffer in memory that they came in.
    void this.#peer.send(waitingBytes > BEHIND ? bytes.slice() : bytes);
  }

  /**
   * Whether the kernel should wait for it, and whether it has read enough for the kernel to
   * continue.
   */
  pace(): "quick" | "slow" | "stalled" {
    const { waitingBytes, writtenBytes } = this.#peer;
    const wallMs = performance.now();
    if (waitingBytes <= BEHIND) {
      this.#isStalled = false;
      this.#since = { wallMs, writtenBytes: NaN };
      return "quick";
    }
    const since = this.#since;
    if (!(writtenBytes - since.writtenBytes < LEAST.bytes)) {
      this.#since = { wallMs, writtenBytes };
    } else if (wallMs - since.wallMs > LEAST.withinMs) this.#isStalled = true;
    return this.#isStalled ? "stalled" : "slow";
  }

  #notice(message: Message): Uint8Array {
    const wire = splitMessage(message);
    const text =
      "Some output is lost as this front end did not read it for a while\n";
    return this.#signer.made(
      "stream",
      wire === undefined ? {} : parentOf(wire),
      {
        name: "stderr",
        text,
      },
    );
  }
}
