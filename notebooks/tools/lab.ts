/**
 * `deno task lab`: opens JupyterLab on the notebooks. Further arguments go to JupyterLab, such
 * as `deno task lab --no-browser --port 9000`.
 * @module
 */
import { ensureJupyter } from "./environment.ts";
import { NOTEBOOKS } from "./paths.ts";
import { progressPrinter } from "./progress.ts";
import { say, sayError } from "./say.ts";

const OPTIONS = [
  `--ServerApp.root_dir=${NOTEBOOKS}`,
  // one Ctrl-C ends it, without a question
  "-y",
  // no network unless asked for
  "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
  "--LabApp.news_url=None",
];

/**
 * Runs JupyterLab until it is stopped.
 * @param args Further arguments for JupyterLab
 * @returns Its exit code
 */
export async function runLab(args: readonly string[]): Promise<number> {
  const { python, env } = await ensureJupyter({
    onProgress: progressPrinter(),
  });
  say("Starting JupyterLab; Ctrl-C stops it");
  const lab = new Deno.Command(python, {
    args: ["-m", "jupyterlab", ...OPTIONS, ...rootOption(), ...args],
    cwd: NOTEBOOKS,
    env,
  }).spawn();
  forwardSignals(lab);
  return (await lab.status).code;
}

/** JupyterLab refuses to run as root, the usual user of a container, unless told to. */
function rootOption(): string[] {
  return Deno.uid() === 0 ? ["--allow-root"] : [];
}

/** Lets JupyterLab end its kernels and itself, rather than die before it. */
function forwardSignals(lab: Deno.ChildProcess): void {
  Deno.addSignalListener("SIGINT", () => {
    // a terminal sends Ctrl-C to JupyterLab too, and a second one would cut its end short;
    // without a terminal only SIGTERM makes it end its kernels
    if (!Deno.stdin.isTerminal()) lab.kill("SIGTERM");
  });
  if (Deno.build.os === "windows") return; // has no SIGTERM
  Deno.addSignalListener("SIGTERM", () => lab.kill("SIGTERM"));
}

if (import.meta.main) {
  try {
    Deno.exit(await runLab(Deno.args));
  } catch (error) {
    sayError(error instanceof Error ? error.message : String(error));
    Deno.exit(1);
  }
}
