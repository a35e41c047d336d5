import { fileURLToPath } from "node:url";
import { runCommand } from "../../notebooks/tools/command.ts";
import { pythonWith } from "../python_with.ts";

/** Apart from Jupyter's environment, whose packages the stored notebooks are made with. */
const VENV = ".venv-reports";
const REQUIREMENTS = here("requirements.txt");

function here(file: string): string {
  return fileURLToPath(new URL(file, import.meta.url));
}

/** Gives a Python with the peers' programs. */
export async function peersPython(): Promise<string> {
  return await pythonWith(VENV, REQUIREMENTS);
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
