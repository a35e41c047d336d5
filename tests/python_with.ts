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
 * A Python with packages that only some tests need; the first call installs them.
 * @param folder Of its environment, in the repository
 * @param requirements A requirements file of pip
 */
export async function pythonWith(
  folder: string,
  requirements: string,
): Promise<string> {
  const venv = join(ROOT, folder);
  const stamp = await stampOf(requirements);
  if (!await isInstalled(venv, stamp)) {
    await locked(venv, () => {}, async () => {
      // whoever held the lock before may just have done it
      if (await isInstalled(venv, stamp)) return;
      await createVenv(venv, await findPython());
      // so that neither git nor Deno looks into it
      await Deno.writeTextFile(join(venv, ".gitignore"), "*\n");
      await installPackages(venv, requirements, {}, () => {});
      await Deno.writeTextFile(join(venv, STAMP_FILE), stamp);
    });
  }
  return venvProgram(venv, "python");
}
