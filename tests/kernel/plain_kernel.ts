import { innerConnection } from "../../src/jupyter/connection.ts";
import { headerFor, Signer, unsigned } from "../../src/jupyter/signer.ts";
import {
  contentOf,
  headerOf,
  isIdle,
  type Json,
  splitMessage,
} from "../../src/jupyter/wire.ts";
import { SUBSCRIBE_ALL } from "../../src/jupyter/zmtp/frame.ts";
import type { Peer } from "../../src/jupyter/zmtp/peer.ts";
import { InnerKernel } from "../../src/kernel/inner/inner_kernel.ts";
import type { ReplyContent } from "../../src/kernel/inner/inner_shell.ts";

/** What the plain kernel publishes, as `type: content`. */
export type Published = readonly string[];

/** The plain Deno kernel, without anything that mends it. */
export interface PlainKernel {
  /** Its process. */
  readonly process: InnerKernel;
  /** What it has published, as far as that was read: from the first `seen` on. */
  readonly published: Published;
  /** Sends a cell. */
  execute(code: string): Promise<void>;
  /** Sends an interrupt as a front end does. */
  interrupt(): Promise<void>;
  /** The reply to the next cell. */
  reply(): Promise<ReplyContent>;
  /** Waits until it publishes something with a text, or until nothing more can be read. */
  seen(text: string): Promise<void>;
}

/** Does `test` with the plain kernel. */
export async function withPlainKernel(
  test: (kernel: PlainKernel) => Promise<void>,
): Promise<void> {
  const process = await InnerKernel.start(innerConnection("key"));
  const signer = new Signer("key");
  try {
    using iopub = await process.connect("iopub", "SUB");
    await iopub.send(SUBSCRIBE_ALL);
    using shell = await process.connect("shell", "DEALER");
    using control = await process.connect("control", "DEALER");
    const published: string[] = [];
    let reading: Promise<void> | undefined;
    await test({
      process,
      published,
      execute: (code) => shell.send(signer.changed(REQUEST(), { code })),
      interrupt: () => control.send(signer.made("interrupt_request", {}, {})),
      reply: () => nextReply(shell),
      async seen(text) {
        reading ??= readAll(iopub, published);
        const isSeen = () => published.some((each) => each.includes(text));
        while (!isSeen() && await stillReads(reading)) { /* read on */ }
      },
    });
    iopub[Symbol.dispose]();
    await reading;
  } finally {
    await process[Symbol.asyncDispose]();
  }
}

const REQUEST = () => unsigned(headerFor("execute_request"));

/** Appended where nothing more can be read. */
export const UNREADABLE = "unreadable";

async function readAll(iopub: Peer, published: string[]): Promise<void> {
  try {
    for (;;) {
      for (const message of await iopub.messages()) {
        const wire = splitMessage(message)!;
        const { msg_type } = headerOf(wire);
        const what = isIdle(msg_type, wire)
          ? "idle"
          : JSON.stringify(contentOf<Json>(wire)).slice(0, 200);
        published.push(`${msg_type}: ${what}`);
      }
    }
  } catch {
    published.push(UNREADABLE);
  }
}

/** Waits a little; whether more may be read. */
async function stillReads(reading: Promise<void>): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const timer = setTimeout(() => resolve(true), 5);
  void reading.then(() => resolve(false));
  return await promise.finally(() => clearTimeout(timer));
}

async function nextReply(shell: Peer): Promise<ReplyContent> {
  for (;;) {
    for (const message of await shell.messages()) {
      const wire = splitMessage(message)!;
      if (headerOf(wire).msg_type === "execute_reply") return contentOf(wire);
    }
  }
}
