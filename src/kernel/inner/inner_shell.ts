import type { KernelAddress } from "../../jupyter/cell_messages.ts";
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
  parentOf,
  splitMessage,
  type WireMessage,
} from "../../jupyter/wire.ts";
import { type Message, SUBSCRIBE_ALL } from "../../jupyter/zmtp/frame.ts";
import type { Peer } from "../../jupyter/zmtp/peer.ts";

/** The kernel's answer to code. */
export interface Reply {
  /** The message as it came; `undefined` if the kernel gave none. */
  readonly bytes: Uint8Array | undefined;
  /** The same message, split into its parts. */
  readonly wire: WireMessage;
  /** Its content. */
  readonly content: ReplyContent;
  /** How often the kernel becomes idle for it. */
  readonly idles: number;
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
  readonly #waiting = new Map<
    number | undefined,
    PromiseWithResolvers<Reply>
  >();
  #serial = 0;
  #hasStopped = false;

  private constructor(peer: Peer, signer: Signer) {
    this.#peer = peer;
    this.#signer = signer;
    void this.#read();
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
    await shell.#begin(outputs, kernel.address);
    return shell;
  }

  async #begin(outputs: Outputs, address: KernelAddress): Promise<void> {
    const header = headerFor("execute_request");
    outputs.hidden = header.msg_id;
    const request = unsigned(header);
    const begin = `(await import(${JSON.stringify(BEGIN)})).begin(${
      JSON.stringify(address)
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
    const reply = await this.#send(request, code, options);
    if (options === SILENT || await within(LOST_MS, reply.coming)) {
      return await reply.coming;
    }
    // The kernel answers in turn: what follows the cell is answered first only if the cell never
    // is.
    const next = await this.#send(request, "", SILENT);
    const isLost = await Promise.race([
      reply.coming.then(() => false),
      next.coming.then(() => true),
    ]);
    return isLost ? lostReply(request) : { ...await reply.coming, idles: 2 };
  }

  /** Sends code; what is not a cell is numbered. The reply is in an object as it is yet to come. */
  async #send(
    request: WireMessage,
    code: string,
    options: Json,
  ): Promise<{ readonly coming: Promise<Reply> }> {
    const isOwn = options === SILENT;
    const content = {
      ...contentOf(request),
      // This value says that the code is not a cell.
      code: isOwn ? `${code};${HELPER_CODE}` : code,
      ...options,
    };
    const serial = isOwn ? this.#serial += 1 : undefined;
    const header = serial === undefined
      ? undefined
      : { ...headerOf(request), [OWN_REQUEST]: serial };
    const coming = this.#replyTo(serial);
    await this.#peer.send(this.#signer.changed(request, content, header));
    return { coming };
  }

  /** Ends the connection. */
  [Symbol.dispose](): void {
    this.#peer[Symbol.dispose]();
  }

  #replyTo(serial: number | undefined): Promise<Reply> {
    const waiting = Promise.withResolvers<Reply>();
    waiting.promise.catch(() => {}); // perhaps nothing waits for it any more
    if (this.#hasStopped) waiting.reject(stopped());
    this.#waiting.set(serial, waiting);
    return waiting.promise;
  }

  /** Reads replies until the kernel has stopped. */
  async #read(): Promise<void> {
    try {
      for (;;) {
        for (const message of await this.#peer.messages()) this.#take(message);
      }
    } catch (cause) {
      this.#hasStopped = true;
      for (const { reject } of this.#waiting.values()) reject(stopped(cause));
    }
  }

  #take(message: Message): void {
    const wire = splitMessage(message);
    if (wire === undefined) return;
    if (headerOf(wire).msg_type !== "execute_reply") return;
    const content = contentOf<ReplyContent>(wire);
    const serial = parentOf(wire)[OWN_REQUEST] as number | undefined;
    const waiting = this.#waiting.get(serial);
    this.#waiting.delete(serial);
    waiting?.resolve({ bytes: message.bytes, wire, content, idles: 1 });
  }
}

function stopped(cause?: unknown): Error {
  return new Error("The kernel has stopped", { cause });
}

/** What stands for the reply to a cell that the kernel never answers. */
function lostReply(request: WireMessage): Reply {
  const evalue =
    "Cannot tell what the cell threw, as the Deno kernel gives no answer for integers from 2^53 on";
  return {
    bytes: undefined,
    wire: unsigned(headerFor("execute_reply"), headerOf(request)),
    content: {
      status: "error",
      execution_count: 0,
      ename: "Error",
      evalue,
      traceback: [`Error: ${evalue}`],
    },
    idles: 1, // of what followed the cell
  };
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

/** After so long it is worth to find out whether the kernel will ever answer, in ms. */
const LOST_MS = 1000;
/** Time between two attempts to hear the helper, in ms. */
const AGAIN_MS = 50;
