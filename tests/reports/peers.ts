import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { runCommand } from "../../notebooks/tools/command.ts";
import { ROOT, venvProgram } from "../../notebooks/tools/paths.ts";
import { findPython } from "../../notebooks/tools/python.ts";
import {
  createVenv,
  installPackages,
  isInstalled,
  locked,
  STAMP_FILE,
  stampOf,
} from "../../notebooks/tools/venv.ts";

/** Apart from Jupyter's environment, whose packages the stored notebooks are made with. */
const VENV = join(ROOT, ".venv-reports");
const REQUIREMENTS = here("requirements.txt");

function here(file: string): string {
  return fileURLToPath(new URL(file, import.meta.url));
}

/**
 * What a program of a peer says of a file that a report has written.
 * @param script A script of this folder, which prints JSON
 * @param args Its arguments
 */
export async function askPeer<T>(
  script: string,
  ...args: readonly string[]
): Promise<T> {
  const python = await peersPython();
  const { code, stdout, stderr } = await runCommand(python, [
    here(script),
    ...args,
  ]);
  if (code !== 0) throw new Error(`${script} failed:\n${stderr}`);
  return JSON.parse(stdout) as T;
}

/** A Python with the programs that read what reports write; the first call installs them. */
async function peersPython(): Promise<string> {
  const stamp = await stampOf(REQUIREMENTS);
  if (!await isInstalled(VENV, stamp)) {
    await locked(VENV, () => {}, async () => {
      // whoever held the lock before may just have done it
      if (await isInstalled(VENV, stamp)) return;
      await createVenv(VENV, await findPython());
      // so that neither git nor Deno looks into it
      await Deno.writeTextFile(join(VENV, ".gitignore"), "*\n");
      await installPackages(VENV, REQUIREMENTS, {}, () => {});
      await Deno.writeTextFile(join(VENV, STAMP_FILE), stamp);
    });
  }
  return venvProgram(VENV, "python");
}
