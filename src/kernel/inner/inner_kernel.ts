import { basename, join } from "node:path";
import type {
  Channel,
  Connection,
  ConnectionFile,
} from "../../jupyter/connection.ts";
import { Peer, type SocketType } from "../../jupyter/zmtp/peer.ts";

/** Time between two attempts to connect to a kernel that is starting, in ms. */
const AGAIN_MS = 10;

/** The plain Deno kernel, in a process of its own. */
export class InnerKernel implements AsyncDisposable {
  readonly #process: Deno.ChildProcess;
  readonly #connection: Connection;
  /** Whether its process has ended. */
  hasEnded = false;
  /** The folder of its connection file. */
  readonly connectionDir: string;
  /** Its exit code, once it has ended. */
  readonly ended: Promise<number>;

  /** Starts it. */
  constructor({ dir, path, connection }: ConnectionFile) {
    this.connectionDir = dir;
    this.#connection = connection;
    this.#process = new Deno.Command(Deno.execPath(), {
      args: ["jupyter", "--kernel", "--conn", path],
      stdin: "null",
      stdout: "inherit",
      stderr: "inherit",
    }).spawn();
    this.ended = this.#process.status.then(({ code }) => {
      this.hasEnded = true;
      return code;
    });
  }

  /** Makes a file beside its connection file, which tells the helper something. */
  touch(file: string): void {
    Deno.writeTextFileSync(join(this.connectionDir, basename(file)), "");
  }

  /**
   * Connects to one of its sockets, as soon as the kernel listens.
   * @param channel Which socket
   * @param type The type of this end
   * @throws {Error} If the kernel ends first
   */
  async connect(channel: Channel, type: SocketType): Promise<Peer> {
    const { ip: hostname, ports } = this.#connection;
    for (;;) {
      try {
        const connection = await Deno.connect({
          hostname,
          port: ports[channel],
        });
        return await Peer.greet(connection, type);
      } catch (error) {
        if (this.hasEnded) throw error;
        await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
      }
    }
  }

  /** Sends a signal to its process, unless that has ended. */
  signal(signal: Deno.Signal): void {
    if (this.hasEnded) return;
    try {
      this.#process.kill(signal);
    } catch {
      // It has just ended.
    }
  }

  /** Ends it, unless it has ended. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.signal("SIGKILL");
    await this.ended;
  }
}
