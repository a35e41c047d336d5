import { isAbsolute, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { shown } from "../input.ts";
import { AccessError } from "../machine/access_error.ts";
import { hostMachine, type Machine } from "../machine/machine.ts";
import { need } from "../machine/permission.ts";

/**
 * The path of a ledger, which stays the same if the current folder changes.
 * @param where As the user gave it; `undefined` for the one that is used by default
 * @throws {TypeError} If it is no path
 * @throws {AccessError} If nothing is given, and no place can be found
 */
export function ledgerPath(where: string | URL | undefined): string {
  if (where === undefined) return resolve(defaultPlace(hostMachine()));
  if (where instanceof URL) return fileURLToPath(where);
  if (typeof where === "string" && where.trim() !== "") {
    return resolve(where);
  }
  throw new TypeError(
    `Cannot find the ledger as its place must be the path of a file: current value is ${
      shown(where)
    }`,
  );
}

/**
 * The path of a ledger as people write it: from the current folder or the user's home, where it is in one of
 * them. What is exported then does not name the user.
 * @param path Absolute
 * @param folders Both; `undefined` where Deno may not know it
 */
export function shortPath(
  path: string,
  folders: Folders = ownFolders(),
): string {
  const { current, home } = folders;
  const below = (folder: string | undefined, sign: string) => {
    const rest = folder === undefined ? "" : relative(folder, path);
    const isBelow = rest !== "" && !rest.startsWith("..") && !isAbsolute(rest);
    return isBelow ? join(sign, rest) : undefined;
  };
  return below(current, "") ?? below(home, "~") ?? path;
}

/** Folders from which a path can be told. */
export interface Folders {
  /** The current one. */
  readonly current: string | undefined;
  /** The user's. */
  readonly home: string | undefined;
}

function ownFolders(): Folders {
  const known = (folder: () => string | undefined) => {
    try {
      return folder();
    } catch {
      // Not allowed: the whole path then says it.
      return undefined;
    }
  };
  const { env } = hostMachine();
  return {
    current: known(() => {
      need({ name: "read", path: "." }, "name the folder", "--allow-read");
      return Deno.cwd();
    }),
    home: known(() => env("HOME") ?? env("USERPROFILE")),
  };
}

/** What of the machine says where the ledger is. */
export type Surroundings = Pick<Machine, "os" | "env">;

/**
 * Where the ledger is unless it is said: at `CARBONCELL_LEDGER`, else in the folder that the platform
 * has for data of programs.
 * @throws {AccessError} If Deno was not given `--allow-env`, or there is no home
 * @see https://specifications.freedesktop.org/basedir-spec/latest/
 */
export function defaultPlace({ os, env }: Surroundings): string {
  const own = env("CARBONCELL_LEDGER");
  if (own !== undefined && own !== "") return own;
  const separator = os === "windows" ? "\\" : "/";
  return [dataFolder(os, env), "carboncell", "ledger.db"].join(separator);
}

function dataFolder(os: string, env: Surroundings["env"]): string {
  const set = (name: string) => env(name) || undefined;
  if (os === "windows") return set("LOCALAPPDATA") ?? lacking("LOCALAPPDATA");
  const home = () => set("HOME") ?? lacking("HOME");
  if (os === "darwin") return `${home()}/Library/Application Support`;
  const given = set("XDG_DATA_HOME");
  // The specification has relative paths ignored.
  return given?.startsWith("/") ? given : `${home()}/.local/share`;
}

function lacking(name: string): never {
  throw new AccessError(
    "missing",
    `Cannot find a place for the ledger as ${name} is not set`,
    "set CARBONCELL_LEDGER to the path of a file",
  );
}
