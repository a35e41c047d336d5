import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { say } from "./say.ts";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const VENV = join(ROOT, ".venv-bench");
const PYTHON = Deno.build.os === "windows"
  ? join(VENV, "Scripts", "python.exe")
  : join(VENV, "bin", "python");
const REQUIREMENT = "codecarbon~=3.3";

/** Gives a Python with CodeCarbon in `.venv-bench`; the first call installs it there. */
export async function codecarbonPython(): Promise<string> {
  if (await isQuiet(PYTHON, ["-c", "import codecarbon.core.emissions"])) {
    return PYTHON;
  }
  const python = Deno.build.os === "windows" ? "python" : "python3";
  say(`Installing ${REQUIREMENT} into ${VENV} (about 300 MB, once) …`);
  await mustRun(python, ["-m", "venv", VENV]);
  await mustRun(PYTHON, ["-m", "pip", "install", "--quiet", REQUIREMENT]);
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
