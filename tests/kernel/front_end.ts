import { join } from "node:path";
import { ROOT } from "../../notebooks/tools/paths.ts";
import {
  type Channel,
  type ConnectionFile,
  connectionFile,
  innerConnection,
} from "../../src/jupyter/connection.ts";
import { headerFor, Signer, unsigned } from "../../src/jupyter/signer.ts";
import {
  contentOf,
  headerOf,
  isIdle,
  type Json,
  parentOf,
  splitMessage,
  type WireMessage,
} from "../../src/jupyter/wire.ts";
import { SUBSCRIBE_ALL } from "../../src/jupyter/zmtp/frame.ts";
import { Peer, type SocketType } from "../../src/jupyter/zmtp/peer.ts";

/** The key of its connection. */
export const KEY = "a key that no one else has";

/** A kernel that runs in a process of its own, without Jupyter. */
export interface OuterKernel extends AsyncDisposable {
  readonly file: ConnectionFile;
  readonly pid: number;
  /** Resolves once its process has ended. */
  readonly ended: Promise<void>;
  readonly hasEnded: boolean;
  /** What it wrote to its own standard error, and that of the Deno kernel. */
  readonly said: Promise<string>;
  signal(signal: Deno.Signal): void;
}

/**
 * Starts our kernel.
 * @param env Further variables of its environment
 */
export async function startKernel(
  env: Readonly<Record<string, string>> = {},
): Promise<OuterKernel> {
  const file = await connectionFile(innerConnection(KEY));
  const process = new Deno.Command(Deno.execPath(), {
    args: [
      "run",
      "-A",
      "--no-check",
      join(ROOT, "src/kernel/main.ts"),
      "--conn",
      file.path,
    ],
    cwd: ROOT,
    env: { NO_COLOR: "1", ...env },
    stdin: "null",
    stdout: "null",
    stderr: "piped",
  }).spawn();
  const said = new Response(process.stderr).text();
  let hasEnded = false;
  const ended = process.status.then(() => {
    hasEnded = true;
  });
  return {
    file,
    pid: process.pid,
    ended,
    said,
    get hasEnded() {
      return hasEnded;
    },
    signal(signal) {
      if (!hasEnded) process.kill(signal);
    },
    async [Symbol.asyncDispose](): Promise<void> {
      if (!hasEnded) process.kill("SIGTERM");
      await ended;
      await said;
      await file[Symbol.asyncDispose]();
    },
  };
}

/** What a front end hears of a cell. */
export class Cell {
  /** `type: text` of each output. */
  readonly outputs: string[] = [];
  readonly #reply = Promise.withResolvers<Json>();
  readonly #idle = Promise.withResolvers<void>();

  /** Its reply. */
  get reply(): Promise<Json> {
    return this.#reply.promise;
  }

