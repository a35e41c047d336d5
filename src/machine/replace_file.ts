import { shown } from "../input.ts";
import { systemReason } from "./system_reason.ts";

/**
 * Checks that a place on a disk is one.
 * @param path What the user gave
 * @param doing What it is for, in the words of an error
 * @throws {TypeError} If it is neither a path nor the address of a file
 */
export function checkPath(path: unknown, doing: string): void {
  const isPath = path instanceof URL
    ? path.protocol === "file:"
    : typeof path === "string" && path !== "";
  if (isPath) return;
  throw new TypeError(
    `Cannot ${doing} as its place must be the path of a file, or a URL that begins with file://: current value is ${
      shown(path instanceof URL ? path.href : path)
    }`,
  );
}

/**
 * Writes a file as a whole or not at all: it is written beside and then put in the place of the old
 * one. A link stays a link, and the file keeps its mode and its owner. Where nothing can be made
 * beside it, it is written in its place, and gets its old content back if that fails.
 * @param path Path of the file
 * @param content What to write
 * @param doing What it is for, in the words of an error, such as "save the report"
 * @throws {TypeError} If it is no path
 * @throws {Error} If it cannot be written; the file is then as it was
 */
export async function replaceFile(
  path: string | URL,
  content: string | Uint8Array,
  doing: string,
): Promise<void> {
  checkPath(path, doing);
  const bytes = typeof content === "string"
    ? new TextEncoder().encode(content)
    : content;
  try {
    const target = await targetOf(path);
    const old = await infoOf(target);
    // A pipe or a device has no content to lose.
    const isReplaced = (old === undefined || old.isFile) &&
      await writtenBeside(target, bytes, old);
    if (!isReplaced) await writeInPlace(target, bytes, old);
  } catch (error) {
    throw new Error(
      `Cannot ${doing} as ${JSON.stringify(String(path))}: ${
        systemReason(error)
      }`,
      { cause: error },
    );
  }
}

/** Where the links of a path lead, also if there is no file yet. */
async function targetOf(path: string | URL): Promise<string | URL> {
  if (!mayUse("read", path)) return path;
  try {
    return await Deno.realPath(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return path;
    throw error;
  }
}

async function infoOf(
  path: string | URL,
): Promise<Deno.FileInfo | undefined> {
  if (!mayUse("read", path)) return undefined;
  try {
    return await Deno.stat(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
}

/** `false` if nothing can be made beside the file. */
async function writtenBeside(
  path: string | URL,
  content: Uint8Array,
  old: Deno.FileInfo | undefined,
): Promise<boolean> {
  const draft = besideOf(path);
  // A link to a file that is not there yet is written through.
  if (old === undefined && await isLink(path)) return false;
  if (!mayUse("write", draft)) return false;
  let file: Deno.FsFile;
  try {
    const mode = (old?.mode ?? 0o666) & 0o777;
    file = await Deno.open(draft, { write: true, createNew: true, mode });
  } catch (error) {
    if (old !== undefined && isRefused(error)) return false;
    throw error;
  }
  try {
    try {
      await writeAll(file, content);
      await file.syncData();
    } finally {
      file.close();
    }
    if (old !== undefined && !await keepsOwner(draft, old)) return false;
    await Deno.rename(draft, path);
    return true;
  } finally {
    // There is none after a rename.
    await Deno.remove(draft).catch(() => {});
  }
}

/** Another user's file stays that user's: whether the draft could be made so. */
async function keepsOwner(
  draft: string | URL,
  { mode, uid, gid }: Deno.FileInfo,
): Promise<boolean> {
  if (Deno.build.os === "windows") return true;
  try {
    const made = await Deno.stat(draft);
    if (made.uid !== uid || made.gid !== gid) await Deno.chown(draft, uid, gid);
    // The mask of the process may have taken something away.
    if (mode !== null) await Deno.chmod(draft, mode & 0o7777);
    return true;
  } catch {
    return false;
  }
}

async function writeInPlace(
  path: string | URL,
  content: Uint8Array,
  old: Deno.FileInfo | undefined,
): Promise<void> {
  if (old === undefined || !old.isFile) {
    await Deno.writeFile(path, content);
    return;
  }
  const before = await Deno.readFile(path);
  using file = await Deno.open(path, { write: true });
  try {
    await writeAll(file, content);
    await file.truncate(content.length);
  } catch (error) {
    // The room of the old content is still there.
    await file.seek(0, Deno.SeekMode.Start);
    await writeAll(file, before);
    await file.truncate(before.length);
    throw error;
  }
}

async function writeAll(
  file: Deno.FsFile,
  content: Uint8Array,
): Promise<void> {
  for (let done = 0; done < content.length;) {
    done += await file.write(content.subarray(done));
  }
}

function besideOf(path: string | URL): string | URL {
  const ending = `.${crypto.randomUUID().slice(0, 8)}.draft`;
  return typeof path === "string" ? path + ending : new URL(path.href + ending);
}

async function isLink(path: string | URL): Promise<boolean> {
  try {
    return (await Deno.lstat(path)).isSymlink;
  } catch {
    return false;
  }
}

/** Only the file itself may be written, and not its folder. */
function isRefused(error: unknown): boolean {
  return error instanceof Deno.errors.PermissionDenied ||
    error instanceof Deno.errors.NotCapable ||
    /os error 30\b/.test(String(error));
}

function mayUse(name: "read" | "write", path: string | URL): boolean {
  return Deno.permissions.querySync({ name, path }).state === "granted";
}
