/**
 * A thread that no cell can block. It passes interrupts on to the thread of the cells, and ends the
 * kernel once the process that started it is gone.
 * @module
 */
import { ASK, INTERRUPT, SENT } from "../../jupyter/kernel_helper.ts";
import { SHARED } from "./sent_answers.ts";
import { CALL, CALLS } from "./thread_call.ts";
import { onSignal } from "../../tracker/interrupt.ts";

/** Time between two looks, in ms. */
const LOOK_MS = 1000;

/** What the thread is given. */
export interface Guarded {
  /** Id of the process that started the kernel. */
  readonly parent: number;
  /** Address of the function to call on the thread of the cells. */
  readonly call: bigint;
  /** Memory of the answers whether everything was sent. */
  readonly sent: Int32Array<SharedArrayBuffer>;
}

(globalThis as unknown as Pick<Worker, "onmessage">).onmessage = (
  { data: { parent, call, sent } }: MessageEvent<Guarded>,
) => {
  const thread = new Deno.UnsafeFnPointer(
    Deno.UnsafePointer.create(call)!,
    { ...CALL, nonblocking: true },
  );
  // A call waits for as long as a cell blocks its thread; more calls would say nothing new.
  let isCalling = false;
  const calls = async (...kinds: readonly number[]) => {
    if (isCalling) return;
    isCalling = true;
    for (const kind of kinds) await thread.call(kind);
    isCalling = false;
  };
  onSignal(INTERRUPT, () => void calls(CALLS.wake, CALLS.interrupt));
  onSignal(ASK, () => void calls(CALLS.wake, CALLS.ask));
  onSignal(SENT, () => {
    Atomics.add(sent, SHARED.answers, 1);
    Atomics.notify(sent, SHARED.answers);
  });
  Atomics.store(sent, SHARED.listens, 1);
  Atomics.notify(sent, SHARED.listens);
  void calls(CALLS.guarded);
  setInterval(() => {
    if (Deno.ppid !== parent) Deno.kill(Deno.pid, "SIGKILL");
    void calls(CALLS.wake);
  }, LOOK_MS);
};
