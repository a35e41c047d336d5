import { isAbsolute, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { shown } from "../input.ts";
import { AccessError } from "../machine/access_error.ts";
import { mayLook, placeFault } from "../machine/file_place.ts";
import { hostMachine, type Machine, tried } from "../machine/machine.ts";
import { need } from "../machine/permission.ts";

/**
 * The absolute path of a ledger.
 * @param where What the user gave; `undefined` for the default ledger
 * @throws {TypeError} If it is not a path
 * @throws {AccessError} If there is no default place
 */
export function ledgerPath(where: string | URL | undefined): string {
  if (where === undefined) return resolve(defaultPlace(hostMachine()));
  if (where instanceof URL && where.protocol === "file:") {
    return fileURLToPath(where);
  }
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
 * The path of a ledger, once it is sure that a ledger can be there.
 * @param where As for {@linkcode ledgerPath}
 * @throws {TypeError} If it is not a path
 * @throws {AccessError} If there is no default place, or something else is at the place
 */
export function possiblePath(where: string | URL | undefined): string {
  const path = ledgerPath(where);
  const folder = `${path}.open`;
  const fault = placeFault(path) ?? journalFault(folder);
  if (fault === undefined) return path;
  const own = where === undefined && hostMachine().env("CARBONCELL_LEDGER");
  throw new AccessError(
    "unreadable",
    `Cannot open the ledger ${JSON.stringify(path)}${
      own ? " that CARBONCELL_LEDGER names" : ""
    }: ${fault}`,
  );
}

/** Runs in progress are in a folder beside the ledger. */
function journalFault(folder: string): string | undefined {
  const isOther = mayLook(folder) &&
    tried(() => !Deno.statSync(folder).isDirectory);
  return isOther
    ? `${JSON.stringify(folder)} is a file, and must be a folder`
    : undefined;
}

/**
 * The path of a ledger from the current folder or the user's home, if it is in one of them. An
 * exported notebook then does not name the user.
 * @param path Absolute
 * @param folders The two folders
 */
export function shortPath(
  path: string,
  folders: Folders = ownFolders(),
): string {
  const { current, home } = folders;
  const below = (folder: string | undefined, start: string) => {
    const rest = folder === undefined ? "" : relative(folder, path);
    const isBelow = rest !== "" && !rest.startsWith("..") && !isAbsolute(rest);
    return isBelow ? join(start, rest) : undefined;
  };
  return below(current, "") ?? below(home, "~") ?? path;
}

/** The current folder and the user's home; `undefined` if Deno may not know it. */
export type Folders = Readonly<Record<"current" | "home", string | undefined>>;

function ownFolders(): Folders {
  const known = (folder: () => string | undefined) => {
    try {
      return folder();
    } catch {
      // Without the permission, the path stays absolute.
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

/**
 * The default place of the ledger: `CARBONCELL_LEDGER`, else the platform's folder for data.
 * @throws {AccessError} If Deno was not given `--allow-env`, or there is no home
 * @see https://specifications.freedesktop.org/basedir-spec/latest/
 */
export function defaultPlace({ os, env }: Pick<Machine, "os" | "env">): string {
  const own = env("CARBONCELL_LEDGER");
  if (own !== undefined && own !== "") {
    if (own.trim() !== "") return own;
    throw new AccessError(
      "missing",
      `Cannot find a place for the ledger as CARBONCELL_LEDGER has only spaces: ${SET}`,
    );
  }
  const separator = os === "windows" ? "\\" : "/";
  return [dataFolder(os, env), "carboncell", "ledger.db"].join(separator);
}

function dataFolder(os: string, env: Machine["env"]): string {
  const set = (name: string) => env(name) || undefined;
  if (os === "windows") return set("LOCALAPPDATA") ?? lacking("LOCALAPPDATA");
  const home = () => set("HOME") ?? lacking("HOME");
  if (os === "darwin") return `${home()}/Library/Application Support`;
  const given = set("XDG_DATA_HOME");
  // The specification says to ignore relative paths.
  return given?.startsWith("/") ? given : `${home()}/.local/share`;
}

function lacking(name: string): never {
  throw new AccessError(
    "missing",
    `Cannot find a place for the ledger as ${name} is not set`,
    SET,
  );
}

const SET = "set CARBONCELL_LEDGER to the path of a file";
