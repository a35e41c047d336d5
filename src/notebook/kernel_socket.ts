/**
 * The socket on which the kernel tells all its front ends what it does. It tells this program nothing
 * of when a cell begins, but as one more listener on that socket it hears it.
 *
 * @see ZMTP 3.0, the protocol of the socket: https://rfc.zeromq.org/spec/23/
 * @see The messages: https://jupyter-client.readthedocs.io/en/stable/messaging.html
 */

/** Where a kernel listens, as its connection file says. */
export interface KernelAddress {
  /** Host. */
  readonly ip: string;
  /** Port of the socket. */
  readonly iopub_port: number;
}

/** Signature, `NULL` as the mechanism, and no more. */
const GREETING_BYTES = 64;
const MECHANISM_AT = 12;

const MORE = 1;
const LONG = 2;
const COMMAND = 4;

/** Stands before the parts of a message that are signed. */
const DELIMITER = "<IDS|MSG>";

/** The parts of a message after its delimiter: signature, header, parent, metadata, content. */
export type Parts = readonly string[];

/**
 * Listens to a kernel's socket.
 * @param address Of the kernel
 * @param heard Told of each message
 * @returns Stops listening
 * @throws {Error} If it cannot be reached, or speaks another protocol
 */
export async function listenTo(
  { ip, iopub_port }: KernelAddress,
  heard: (parts: Parts) => void,
): Promise<() => void> {
  const socket = await Deno.connect({ hostname: ip, port: iopub_port });
  try {
    const reader = new FrameReader(socket);
    await socket.write(greeting());
    await reader.bytes(GREETING_BYTES);
    await socket.write(frame(COMMAND, ready()));
    await reader.frame();
    // Everything, whatever it begins with.
    await socket.write(frame(0, Uint8Array.of(1)));
    void hearAll(reader, heard);
  } catch (error) {
    socket.close();
    throw error;
  }
  return () => socket.close();
}

/** Until the socket is closed, by either side. */
async function hearAll(
  reader: FrameReader,
  heard: (parts: Parts) => void,
): Promise<void> {
  const decoder = new TextDecoder();
  try {
    for (;;) {
      const parts: string[] = [];
      let more = true;
      while (more) {
        const { flags, body } = await reader.frame();
        parts.push(decoder.decode(body));
        more = (flags & MORE) !== 0;
      }
      const from = parts.indexOf(DELIMITER);
      if (from >= 0) heard(parts.slice(from + 1));
    }
  } catch {
    // Closed: nothing more will be heard.
  }
}

function greeting(): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(GREETING_BYTES);
  bytes.set([0xff, 0, 0, 0, 0, 0, 0, 0, 0, 0x7f, 3, 0]);
  bytes.set(new TextEncoder().encode("NULL"), MECHANISM_AT);
  return bytes;
}

/** The command that says what kind of socket this is. */
function ready(): Uint8Array {
  return new TextEncoder().encode("\x05READY\x0bSocket-Type\0\0\0\x03SUB");
}

function frame(flags: number, body: Uint8Array): Uint8Array<ArrayBuffer> {
  return Uint8Array.of(flags, body.length, ...body);
}

/** Frames out of a stream of bytes. */
class FrameReader {
  readonly #socket: Deno.Conn;

  constructor(socket: Deno.Conn) {
    this.#socket = socket;
  }

  async frame(): Promise<{ flags: number; body: Uint8Array }> {
    const [flags = 0] = await this.bytes(1);
    const size = await this.bytes(flags & LONG ? 8 : 1);
    const length = size.reduce((sum, byte) => sum * 256 + byte, 0);
    return { flags, body: await this.bytes(length) };
  }

  async bytes(count: number): Promise<Uint8Array> {
    const bytes = new Uint8Array(count);
    let filled = 0;
    while (filled < count) {
      const read = await this.#socket.read(bytes.subarray(filled));
      if (read === null) throw new Error("Cannot read on: the kernel is gone");
      filled += read;
    }
    return bytes;
  }
}
