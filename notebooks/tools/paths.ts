import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** The repository's root folder. */
export const ROOT: string = fileURLToPath(new URL("../../", import.meta.url));

/** The folder of the worked examples. */
export const NOTEBOOKS: string = join(ROOT, "notebooks");

/** The packages of the private Python environment, with their exact versions. */
export const REQUIREMENTS: string = join(NOTEBOOKS, "tools/requirements.txt");

/**
 * The program `name` of a Python environment; Windows keeps programs in another folder.
 * @param venv The environment's folder
 */
export function venvProgram(venv: string, name: string): string {
  return Deno.build.os === "windows"
    ? join(venv, "Scripts", `${name}.exe`)
    : join(venv, "bin", name);
}

/** Whether there is something at `path`, at the end of every link on the way. */
export async function exists(path: string): Promise<boolean> {
  try {
    await Deno.stat(path);
    return true;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}
