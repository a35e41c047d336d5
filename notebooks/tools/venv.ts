import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { lastLines, runCommand } from "./command.ts";
import { exists, venvProgram } from "./paths.ts";
import { type OnProgress, reported } from "./progress.ts";

/** Marks a folder that this module made; a process locks it while it works on the folder. */
export const LOCK_FILE = "carboncell.lock";

/** Names what is installed. It is written last, so an interrupted install has none. */
export const STAMP_FILE = "carboncell.stamp";

const WAITING = "Waiting for another process that sets up Jupyter";

/** Gives the stamp of a finished install of `requirements`. */
export async function stampOf(requirements: string): Promise<string> {
  const bytes = await Deno.readFile(requirements);
  const hash = await crypto.subtle.digest("SHA-256", bytes);
  return new Uint8Array(hash).toHex();
}

/** Says whether `venv` is a finished install with this stamp and still has its Python. */
export async function isInstalled(
  venv: string,
  stamp: string,
): Promise<boolean> {
  const path = join(venv, STAMP_FILE);
  return await exists(venvProgram(venv, "python")) && await exists(path) &&
    await Deno.readTextFile(path) === stamp;
}

/**
 * Does `work` while no other process works in this folder. The system releases the lock when
 * a process dies, so a dead process never blocks others.
 */
export async function locked<T>(
  venv: string,
  onProgress: OnProgress,
  work: () => Promise<T>,
): Promise<T> {
  await refuseForeign(venv);
  await Deno.mkdir(venv, { recursive: true });
  using lock = await Deno.open(join(venv, LOCK_FILE), {
    create: true,
    write: true,
  });
  const held = lock.lock(true);
  // report only a real wait: getting a free lock takes less time than this
  const timer = new AbortController();
  const waits = delay(200, "waits", { signal: timer.signal });
  waits.catch(() => {}); // the lock was free
  if (await Promise.race([held, waits]) === "waits") {
    await reported(WAITING, onProgress, () => held);
  }
  timer.abort();
  return await work();
}

/** Refuses a folder that this module did not make, because rebuilding deletes it first. */
async function refuseForeign(venv: string): Promise<void> {
  if (!await exists(venv)) return;
  // List the folder only once: another process may create the lock file at any moment.
  const names = (await Array.fromAsync(Deno.readDir(venv))).map((e) => e.name);
  if (names.length === 0 || names.includes(LOCK_FILE)) return;
  throw new Error(
    `Cannot set up Jupyter in "${venv}" as something else made that folder\n` +
      `Move it away or delete it and try again`,
  );
}

/** Makes an empty Python environment in `venv` and deletes what was there. */
export async function createVenv(venv: string, python: string): Promise<void> {
  for await (const { name } of Deno.readDir(venv)) {
    if (name === LOCK_FILE) continue;
    await Deno.remove(join(venv, name), { recursive: true });
  }
  const { code, stdout, stderr } = await runCommand(python, [
    "-m",
    "venv",
    venv,
  ]);
  if (code === 0) return;
  throw new Error(
    `Cannot set up Jupyter as "${python} -m venv" failed\n` +
      `${lastLines(stdout + stderr, 12)}\n` +
      `If its venv module is missing, install it and try again, for example ` +
      `with \`apt install python3-venv\``,
  );
}

/** Installs the packages of a requirements file and calls `onStep` with each step of pip. */
export async function installPackages(
  venv: string,
  requirements: string,
  env: Record<string, string>,
  onStep: (detail: string) => void,
): Promise<void> {
  const { code, stdout, stderr } = await runCommand(
    venvProgram(venv, "python"),
    ["-m", "pip", "install", ...PIP_OPTIONS, "-r", requirements],
    {
      env,
      onLine: (line) => {
        const step = pipStep(line);
        if (step !== undefined) onStep(step);
      },
    },
  );
  if (code === 0) return;
  throw new Error(
    `Cannot set up Jupyter as pip failed\n` +
      `${lastLines(stdout, 4)}\n${lastLines(stderr, 12)}\n` +
      `Check the network (or pip's proxy and index settings) and try again`,
  );
}

// use no cache, because pip keeps it in the user's home; compile nothing, because Python compiles
// the few modules that are used when it first imports them, which takes a third of the time
const PIP_OPTIONS = [
  "--no-input",
  "--no-cache-dir",
  "--no-compile",
  "--disable-pip-version-check",
  "--progress-bar=off",
];

/** Gives a line of pip in a few words, or `undefined` if the line has no news. */
function pipStep(line: string): string | undefined {
  const [, verb, what = ""] = /^\s*(Collecting|Downloading) (\S+)/.exec(line) ??
    [];
  if (verb === "Collecting") return `finding ${what}`;
  if (verb === "Downloading") return `downloading ${what.split("/").at(-1)}`;
  const packages = /^Installing collected packages: (.*)/.exec(line)?.[1];
  return packages && `installing ${packages.split(",").length} packages`;
}
