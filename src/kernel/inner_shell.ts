import { OWN_REQUEST } from "../jupyter/kernel_helper.ts";
import { HOOK } from "./cells/cell_code.ts";
import type { InnerKernel } from "./inner_kernel.ts";
import type { Outputs } from "./outputs.ts";
import { moduleName } from "./module_name.ts";
import { within } from "./within.ts";
import {
  contentOf,
  headerFor,
  headerOf,
  type Json,
  type Signer,
  splitMessage,
  unsigned,
  type WireMessage,
} from "../jupyter/wire.ts";
import type { Message } from "../jupyter/zmtp/frame.ts";
import type { Peer } from "../jupyter/zmtp/peer.ts";

/** What the kernel answers to code. */
export interface Reply {
  /** The message, as it came. */
  readonly message: Message;
  /** The same, taken apart. */
  readonly wire: WireMessage;
  /** What it says. */
  readonly content: ReplyContent;
}

/** What an answer says. */
export interface ReplyContent {
  readonly status: "ok" | "error";
  readonly execution_count: number;
  readonly ename?: string;
  readonly evalue?: string;
  readonly traceback?: readonly string[];
}

/** Code that no front end asked for: it counts as no cell, and its value is not shown. */
export const SILENT: Json = {
  silent: true,
  store_history: false,
  allow_stdin: false,
  user_expressions: {},
};

/** Our own connection to the kernel's shell, by which all code is executed, one piece after the other. */
export class InnerShell implements Disposable {
  readonly #peer: Peer;
  readonly #signer: Signer;
  readonly #replies: Reply[] = [];

  private constructor(peer: Peer, signer: Signer) {
    this.#peer = peer;
    this.#signer = signer;
  }

  /**
   * Connects, and brings what is needed into the kernel.
   * @param outputs From then on handed on to the front ends
   */
  static async connect(
    kernel: InnerKernel,
    signer: Signer,
    outputs: Outputs,
  ): Promise<InnerShell> {
    // Listened to first, as what is published before is lost.
    const iopub = await subscribed(kernel);
    const shell = new InnerShell(
      await kernel.connect("shell", "DEALER"),
      signer,
    );
    void handOn(iopub, outputs, kernel);
    await shell.#begin(outputs, kernel.connectionDir);
    return shell;
  }

  async #begin(outputs: Outputs, connectionDir: string): Promise<void> {
    const header = headerFor("execute_request");
    outputs.hidden = header.msg_id;
    const request = unsigned(header);
    const begin = `(await import(${JSON.stringify(BEGIN)})).begin(${
      JSON.stringify(connectionDir)
    })`;
    const { content } = await this.execute(request, begin, SILENT);
    if (content.status === "error") {
      throw new Error(
        `Cannot start the kernel as its helper must load: ${content.evalue}`,
      );
    }
    // The subscription has no answer: it is there when something is heard.
    for (let isHeard = false; !isHeard;) {
      const heard = outputs.heard();
      await this.execute(request, `${HOOK}.heard()`, SILENT);
      isHeard = await within(AGAIN_MS, heard);
    }
  }

  /**
   * Executes code.
   * @param request Of a front end: the kernel publishes as an answer to it what it publishes
   * @param code In place of the front end's
   * @param options In place of the front end's
   * @throws {Error} If the kernel ends
   */
  async execute(
    request: WireMessage,
    code: string,
    options: Json = {},
  ): Promise<Reply> {
    const content = { ...contentOf(request), code, ...options };
    const header = headerOf(request);
    const own = options === SILENT
      ? { ...header, [OWN_REQUEST]: true }
      : header;
    await this.#peer.send(this.#signer.changed(request, content, own));
    return await this.#reply();
  }

  /** Ends the connection. */
  [Symbol.dispose](): void {
    this.#peer[Symbol.dispose]();
  }

  async #reply(): Promise<Reply> {
    for (;;) {
      const reply = this.#replies.shift();
      if (reply !== undefined) return reply;
      for (const message of await this.#peer.messages()) {
        const wire = splitMessage(message);
        if (wire === undefined) continue;
        if (headerOf(wire).msg_type !== "execute_reply") continue;
        const content = contentOf<ReplyContent>(wire);
        this.#replies.push({ message, wire, content });
      }
    }
  }
}

async function subscribed(kernel: InnerKernel): Promise<Peer> {
  const iopub = await kernel.connect("iopub", "SUB");
  await iopub.send(EVERYTHING);
  return iopub;
}

/** Until the kernel ends. What it garbles ends the connection, and not the kernel: another one takes over. */
async function handOn(
  first: Peer,
  outputs: Outputs,
  kernel: InnerKernel,
): Promise<void> {
  for (let iopub = first; !kernel.hasEnded;) {
    await outputs.pump(iopub).catch(() => {});
    iopub[Symbol.dispose]();
    try {
      iopub = await subscribed(kernel);
    } catch {
      return; // it has ended
    }
    outputs.torn();
  }
}

/** What is brought into the kernel. */
const BEGIN = moduleName("./inside/begin.ts", "kernel/begin");

/** Between two attempts to hear of the kernel, in ms. */
const AGAIN_MS = 50;

/** A subscription to all that is published: one frame, whose one byte is 1. */
const EVERYTHING = Uint8Array.of(0, 1, 1);
