/**
 * Why no file can be at a place, or be made there. It opens nothing, and asks for nothing that Deno
 * was not allowed.
 * @param path The path of the file
 * @returns The end of a sentence, such as "it is a folder"; `undefined` if nothing is in the way
 */
export function placeFault(path: string): string | undefined {
  if (path.includes("\0")) {
    return "its path has a character that no path can have";
  }
  if (!mayLook(path)) return undefined;
  try {
    const { isDirectory, isFile } = Deno.statSync(path);
    if (isDirectory) return "it is a folder";
    if (!isFile) return "it is a device, and keeps nothing";
    return access(path, "R_OK") ? undefined : "you may not read it";
  } catch (error) {
    const { FilesystemLoop, NotADirectory, NotFound, PermissionDenied } =
      Deno.errors;
    if (error instanceof FilesystemLoop) return "its links lead in a circle";
    if (error instanceof PermissionDenied) {
      return "you may not look into its folder";
    }
    if (!(error instanceof NotFound || error instanceof NotADirectory)) {
      return "its path is too long, or no path";
    }
  }
  const target = linkTarget(path);
  if (target === undefined) return folderFault(folderOf(path));
  return folderFault(folderOf(target)) === undefined && exists(folderOf(target))
    ? undefined
    : `it is a link to ${JSON.stringify(target)}, which cannot be made`;
}

/** Why nothing can be made in a folder, which itself need not be there yet. */
function folderFault(folder: string): string | undefined {
  if (!mayLook(folder)) return undefined;
  const name = JSON.stringify(folder);
  try {
    if (!Deno.statSync(folder).isDirectory) return `${name} is no folder`;
    return access(folder, "W_OK") ? undefined : `you may not write in ${name}`;
  } catch {
    // It can be made if the one above it is there.
  }
  if (linkTarget(folder) !== undefined) return `${name} is a link to nothing`;
  const above = folderOf(folder);
  return above === folder ? undefined : folderFault(above);
}

function exists(path: string): boolean {
  try {
    Deno.statSync(path);
    return true;
  } catch {
    return false;
  }
}

function linkTarget(path: string): string | undefined {
  try {
    if (!Deno.lstatSync(path).isSymlink) return undefined;
    const target = Deno.readLinkSync(path);
    return /^(?:[\\/]|[A-Za-z]:)/.test(target)
      ? target
      : `${folderOf(path)}/${target}`;
  } catch {
    return undefined;
  }
}

/** Whether Deno may look at a path without asking the user. */
export function mayLook(path: string): boolean {
  return Deno.permissions.querySync({ name: "read", path }).state === "granted";
}

function folderOf(path: string): string {
  const at = Math.max(path.lastIndexOf("/"), path.lastIndexOf("\\"));
  if (at < 0) return ".";
  return at === 0 ? path.slice(0, 1) : path.slice(0, at);
}

/** To open a database to try would end the locks that this process has on it. */
function access(path: string, how: "R_OK" | "W_OK"): boolean {
  const { process } = globalThis as unknown as {
    process: { getBuiltinModule(id: string): typeof import("node:fs") };
  };
  const { accessSync, constants } = process.getBuiltinModule("node:fs");
  try {
    accessSync(path, constants[how]);
    return true;
  } catch (error) {
    // It may also be that Deno was not allowed to find out.
    return !REFUSED.includes((error as { code?: string }).code ?? "");
  }
}

const REFUSED: readonly string[] = ["EACCES", "EPERM", "EROFS"];
