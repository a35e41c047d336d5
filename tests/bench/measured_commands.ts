import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { ensureJupyter } from "../../notebooks/tools/environment.ts";
import { codecarbonPython } from "./peers_python.ts";
import type { Measured, Task } from "./measured.ts";

/** Starts a process with a task and gives its figures. */
export type Command = (
  task: Task,
  env: Readonly<Record<string, string>>,
) => Promise<Measured>;

/** The kinds of measured processes. */
export interface Commands {
  /** A script. */
  readonly deno: Command;
  /** A script, with CodeCarbon. */
  readonly python: Command;
  /** A cell of a notebook, in its own kernel. */
  readonly kernel: Command;
}

/** Gives the commands; the first call installs what they need. */
export async function commands(): Promise<Commands> {
  const python = await codecarbonPython();
  const jupyter = await ensureJupyter();
  const config = here("../../deno.json");
  const flags = ["-A", "--no-check", "--cached-only", "--config", config];
  const script = here("measured_process.ts");
  return {
    deno: (task, env) => {
      const args = ["run", ...flags, script, JSON.stringify(task)];
      return found(Deno.execPath(), { args, env });
    },
    python: (task, env) => {
      // It is isolated, because a script in this folder has CodeCarbon's name.
      const args = ["-I", here("measured_process.py"), JSON.stringify(task)];
      return found(python, { args, env });
    },
    kernel: (task, env) => {
      const args = [here("kernel_cell.py")];
      return found(
        jupyter.python,
        { args, env: { ...jupyter.env, ...env } },
        cellOf(task),
      );
    },
  };
}

function here(name: string): string {
  return fileURLToPath(new URL(name, import.meta.url));
}

function cellOf(task: Task): string {
  const module = JSON.stringify(import.meta.resolve("./measured.ts"));
  return `const { measured } = await import(${module});
console.log(JSON.stringify(await measured(${JSON.stringify(task)})));`;
}

async function found(
  program: string,
  options: Deno.CommandOptions,
  input = "",
): Promise<Measured> {
  const child = new Deno.Command(program, {
    ...options,
    // A kernel takes its configuration from the folder in which it is started.
    cwd: here("."),
    stdin: "piped",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const writer = child.stdin.getWriter();
  await writer.write(new TextEncoder().encode(input));
  await writer.close();
  const { success, stdout, stderr } = await child.output();
  const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
  if (!success) throw new Error(`Cannot run ${program}: ${text(stderr)}`);
  return JSON.parse(text(stdout));
}

/**
 * Adds the program that CodeCarbon looks for before it loads NVIDIA's library.
 * @param folder The folder of the library
 * @returns The environment with the program
 */
export async function withSmi(folder: string): Promise<Record<string, string>> {
  const file = join(folder, "nvidia-smi");
  await Deno.writeTextFile(file, "#!/bin/sh\n");
  await Deno.chmod(file, 0o755);
  return { PATH: `${folder}:${Deno.env.get("PATH")}` };
}
