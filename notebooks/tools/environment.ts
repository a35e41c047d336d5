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
  /** The environment's Python; start Jupyter's programs with `python -m …`. */
  readonly python: string;
  /** Set these variables for every program, so that none reads or writes the user's files. */
  readonly env: Readonly<Record<string, string>>;
}

/** Options of {@linkcode ensureJupyter}. */
export interface EnsureJupyterOptions {
  /** Is called with the progress; the first installation takes about half a minute. */
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
 * Gives the project's own Jupyter with the Deno kernel, in `.venv`. The first call installs it.
 * A later call installs it again if the last install did not finish or is out of date.
 * @throws {Error} If there is no Python or if pip fails; the message says what to do
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
      // another process may have installed it while this one waited for the lock
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
    // the user may have set these for another Jupyter or Python; empty means unset
    JUPYTER_PATH: "",
    JUPYTER_CONFIG_PATH: "",
    PYTHONPATH: "",
    PYTHONHOME: "",
    PYTHONNOUSERSITE: "1",
    PIP_USER: "0",
  };
}
