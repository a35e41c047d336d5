import { TextLineStream } from "./text_line_stream.ts";

/**
 * Another tool in a separate process. It computes once for every line that it receives and
 * answers with a line of JSON. It times itself, so the pipe is not counted.
 */
export class Opponent<Header, Round> implements AsyncDisposable {
  readonly #child: Deno.ChildProcess;
  readonly #writer: WritableStreamDefaultWriter<Uint8Array<ArrayBuffer>>;
  readonly #lines: ReadableStreamDefaultReader<string>;
  /** The tool's first line, which it writes when it is ready. */
  readonly header: Header;

  private constructor(
    child: Deno.ChildProcess,
    lines: ReadableStreamDefaultReader<string>,
    header: Header,
  ) {
    this.#child = child;
    this.#writer = child.stdin.getWriter();
    this.#lines = lines;
    this.header = header;
  }

  /**
   * Starts it and waits until it is ready.
   * @throws {Error} If it ends instead
   */
  static async start<Header, Round>(
    program: string,
    args: readonly string[],
  ): Promise<Opponent<Header, Round>> {
    const child = new Deno.Command(program, {
      args: [...args],
      stdin: "piped",
      stdout: "piped",
      stderr: "inherit",
    }).spawn();
    const lines = child.stdout.pipeThrough(new TextDecoderStream())
      .pipeThrough(new TextLineStream()).getReader();
    const header = await nextOf<Header>(lines, program);
    return new Opponent<Header, Round>(child, lines, header);
  }

  /** Lets it compute once. */
  async round(): Promise<Round> {
    await this.#writer.write(new TextEncoder().encode("again\n"));
    return await nextOf<Round>(this.#lines, "The other tool");
  }

  /** Closes its input, at which it ends. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.#writer.close();
    await this.#lines.cancel();
    await this.#child.status;
  }
}

async function nextOf<T>(
  lines: ReadableStreamDefaultReader<string>,
  name: string,
): Promise<T> {
  const { value, done } = await lines.read();
  if (done) throw new Error(`${name} ended before it answered`);
  return JSON.parse(value) as T;
}