  /** Its reply, once everything that it shows was heard. */
  get ended(): Promise<Json> {
    return Promise.all([this.#reply.promise, this.#idle.promise])
      .then(([reply]) => reply);
  }

  /** Whether an output has a text. */
  has(text: string): boolean {
    return this.outputs.some((output) => output.includes(text));
  }

  /** Takes its reply. */
  replied(content: Json): void {
    this.#reply.resolve(content);
  }

  /** Takes a message that it published. */
  take(type: string, wire: WireMessage): void {
    if (isIdle(type, wire)) this.#idle.resolve();
    if (type === "status" || type === "execute_input") return;
    this.outputs.push(`${type}: ${textOf(contentOf(wire))}`);
  }
}

function textOf(content: Json): string {
  const { text, evalue, ename, data } = content as {
    text?: string;
    evalue?: string;
    ename?: string;
    data?: { "text/plain"?: string };
  };
  if (ename !== undefined) return `${ename}: ${evalue}`;
  return text ?? data?.["text/plain"] ?? "";
}

/** A front end that speaks with a kernel over its sockets, and never waits for it. */
export class FrontEnd implements Disposable {
  readonly #signer = new Signer(KEY);
  readonly #sockets: Readonly<Record<Channel, Peer>>;
  readonly #cells = new Map<string, Cell>();
  readonly #answers = new Map<string, (content: Json) => void>();
  /** What it answers a question of a cell with; `undefined` for nothing. */
  answer: string | undefined;
  /** How many questions it was asked. */
  questions = 0;

  private constructor(sockets: Readonly<Record<Channel, Peer>>) {
    this.#sockets = sockets;
  }

  /** Connects to a kernel as soon as it listens. */
  static async connect(kernel: OuterKernel): Promise<FrontEnd> {
    const sockets = Object.fromEntries(
      await Promise.all(
        SOCKETS.map(async ([channel, type]) =>
          [channel, await socket(kernel, channel, type)] as const
        ),
      ),
    ) as Record<Channel, Peer>;
    const frontEnd = new FrontEnd(sockets);
    await sockets.iopub.send(SUBSCRIBE_ALL);
    for (const [channel] of SOCKETS) void frontEnd.#read(channel);
    return frontEnd;
  }

  /**
   * Asks for a cell.
   * @param content Fields of the request
   */
  execute(code: string, content: Json = {}): Cell {
    const cell = new Cell();
    const header = headerFor("execute_request");
    this.#cells.set(header.msg_id, cell);
    const asked = { code, silent: false, store_history: true, ...content };
    void this.#sockets.shell.send(
      this.#signer.changed(unsigned(header), asked),
    );
    return cell;
  }

  /** Sends bytes to a socket. */
  send(channel: Channel, bytes: Uint8Array): Promise<void> {
    return this.#sockets[channel].send(bytes);
  }

  /** Asks on a socket; resolves with the answer. */
  ask(
    channel: "control" | "shell",
    type: string,
    content: Json = {},
  ): Promise<Json> {
    const header = headerFor(type);
    const { promise, resolve } = Promise.withResolvers<Json>();
    this.#answers.set(header.msg_id, resolve);
    void this.#sockets[channel].send(
      this.#signer.changed(unsigned(header), content),
    );
    return promise;
  }

  /** Interrupts as Jupyter does. */
  interrupt(): Promise<Json> {
    return this.ask("control", "interrupt_request");
  }

  /** Goes without a word. */
  [Symbol.dispose](): void {
    for (const each of Object.values(this.#sockets)) each[Symbol.dispose]();
  }

  async #read(channel: Channel): Promise<void> {
    try {
      for (;;) {
        for (const message of await this.#sockets[channel].messages()) {
          const wire = splitMessage(message);
          if (wire !== undefined) this.#take(channel, wire);
        }
      }
    } catch {
      // The kernel or this front end is gone.
    }
  }

  #take(channel: Channel, wire: WireMessage): void {
    const { msg_type } = headerOf(wire);
    const { msg_id = "" } = parentOf(wire);
    const cell = this.#cells.get(msg_id);
    if (channel === "iopub") return cell?.take(msg_type, wire);
    if (msg_type === "input_request") return this.#asked(wire);
    if (msg_type === "execute_reply") cell?.replied(contentOf(wire));
    this.#answers.get(msg_id)?.(contentOf(wire));
  }

  #asked(wire: WireMessage): void {
    this.questions += 1;
    if (this.answer === undefined) return;
    const reply = this.#signer.made("input_reply", headerOf(wire), {
      value: this.answer,
    });
    void this.#sockets.stdin.send(reply);
  }
}

const SOCKETS: readonly (readonly [Channel, SocketType])[] = [
  ["shell", "DEALER"],
  ["control", "DEALER"],
  ["stdin", "DEALER"],
  ["iopub", "SUB"],
  ["hb", "REQ"],
];

/** Time between two attempts to connect, in ms. */
const AGAIN_MS = 10;

async function socket(
  kernel: OuterKernel,
  channel: Channel,
  type: SocketType,
): Promise<Peer> {
  const { ip: hostname, ports } = kernel.file.connection;
  for (;;) {
    try {
      return await Peer.greet(
        await Deno.connect({ hostname, port: ports[channel] }),
        type,
      );
    } catch (error) {
      if (kernel.hasEnded) throw error;
      await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
    }
  }
}
