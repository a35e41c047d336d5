import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { lastLines, runCommand } from "./command.ts";
import { exists, venvProgram } from "./paths.ts";
import { type OnProgress, reported } from "./progress.ts";

/** Marks a folder as made here, and is locked while one process works on it. */
export const LOCK_FILE = "carboncell.lock";

/** Holds what is installed; written last, so its absence shows an interrupted install. */
export const STAMP_FILE = "carboncell.stamp";

const WAITING = "Waiting for another process that sets up Jupyter";

/** What the stamp of a finished install of `requirements` holds. */
export async function stampOf(requirements: string): Promise<string> {
  const bytes = await Deno.readFile(requirements);
  const hash = await crypto.subtle.digest("SHA-256", bytes);
  return new Uint8Array(hash).toHex();
}

/** Whether `venv` is a finished install with this stamp, its Python still there. */
export async function isInstalled(
  venv: string,
  stamp: string,
): Promise<boolean> {
  const path = join(venv, STAMP_FILE);
  return await exists(venvProgram(venv, "python")) && await exists(path) &&
    await Deno.readTextFile(path) === stamp;
}

/**
 * Does `work` while no other process does the same in this folder. The system gives the lock
 * free when a process dies, so one left behind never blocks.
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
  // told only to those that really wait: a free lock is held within this time
  const patience = new AbortController();
  const waits = delay(200, "waits", { signal: patience.signal });
  waits.catch(() => {}); // the lock was free
  if (await Promise.race([held, waits]) === "waits") {
    await reported(WAITING, onProgress, () => held);
  }
  patience.abort();
  return await work();
}

/** What is rebuilt is deleted first, so it must not be a folder that someone else made. */
async function refuseForeign(venv: string): Promise<void> {
  if (!await exists(venv)) return;
  // One look decides: whoever sets up at the same time may make the lock file any moment.
  const names = (await Array.fromAsync(Deno.readDir(venv))).map((e) => e.name);
  if (names.length === 0 || names.includes(LOCK_FILE)) return;
  throw new Error(
    `Cannot set up Jupyter in "${venv}" as something else made that folder\n` +
      `Move it away or delete it and try again`,
  );
}

/** Makes an empty Python environment in `venv`, whatever was there before. */
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

/** Installs the packages of a requirements file, and tells `onStep` what pip is at. */
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

// no cache, as pip keeps it in the user's home
const PIP_OPTIONS = [
  "--no-input",
  "--no-cache-dir",
  "--disable-pip-version-check",
  "--progress-bar=off",
];

/** A line of pip in a few words, or `undefined` for one that says nothing new. */
function pipStep(line: string): string | undefined {
  const [, verb, what = ""] = /^\s*(Collecting|Downloading) (\S+)/.exec(line) ??
    [];
  if (verb === "Collecting") return `finding ${what}`;
  if (verb === "Downloading") return `downloading ${what.split("/").at(-1)}`;
  const packages = /^Installing collected packages: (.*)/.exec(line)?.[1];
  return packages && `installing ${packages.split(",").length} packages`;
}
