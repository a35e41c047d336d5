import { need } from "../machine/permission.ts";

/** A line for the shell, or a program with its arguments. */
export type Command = string | readonly string[];

/** How a program has ended. */
export interface ProgramEnd {
  /** Its exit code; that of a program that a signal ended is 128 and more. */
  readonly code: number;
  /** The signal that ended it; `null` if it ended by itself. */
  readonly signal: string | null;
}

/** A program that is running, with everything that it starts. */
export interface Program {
  /** What it prints. */
  readonly stdout: ReadableStream<Uint8Array<ArrayBuffer>>;
  /** What it prints as errors. */
  readonly stderr: ReadableStream<Uint8Array<ArrayBuffer>>;
  /** Waits for its end. */
  ended(): Promise<ProgramEnd>;
  /** Interrupts it and all that it has started; what has not ended a while later is killed. */
  stop(): Promise<void>;
}

/** A program gets so long to save what it has, in ms. */
const GRACE_MS = 3000;

/**
 * Starts the program in a group of its own, and a watcher in the group that ends it if this process
 * ends in any way. The watcher reads a line from the standard input: none comes if we are gone. The
 * program replaces the shell, so its exit code and signals are its own.
 */
const IN_GROUP = `exec 3<&0 </dev/null
( ( trap '' TERM; read -r _ <&3 || { kill -TERM 0; sleep 3; kill -KILL 0; }
  ) >/dev/null 2>&1 & )
exec 3<&-
exec "$@"`;

/** Python waits with what it prints unless a terminal reads it. */
const ENV = { PYTHONUNBUFFERED: "1" };

const isWindows = Deno.build.os === "windows";

function partsOf(command: Command): readonly string[] {
  if (typeof command !== "string") return command;
  return isWindows ? ["cmd", "/d", "/s", "/c", command] : ["sh", "-c", command];
}

/**
 * Checks that a program may be started.
 * @param command A line for the shell, or a program with its arguments
 * @throws {Error} If Deno was not given the permission
 */
export function checkMayRun(command: Command): void {
  const [program = ""] = partsOf(command);
  if (!mayRun(program)) {
    need({ name: "run" }, `run ${JSON.stringify(program)}`, "--allow-run");
  }
}

/**
 * Starts a program.
 * @param command A line for the shell, or a program with its arguments
 */
export function startProgram(command: Command): Program {
  const [program = "", ...args] = partsOf(command);
  const inGroup = !isWindows && mayRun("sh");
  const child = inGroup
    ? spawned("sh", ["-c", IN_GROUP, "sh", program, ...args], "piped")
    : spawned(program, args, "null");
  const { stdout, stderr, status } = child;
  return {
    stdout,
    stderr,
    async ended() {
      const { code, signal } = await status;
      if (inGroup) await leaveAlone(child);
      return { code, signal };
    },
    async stop() {
      const timeout = Promise.withResolvers<void>();
      const timer = setTimeout(timeout.resolve, GRACE_MS);
      end(child, "SIGINT");
      await Promise.race([status, timeout.promise]);
      clearTimeout(timer);
      // Its parts may have more to do than itself, or not listen.
      end(child, "SIGKILL");
    },
  };
}

function spawned(
  program: string,
  args: readonly string[],
  stdin: "piped" | "null",
): Deno.ChildProcess {
  return new Deno.Command(program, {
    args: [...args],
    env: ENV,
    stdin,
    stdout: "piped",
    stderr: "piped",
    detached: stdin === "piped",
  }).spawn();
}

function mayRun(command: string): boolean {
  const permission = { name: "run", command } as const;
  return Deno.permissions.querySync(permission).state === "granted";
}

/** Sends a signal to the group of a program, or to the program if it has none. */
function end(child: Deno.ChildProcess, signal: Deno.Signal): void {
  try {
    Deno.kill(-child.pid, signal);
  } catch {
    try {
      child.kill(signal);
    } catch {
      // It has ended.
    }
  }
}

/** Tells the watcher to end nothing: what the program has left in the background may stay. */
async function leaveAlone({ stdin }: Deno.ChildProcess): Promise<void> {
  const writer = stdin.getWriter();
  await writer.write(NEWLINE).catch(() => {});
  await writer.close().catch(() => {});
}

const NEWLINE = new TextEncoder().encode("\n");
