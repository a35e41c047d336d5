import { HELPER_CODE, OWN_REQUEST } from "../../jupyter/kernel_helper.ts";
import type { InnerKernel } from "./inner_kernel.ts";
import type { Outputs } from "./outputs.ts";
import { moduleName } from "../../module_name.ts";
import { within } from "./within.ts";
import { headerFor, type Signer, unsigned } from "../../jupyter/signer.ts";
import {
  contentOf,
  headerOf,
  type Json,
  splitMessage,
  type WireMessage,
} from "../../jupyter/wire.ts";
import { type Message, SUBSCRIBE_ALL } from "../../jupyter/zmtp/frame.ts";
import type { Peer } from "../../jupyter/zmtp/peer.ts";

/** The kernel's answer to code. */
export interface Reply {
  /** The message as it came. */
  readonly message: Message;
  /** The same message, split into its parts. */
  readonly wire: WireMessage;
  /** Its content. */
  readonly content: ReplyContent;
}

/** The content of an answer. */
export interface ReplyContent {
  readonly status: "ok" | "error";
  readonly execution_count: number;
  readonly ename?: string;
  readonly evalue?: string;
  readonly traceback?: readonly string[];
}

/** Options of code that is not a cell: it is not counted, and its value is not shown. */
export const SILENT: Json = {
  silent: true,
  store_history: false,
  allow_stdin: false,
  user_expressions: {},
};

/** The one connection that executes all code in the kernel, one request after the other. */
export class InnerShell implements Disposable {
  readonly #peer: Peer;
  readonly #signer: Signer;
  readonly #replies: Reply[] = [];

  private constructor(peer: Peer, signer: Signer) {
    this.#peer = peer;
    this.#signer = signer;
  }

  /**
   * Connects, and loads the helper into the kernel.
   * @param outputs Sends what the kernel publishes to the front ends from then on
   */
  static async connect(
    kernel: InnerKernel,
    signer: Signer,
    outputs: Outputs,
  ): Promise<InnerShell> {
    // What the kernel publishes before a subscription is lost, so this comes first.
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
        `Cannot start the kernel as its helper does not load: ${content.evalue}`,
      );
    }
    // The kernel does not answer a subscription; it holds once something is heard.
    for (let isHeard = false; !isHeard;) {
      const heard = outputs.heard();
      await this.execute(request, `${HELPER_CODE}.heard()`, SILENT);
      isHeard = await within(AGAIN_MS, heard);
    }
  }

  /**
   * Executes code.
   * @param request A front end's request; what the kernel publishes is an answer to it
   * @param code The code in place of the front end's
   * @param options Options in place of the front end's
   * @throws {Error} If the kernel has stopped
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
      for (const message of await this.#messages()) {
        const wire = splitMessage(message);
        if (wire === undefined) continue;
        if (headerOf(wire).msg_type !== "execute_reply") continue;
        const content = contentOf<ReplyContent>(wire);
        this.#replies.push({ message, wire, content });
      }
    }
  }

  async #messages(): Promise<Message[]> {
    try {
      return await this.#peer.messages();
    } catch (cause) {
      throw new Error("The kernel has stopped", { cause });
    }
  }
}

/** Connects to what the kernel publishes. */
async function subscribed(kernel: InnerKernel): Promise<Peer> {
  const iopub = await kernel.connect("iopub", "SUB");
  await iopub.send(SUBSCRIBE_ALL);
  return iopub;
}

/** Passes on what the kernel publishes until it ends. Torn messages cost only the connection. */
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
      return; // the kernel has ended
    }
    outputs.torn();
  }
}

/** The module that loads the helper. */
const BEGIN = moduleName("./kernel/inside/begin.ts", "kernel/begin");

/** Time between two attempts to hear the helper, in ms. */
const AGAIN_MS = 50;
