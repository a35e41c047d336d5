import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { say } from "./say.ts";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const VENV = join(ROOT, ".venv-bench");
const PYTHON = Deno.build.os === "windows"
  ? join(VENV, "Scripts", "python.exe")
  : join(VENV, "bin", "python");

/** Gives a Python with CodeCarbon in `.venv-bench`; the first call installs it there. */
export function codecarbonPython(): Promise<string> {
  return benchPython("codecarbon~=3.3", "codecarbon.core.emissions");
}

/** Gives a Python with EcoLogits in `.venv-bench`; the first call installs it there. */
export function ecologitsPython(): Promise<string> {
  return benchPython("ecologits==0.11.3", "ecologits.impacts.llm");
}

async function benchPython(
  requirement: string,
  imported: string,
): Promise<string> {
  if (await isQuiet(PYTHON, ["-c", `import ${imported}`])) return PYTHON;
  const python = Deno.build.os === "windows" ? "python" : "python3";
  say(`Installing ${requirement} into ${VENV} (up to 300 MB, once) …`);
  await mustRun(python, ["-m", "venv", VENV]);
  await mustRun(PYTHON, ["-m", "pip", "install", "--quiet", requirement]);
  return PYTHON;
}

async function isQuiet(
  program: string,
  args: readonly string[],
): Promise<boolean> {
  try {
    return (await new Deno.Command(program, { args: [...args] }).output())
      .success;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}

async function mustRun(
  program: string,
  args: readonly string[],
): Promise<void> {
  const { success, stderr } = await new Deno.Command(program, {
    args: [...args],
  }).output();
  if (success) return;
  const reason = new TextDecoder().decode(stderr);
  throw new Error(`Cannot run ${program} ${args.join(" ")}: ${reason}`);
}
