import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** The repository's root folder. */
export const ROOT: string = fileURLToPath(new URL("../../", import.meta.url));

/** The folder of the worked examples. */
export const NOTEBOOKS: string = join(ROOT, "notebooks");

/** The file with the packages of the private Python environment and their exact versions. */
export const REQUIREMENTS: string = join(NOTEBOOKS, "tools/requirements.txt");

/**
 * Gives the path of a program of a Python environment; Windows uses another folder.
 * @param venv The environment's folder
 */
export function venvProgram(venv: string, name: string): string {
  return Deno.build.os === "windows"
    ? join(venv, "Scripts", `${name}.exe`)
    : join(venv, "bin", name);
}

/** Says whether `path` exists, following links. */
export async function exists(path: string): Promise<boolean> {
  try {
    await Deno.stat(path);
    return true;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}
