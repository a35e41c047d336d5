import { join } from "node:path";
import { registerKernel } from "./kernel_spec.ts";
import { REQUIREMENTS, ROOT, venvProgram } from "./paths.ts";
import { type OnProgress, reported } from "./progress.ts";
import { findPython } from "./python.ts";
import {
  createVenv,
  installPackages,
  isInstalled,
  locked,
  STAMP_FILE,
  stampOf,
} from "./venv.ts";

/** A Jupyter that is ready to use. */
export interface Jupyter {
  /** The environment's Python: start Jupyter's programs with `python -m …`. */
  readonly python: string;
  /** To be set for whatever is started, so that nothing of the user's is read or written. */
  readonly env: Readonly<Record<string, string>>;
}

/** Options of {@linkcode ensureJupyter}. */
export interface EnsureJupyterOptions {
  /** Told how far the installation is; it takes about half a minute the first time. */
  readonly onProgress?: OnProgress;
  /**
   * The folder that gets the `.venv`.
   * @default The repository's root
   */
  readonly root?: string;
  /**
   * A requirements file of pip.
   * @default The one beside this file
   */
  readonly requirements?: string;
  /** The programs to try as Python, the best first. */
  readonly pythons?: readonly string[];
}

/**
 * The project's own Jupyter with the Deno kernel, in `.venv`: installed by the first call, or
 * again where the last install did not finish or is out of date, and reused by the others.
 * @throws {Error} If there is no Python or pip fails, with what to do
 */
export async function ensureJupyter(
  options: EnsureJupyterOptions = {},
): Promise<Jupyter> {
  const { root = ROOT, requirements = REQUIREMENTS, onProgress = () => {} } =
    options;
  const venv = join(root, ".venv");
  const stamp = await stampOf(requirements);
  if (!await isInstalled(venv, stamp)) {
    await locked(venv, onProgress, async () => {
      // whoever held the lock before may just have done it
      if (await isInstalled(venv, stamp)) return;
      await install(venv, requirements, options);
      await Deno.writeTextFile(join(venv, STAMP_FILE), stamp);
    });
  }
  await registerKernel(jupyterEnv(venv)["JUPYTER_DATA_DIR"]!);
  return { python: venvProgram(venv, "python"), env: jupyterEnv(venv) };
}

async function install(
  venv: string,
  requirements: string,
  { pythons, onProgress = () => {} }: EnsureJupyterOptions,
): Promise<void> {
  const python = await findPython(pythons);
  await reported(
    "Making a private Python environment in .venv",
    onProgress,
    () => createVenv(venv, python),
  );
  await reported(
    "Installing Jupyter into it (once)",
    onProgress,
    (setDetail) =>
      installPackages(venv, requirements, jupyterEnv(venv), setDetail),
  );
}

function jupyterEnv(venv: string): Record<string, string> {
  const own = join(venv, "jupyter");
  return {
    JUPYTER_DATA_DIR: join(venv, "share", "jupyter"),
    JUPYTER_CONFIG_DIR: join(own, "config"),
    JUPYTER_RUNTIME_DIR: join(own, "runtime"),
    IPYTHONDIR: join(own, "ipython"),
    // what the user set for another Jupyter or Python; an empty text counts as unset
    JUPYTER_PATH: "",
    JUPYTER_CONFIG_PATH: "",
    PYTHONPATH: "",
    PYTHONHOME: "",
    PYTHONNOUSERSITE: "1",
    PIP_USER: "0",
  };
}
