import { join } from "node:path";
import { ROOT, venvProgram } from "../notebooks/tools/paths.ts";
import { findPython } from "../notebooks/tools/python.ts";
import {
  createVenv,
  installPackages,
  isInstalled,
  locked,
  STAMP_FILE,
  stampOf,
} from "../notebooks/tools/venv.ts";

/**
 * Gives a Python with packages that only some tests need; the first call installs them.
 * @param folder The folder of its environment, in the repository
 * @param requirements A requirements file of pip
 * @param env Variables for pip. @default none
 */
export async function pythonWith(
  folder: string,
  requirements: string,
  env: Record<string, string> = {},
): Promise<string> {
  const venv = join(ROOT, folder);
  const stamp = await stampOf(requirements);
  if (!await isInstalled(venv, stamp)) {
    await locked(venv, () => {}, async () => {
      // another process may have installed it while this one waited for the lock
      if (await isInstalled(venv, stamp)) return;
      await createVenv(venv, await findPython());
      // this keeps git and Deno out of the folder
      await Deno.writeTextFile(join(venv, ".gitignore"), "*\n");
      await installPackages(venv, requirements, env, () => {});
      await Deno.writeTextFile(join(venv, STAMP_FILE), stamp);
    });
  }
  return venvProgram(venv, "python");
}
