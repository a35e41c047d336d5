import { dirname, join } from "node:path";

/** Where to install a kernel. */
export type InstallPlace =
  | { readonly in: "user" }
  | { readonly in: "sys-prefix" }
  | { readonly in: "prefix"; readonly prefix: string };

/**
 * Jupyter's data folder at a place.
 * @throws {Error} If there is no Jupyter on the path, or no home
 */
export async function dataDir(place: InstallPlace): Promise<string> {
  switch (place.in) {
    case "user":
      return userDataDir();
    case "sys-prefix":
      return shareIn(await jupyterPrefix());
    case "prefix":
      return shareIn(place.prefix);
  }
}

/** The known data folders in which Jupyter looks, each once. */
export async function knownDataDirs(): Promise<string[]> {
  const listed = Deno.env.get("JUPYTER_PATH")?.split(SEPARATOR) ?? [];
  const ofJupyter = await jupyterPrefix().then((prefix) => [prefix], () => []);
  const own = await dataDir({ in: "user" }).then((dir) => [dir], () => []);
  const dirs = [
    ...listed.filter((dir) => dir !== ""),
    ...own,
    ...[...ofJupyter, "/usr/local", "/usr"].map(shareIn),
  ];
  return [...new Set(dirs)];
}

const isWindows = Deno.build.os === "windows";
const SEPARATOR = isWindows ? ";" : ":";

function shareIn(prefix: string): string {
  return join(prefix, "share", "jupyter");
}

/** @see https://docs.jupyter.org/en/latest/use/jupyter-directories.html */
function userDataDir(): string {
  const set = Deno.env.get("JUPYTER_DATA_DIR");
  if (set) return set;
  if (isWindows) return join(needed("APPDATA"), "jupyter");
  if (Deno.build.os === "darwin") {
    return join(needed("HOME"), "Library", "Jupyter");
  }
  const data = Deno.env.get("XDG_DATA_HOME") ||
    join(needed("HOME"), ".local", "share");
  return join(data, "jupyter");
}

function needed(variable: string): string {
  const value = Deno.env.get(variable);
  if (value) return value;
  throw new Error(
    `Cannot find the user's folder as ${variable} is not set: name a folder with --prefix`,
  );
}

/** The folder of the Python that runs the first `jupyter` on the path. */
async function jupyterPrefix(): Promise<string> {
  const program = await jupyterOnPath();
  // A script names its Python in its first line.
  const script = isWindows ? "" : await Deno.readTextFile(program);
  const python = /^#!\s*(\S*python\S*)/.exec(script)?.[1];
  if (python === undefined) return dirname(dirname(program));
  const { stdout } = await new Deno.Command(python, {
    args: ["-c", "import sys; print(sys.prefix)"],
  }).output();
  return new TextDecoder().decode(stdout).trim();
}

async function jupyterOnPath(): Promise<string> {
  const name = isWindows ? "jupyter.exe" : "jupyter";
  for (const dir of (Deno.env.get("PATH") ?? "").split(SEPARATOR)) {
    const program = join(dir, name);
    if (dir !== "" && await isFile(program)) return program;
  }
  throw new Error(
    "Cannot find Jupyter as there is no `jupyter` on the path: " +
      "activate its environment, or name a folder with --prefix",
  );
}

async function isFile(path: string): Promise<boolean> {
  try {
    return (await Deno.stat(path)).isFile;
  } catch {
    return false; // it does not exist, or may not be read
  }
}
