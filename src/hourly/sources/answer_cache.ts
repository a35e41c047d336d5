import { hostMachine, type Machine } from "../../machine/machine.ts";
import { replaceFile } from "../../machine/replace_file.ts";

/** The most answers that are kept. A year of a zone takes about forty. */
const MOST_FILES = 500;

/** An answer that is longer is not kept, in characters. */
const MOST_CHARS = 4e6;

/**
 * The folder of answers: below `CARBONCELL_CACHE`, else below the platform's folder for caches.
 * @returns `undefined` if the environment names none, or may not be read
 * @see https://specifications.freedesktop.org/basedir-spec/latest/
 */
export function cacheFolder(
  { os, env }: Pick<Machine, "os" | "env"> = hostMachine(),
): string | undefined {
  const set = (name: string) => {
    try {
      return env(name) || undefined;
    } catch {
      return undefined;
    }
  };
  const own = set("CARBONCELL_CACHE");
  if (own !== undefined) return `${own}/hourly`;
  if (os === "windows") {
    const local = set("LOCALAPPDATA");
    return local && `${local}\\carboncell\\cache\\hourly`;
  }
  const home = set("HOME");
  const given = set("XDG_CACHE_HOME");
  // The specification says to ignore relative paths.
  const caches = os === "darwin"
    ? home && `${home}/Library/Caches`
    : given?.startsWith("/")
    ? given
    : home && `${home}/.cache`;
  return caches && `${caches}/carboncell/hourly`;
}

/**
 * An answer that was kept.
 * @param key What was asked
 * @param maxAgeMs How old it may be, in ms
 * @returns `undefined` if there is none, or none may be read
 */
export async function readCached(
  key: string,
  maxAgeMs: number,
): Promise<string | undefined> {
  try {
    const folder = cacheFolder();
    if (folder === undefined || !may("read", folder)) return undefined;
    const path = await pathOf(folder, key);
    const { mtime } = await Deno.stat(path);
    const ageMs = Date.now() - (mtime?.getTime() ?? 0);
    return ageMs <= maxAgeMs ? await Deno.readTextFile(path) : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Keeps an answer. A disk that is full or must not be written costs only the next request.
 * @param key What was asked
 * @param text The answer
 */
export async function writeCached(key: string, text: string): Promise<void> {
  if (text.length > MOST_CHARS) return;
  try {
    const folder = cacheFolder();
    if (folder === undefined) return;
    if (!may("read", folder) || !may("write", folder)) return;
    await Deno.mkdir(folder, { recursive: true, mode: 0o700 });
    await replaceFile(await pathOf(folder, key), text, "keep the answer");
    await removeOldest(folder);
  } catch {
    // The next request asks again.
  }
}

async function removeOldest(folder: string): Promise<void> {
  const names = (await Array.fromAsync(Deno.readDir(folder)))
    .map(({ name }) => name).filter((name) => name.endsWith(".json"));
  if (names.length <= MOST_FILES) return;
  const aged = await Promise.all(names.map(async (name) => ({
    path: `${folder}/${name}`,
    at: (await Deno.stat(`${folder}/${name}`)).mtime?.getTime() ?? 0,
  })));
  aged.sort((a, b) => a.at - b.at);
  for (const { path } of aged.slice(0, names.length - MOST_FILES)) {
    await Deno.remove(path);
  }
}

/** The name holds no part of the address, which may have the secret of a proxy. */
async function pathOf(folder: string, key: string): Promise<string> {
  const bytes = new TextEncoder().encode(key);
  const hash = await crypto.subtle.digest("SHA-256", bytes);
  return `${folder}/${new Uint8Array(hash).toHex().slice(0, 40)}.json`;
}

function may(name: "read" | "write", path: string): boolean {
  return Deno.permissions.querySync({ name, path }).state === "granted";
}
