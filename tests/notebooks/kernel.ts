import { fileURLToPath } from "node:url";
import { ensureJupyter } from "../../notebooks/tools/environment.ts";
import type { MimeBundle } from "../../notebooks/tools/notebook.ts";
import { inFolder } from "./notebook.ts";

const DRIVER = fileURLToPath(import.meta.resolve("./kernel_driver.py"));

/** A message from a kernel to the notebook. */
export type Message =
  & {
    /** The size of its content as JSON. */
    readonly bytes: number;
    /** Whether it came after the end of the cell, when an export no longer listens. */
    readonly isLate: boolean;
  }
  & ({
    readonly type: "display_data" | "update_display_data" | "execute_result";
    readonly content: {
      readonly data: MimeBundle;
      readonly transient?: { readonly display_id?: string };
    };
  } | {
    readonly type: "stream";
    readonly content: {
      readonly name: "stdout" | "stderr";
      readonly text: string;
    };
  } | {
    readonly type: "error";
    readonly content: { readonly ename: string; readonly evalue: string };
  });

/** A message with a display. */
export type DisplayMessage = Extract<
  Message,
  { readonly content: { readonly data: MimeBundle } }
>;

/** The result of a cell; times are in s. */
export interface CellResult {
  readonly fromS: number;
  readonly toS: number;
  /** The time of the interrupt; `null` if there was none. */
  readonly interruptedS: number | null;
  readonly messages: readonly Message[];
}

/** A running kernel in its own process. */
export interface Kernel {
  /** The process id. */
  readonly pid: number;
  /**
   * Runs a cell.
   * @param interruptAt The cell is interrupted when it prints this text
   */
  execute(code: string, interruptAt?: string): Promise<CellResult>;
  /** Gives the value of an expression, as JSON holds it. */
  valueOf<T>(expression: string): Promise<T>;
  /** Asks the kernel to end, and says whether it ended without being killed. */
  shutDown(): Promise<boolean>;
}

/** A cell to run, in the form that the driver reads. */
interface Order {
  readonly code: string;
  readonly interruptAt: string | null;
  readonly lateS: number;
}

/** The time within which messages after a cell's end arrive, in s. */
const LATE_S = 0.3;

const encoder = new TextEncoder();

/** Options of {@linkcode withKernel}. */
export interface KernelOptions {
  /**
   * Jupyter's name of the kernel.
   * @default "deno"
   */
  readonly name?: string;
  /**
   * The time to wait for messages after a cell's end, in s.
   * @default 0.3
   */
  readonly lateS?: number;
  /**
   * Whether the folder is a temporary folder of the system, with no `deno.json` above it.
   * @default false
   */
  readonly isElsewhere?: boolean;
}

/**
 * Runs `test` with a kernel in an empty folder. The module is `../../../mod.ts` from there,
 * unless the folder is elsewhere.
 * @param test Receives the kernel
 */
export async function withKernel(
  test: (kernel: Kernel) => Promise<void>,
  { name = "deno", lateS = LATE_S, isElsewhere = false }: KernelOptions = {},
): Promise<void> {
  await (isElsewhere ? inFolderElsewhere : inFolder)(async (cwd) => {
    const { python, env } = await ensureJupyter();
    await using driver = new Deno.Command(python, {
      args: [DRIVER, name],
      cwd,
      env: { ...env, NO_COLOR: "1" },
      stdin: "piped",
      stdout: "piped",
      stderr: "piped",
    }).spawn();
    const printed = new Response(driver.stderr).text();
    const { kernel, close } = await kernelOf(driver, printed, lateS);
    try {
      await test(kernel);
    } finally {
      await close();
    }
  });
}

async function inFolderElsewhere(
  test: (folder: string) => Promise<void>,
): Promise<void> {
  const folder = await Deno.makeTempDir();
  try {
    await test(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

async function kernelOf(
  driver: Deno.ChildProcess,
  printed: Promise<string>,
  lateS: number,
): Promise<{ kernel: Kernel; close: () => Promise<void> }> {
  const orders = driver.stdin.getWriter();
  const answers = linesOf(driver.stdout);
  const answer = async () => {
    const { value } = await answers.next();
    if (value === undefined) throw new Error(await printed);
    return JSON.parse(value);
  };
  const { pid } = await answer();
  const ask = async (order: Order): Promise<CellResult> => {
    await orders.write(encoder.encode(`${JSON.stringify(order)}\n`));
    return await answer();
  };
  let ended: Promise<boolean> | undefined;
  const shutDown = () =>
    ended ??= orders.close().then(answer).then(({ hasEnded }) => hasEnded);
  const kernel: Kernel = {
    pid,
    execute: (code, interruptAt) =>
      ask({ code, interruptAt: interruptAt ?? null, lateS }),
    valueOf: async (expression) => {
      const code = `console.log(JSON.stringify(${expression}))`;
      const cell = await ask({ code, interruptAt: null, lateS: 0.1 });
      return JSON.parse(printedBy(cell));
    },
    shutDown,
  };
  const close = async () => {
    await shutDown();
    await answers.return(undefined);
    await Promise.all([driver.status, printed]);
  };
  return { kernel, close };
}

async function* linesOf(
  stream: ReadableStream<Uint8Array<ArrayBuffer>>,
): AsyncGenerator<string, undefined> {
  let rest = "";
  for await (const chunk of stream.pipeThrough(new TextDecoderStream())) {
    const lines = (rest + chunk).split("\n");
    rest = lines.pop() ?? "";
    yield* lines;
  }
  return undefined;
}

/** Gives the displays of a cell in the order in which they came. */
export function shownBy({ messages }: CellResult): DisplayMessage[] {
  return messages.filter((message): message is DisplayMessage =>
    "data" in message.content
  );
}

/** Gives the text that a cell prints. */
export function printedBy({ messages }: CellResult): string {
  return messages
    .map(({ content }) => "name" in content ? content.text : "")
    .join("");
}

/** Gives the error that a cell throws as "name: message"; `undefined` if there is none. */
export function thrownBy({ messages }: CellResult): string | undefined {
  return messages
    .map(({ content }) =>
      "ename" in content ? `${content.ename}: ${content.evalue}` : undefined
    )
    .find((error) => error !== undefined);
}
