import { fileURLToPath } from "node:url";
import {
  type CommandResult,
  runCommand,
} from "../../notebooks/tools/command.ts";
import { ensureJupyter } from "../../notebooks/tools/environment.ts";
import { inFolder } from "../notebooks/notebook.ts";
import { pythonWith } from "../python_with.ts";

const VENV = ".venv-kernel";

/** Gives a Python with the packages that test kernels. */
export async function kernelPython(): Promise<string> {
  return await pythonWith(VENV, here("requirements.txt"));
}

/**
 * Runs a script of this folder with the packages that test kernels, which finds the kernels of the
 * project.
 * @param script Its name
 * @param args Its arguments
 */
export async function runScript(
  script: string,
  ...args: readonly string[]
): Promise<CommandResult> {
  const python = await kernelPython();
  const { env } = await ensureJupyter();
  return await inFolder((cwd) =>
    runCommand(python, [here(script), ...args], {
      cwd,
      env: { ...env, NO_COLOR: "1", PYTHONWARNINGS: "ignore" },
    })
  );
}

/** The same of one that prints JSON. */
export async function askScript<T>(
  script: string,
  ...args: readonly string[]
): Promise<T> {
  const { code, stdout, stderr } = await runScript(script, ...args);
  if (code !== 0) throw new Error(`${script} failed:\n${stderr}`);
  return JSON.parse(stdout) as T;
}

/** The path of a file of this folder. */
export function here(file: string): string {
  return fileURLToPath(new URL(file, import.meta.url));
}
