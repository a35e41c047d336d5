import { join } from "node:path";
import { ensureJupyter } from "../../notebooks/tools/environment.ts";
import { inFolder } from "./notebook.ts";

/** A running JupyterLab. */
export interface Lab {
  /** The folder that it shows; the module is `../../../mod.ts` from there. */
  readonly dir: string;
  /** Gives the address of a notebook in it. */
  notebook(name: string): string;
}

/** The text that it prints when it is ready. */
const SERVING = /(http:\/\/127\.0\.0\.1:\d+\/lab)(\?token=\w+)/;

/**
 * Runs `test` with a JupyterLab that has its own settings and an empty folder. Pages find the
 * application in `jupyterapp`.
 */
export async function withLab(
  test: (lab: Lab) => Promise<void>,
): Promise<void> {
  await inFolder(async (dir) => {
    await writeSettings(join(dir, ".settings"));
    const { python, env } = await ensureJupyter();
    await using server = new Deno.Command(python, {
      args: [
        "-m",
        "jupyterlab",
        "--no-browser",
        "--expose-app-in-browser",
        "--port=0", // any free port
        `--ServerApp.root_dir=${dir}`,
        // the usual user of a container
        ...(Deno.uid() === 0 ? ["--allow-root"] : []),
      ],
      cwd: dir,
      env: {
        ...env,
        JUPYTER_RUNTIME_DIR: join(dir, ".runtime"),
        JUPYTERLAB_SETTINGS_DIR: join(dir, ".settings"),
        JUPYTERLAB_WORKSPACES_DIR: join(dir, ".workspaces"),
      },
      stdin: "null",
      stdout: "null",
      stderr: "piped",
    }).spawn();
    const { said, end } = listen(server.stderr, SERVING);
    try {
      const [, address, token] = await said;
      await test({
        dir,
        notebook: (name) => `${address}/tree/${name}${token}`,
      });
    } finally {
      server.kill("SIGTERM"); // this makes it stop its kernels
      await Promise.all([server.status, end]);
    }
  });
}

/** Settings that stop all questions to the user and all network requests. */
async function writeSettings(dir: string): Promise<void> {
  const own = join(dir, "@jupyterlab", "apputils-extension");
  await Deno.mkdir(own, { recursive: true });
  await Deno.writeTextFile(
    join(own, "notification.jupyterlab-settings"),
    JSON.stringify({ fetchNews: "false", checkForUpdates: false }),
  );
}

/** Reads a stream to its end and finds the text that it prints once. */
function listen(
  stream: ReadableStream<Uint8Array<ArrayBuffer>>,
  what: RegExp,
): { said: Promise<RegExpExecArray>; end: Promise<void> } {
  const { promise: said, resolve, reject } = Promise.withResolvers<
    RegExpExecArray
  >();
  const read = async () => {
    let text = "";
    for await (const chunk of stream.pipeThrough(new TextDecoderStream())) {
      text += chunk;
      const found = what.exec(text);
      if (found !== null) resolve(found);
    }
    reject(new Error(text));
  };
  return { said, end: read() };
}
