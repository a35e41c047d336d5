import {
  type Channel,
  type Connection,
  connectionFile,
  connectionText,
} from "../../jupyter/connection.ts";
import type { Signer } from "../../jupyter/signer.ts";
import { Peer, type SocketType } from "../../jupyter/zmtp/peer.ts";
import { within } from "./within.ts";

/** Time between two attempts to connect to a kernel that is starting, in ms. */
const AGAIN_MS = 10;
/** A kernel that is asked to end has ended by then, or is ended by force, in ms. */
const END_MS = 2000;

/** Words of the command line that starts a kernel. */
const KERNEL = ["jupyter", "--quiet", "--kernel", "--conn"];

/**
 * Starts the kernel together with a shell that ends it as soon as this process is gone, however
 * that ended. The kernel reads its connection from a pipe, so no file holds the key. The shell
 * waits on the same pipe: a line says that the kernel has ended, and the pipe's end that this
 * process is gone. Signals to the whole group must not end the shell.
 */
const START = `read -r connection
exec 3<&0
( (trap '' INT TERM HUP; read -r _ <&3 || kill -9 $$) >/dev/null 2>&1 & )
exec "$0" ${KERNEL.join(" ")} /dev/stdin 3<&- <<END
$connection
END`;

/** The plain Deno kernel, in a process of its own. */
export class InnerKernel implements AsyncDisposable {
  readonly #process: Deno.ChildProcess;
  readonly #connection: Connection;
  /** Whether its process has ended. */
  hasEnded = false;
  /** Its exit code, once it has ended. */
  readonly ended: Promise<number>;

  private constructor(process: Deno.ChildProcess, connection: Connection) {
    this.#process = process;
    this.#connection = connection;
    this.ended = process.status.then(({ code }) => {
      this.hasEnded = true;
      return code;
    });
  }

  /** Starts it. */
  static async start(connection: Connection): Promise<InnerKernel> {
    return Deno.build.os === "windows"
      ? await withFile(
        connection,
        (process) => new InnerKernel(process, connection),
      )
      : await InnerKernel.#watched(connection);
  }

  static async #watched(connection: Connection): Promise<InnerKernel> {
    const process = new Deno.Command("/bin/sh", {
      args: ["-c", START, Deno.execPath()],
      stdin: "piped",
      stdout: "inherit",
      stderr: "inherit",
    }).spawn();
    const kernel = new InnerKernel(process, connection);
    const watch = process.stdin.getWriter();
    const write = (line: string) =>
      watch.write(new TextEncoder().encode(`${line}\n`));
    // A process that has ended already reads nothing.
    void kernel.ended.then(() => write("ended")).then(() => watch.close())
      .catch(() => {});
    await write(connectionText(connection)).catch(() => {});
    return kernel;
  }

  /** The address of its socket for outputs. */
  get address(): { readonly ip: string; readonly iopub_port: number } {
    const { ip, ports } = this.#connection;
    return { ip, iopub_port: ports.iopub };
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
      // It has just ended, or the system has no such signal.
    }
  }

  /**
   * Ends it because a person wants that: it is asked, and ended by force if it does not answer.
   * @param signer Signs the request
   */
  async shutDown(signer: Signer): Promise<void> {
    const asked = async () => {
      using control = await this.connect("control", "DEALER");
      const request = { restart: false };
      await control.send(signer.made("shutdown_request", {}, request));
      await this.ended;
    };
    void asked().catch(() => {});
    if (!await within(END_MS, this.ended)) this.signal("SIGKILL");
  }

  /** Ends it, unless it has ended. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.signal("SIGKILL");
    await this.ended;
  }
}

/** Starts the kernel with a file, which is removed when the kernel has ended. */
async function withFile(
  connection: Connection,
  started: (process: Deno.ChildProcess) => InnerKernel,
): Promise<InnerKernel> {
  const file = await connectionFile(connection);
  const kernel = started(
    new Deno.Command(Deno.execPath(), {
      args: [...KERNEL, file.path],
      stdin: "null",
      stdout: "inherit",
      stderr: "inherit",
    }).spawn(),
  );
  void kernel.ended.then(() => file[Symbol.asyncDispose]()).catch(() => {});
  return kernel;
}
