import {
  assert,
  assertEquals,
  assertRejects,
  assertStringIncludes,
} from "@std/assert";
import { dirname, join } from "node:path";
import {
  ensureJupyter,
  type EnsureJupyterOptions,
} from "../../notebooks/tools/environment.ts";
import { registerKernel } from "../../notebooks/tools/kernel_spec.ts";
import { exists } from "../../notebooks/tools/paths.ts";
import {
  type Progress,
  progressPrinter,
} from "../../notebooks/tools/progress.ts";
import { runCommand } from "../../notebooks/tools/command.ts";
import { STAMP_FILE } from "../../notebooks/tools/venv.ts";
import { denoInHome, filesIn } from "./deno_command.ts";

/** Runs `test` with an environment that installs no packages and so needs no network. */
async function withEmptyEnvironment(
  test: (options: EnsureJupyterOptions & { root: string }) => Promise<void>,
): Promise<void> {
  const root = await Deno.makeTempDir();
  try {
    const requirements = join(root, "requirements.txt");
    await Deno.writeTextFile(requirements, "# nothing\n");
    await test({ root, requirements });
  } finally {
    await Deno.remove(root, { recursive: true });
  }
}

async function kernelIn(dataDir: string): Promise<string[]> {
  const path = join(dataDir, "kernels", "deno", "kernel.json");
  return JSON.parse(await Deno.readTextFile(path)).argv;
}

Deno.test("ensureJupyter() gives a Jupyter that lists this Deno as a kernel", async () => {
  const { python, env } = await ensureJupyter();
  const { stdout } = await runCommand(
    python,
    ["-m", "jupyter_client.kernelspecapp", "list", "--json"],
    { env },
  );
  const { deno } = JSON.parse(stdout).kernelspecs;
  assertEquals(deno.spec.argv[0], Deno.execPath());
  assertStringIncludes(deno.resource_dir, ".venv");
});

Deno.test("ensureJupyter() does nothing where Jupyter is installed", async () => {
  await ensureJupyter();
  const steps: unknown[] = [];
  await ensureJupyter({ onProgress: (progress) => steps.push(progress) });
  assertEquals(steps, []);
});

Deno.test("ensureJupyter() repairs an install that did not finish", async () => {
  await withEmptyEnvironment(async (options) => {
    const { python } = await ensureJupyter(options);
    await Deno.remove(join(options.root, ".venv", STAMP_FILE));
    await Deno.remove(python);
    await Deno.writeTextFile(join(dirname(python), "half"), "");
    await ensureJupyter(options);
    assert(await exists(python));
    assert(!await exists(join(dirname(python), "half")));
  });
});

Deno.test("ensureJupyter() installs again when the requirements change", async () => {
  await withEmptyEnvironment(async (options) => {
    const steps: string[] = [];
    const onProgress = ({ step }: Progress) => steps.push(step);
    await ensureJupyter(options);
    await ensureJupyter({ ...options, onProgress });
    assertEquals(steps, []);
    await Deno.writeTextFile(options.requirements!, "# still nothing\n");
    await ensureJupyter({ ...options, onProgress });
    assert(steps.length > 0);
  });
});

Deno.test("ensureJupyter() called by several at once installs once", async () => {
  await withEmptyEnvironment(async (options) => {
    const installs: string[] = [];
    const onProgress = ({ step, detail }: Progress) => {
      if (step.startsWith("Installing") && detail === "done") {
        installs.push(step);
      }
    };
    const each = { ...options, onProgress };
    await Promise.all([1, 2, 3].map(() => ensureJupyter(each)));
    assertEquals(installs.length, 1);
  });
});

Deno.test("ensureJupyter() deletes no folder that something else made", async () => {
  await withEmptyEnvironment(async (options) => {
    const own = join(options.root, ".venv", "own.txt");
    await Deno.mkdir(dirname(own));
    await Deno.writeTextFile(own, "kept");
    await assertRejects(() => ensureJupyter(options), Error, "something else");
    assertEquals(await Deno.readTextFile(own), "kept");
  });
});

Deno.test("ensureJupyter() without Python says what to install", async () => {
  await withEmptyEnvironment(async (options) => {
    const error = await assertRejects(
      () => ensureJupyter({ ...options, pythons: ["no-such-python"] }),
      Error,
      "no-such-python: does not run",
    );
    assertStringIncludes(error.message, "apt install python3 python3-venv");
  });
});

Deno.test({
  name: "ensureJupyter() without Python's venv module says what to install",
  ignore: Deno.build.os === "windows", // Windows cannot run the shell script used as Python
  fn: () =>
    withEmptyEnvironment(async (options) => {
      // Debian's python3 does this while python3-venv is not installed
      const python = join(options.root, "python3");
      const script = `#!/bin/sh\n[ "$1" = -c ] && echo 3.12 && exit 0\n` +
        `echo "ensurepip is not available"; exit 1\n`;
      await Deno.writeTextFile(python, script, { mode: 0o755 });
      const error = await assertRejects(
        () => ensureJupyter({ ...options, pythons: [python] }),
        Error,
        "ensurepip is not available",
      );
      assertStringIncludes(error.message, "apt install python3-venv");
    }),
});

Deno.test("ensureJupyter() of a package that does not exist says what pip said", async () => {
  await withEmptyEnvironment(async (options) => {
    await Deno.writeTextFile(options.requirements!, "./no-such-package\n");
    await assertRejects(() => ensureJupyter(options), Error, "pip failed");
    assert(!await exists(join(options.root, ".venv", STAMP_FILE)));
  });
});

Deno.test("ensureJupyter() writes nothing into the user's home", async () => {
  await withEmptyEnvironment(async ({ root, requirements }) => {
    const home = join(root, "home");
    await Deno.mkdir(home);
    const tool = import.meta.resolve("../../notebooks/tools/environment.ts");
    const code = `import { ensureJupyter } from "${tool}";
      await ensureJupyter(${JSON.stringify({ root, requirements })});`;
    const result = await denoInHome(home, ["eval", code]);
    assertEquals(result.code, 0, result.stderr);
    assertEquals(await filesIn(home), []);
  });
});

Deno.test("registerKernel() replaces the path of another Deno", async () => {
  await withEmptyEnvironment(async ({ root }) => {
    await registerKernel(root, "/gone/deno");
    assertEquals((await kernelIn(root))[0], "/gone/deno");
    await registerKernel(root);
    assertEquals((await kernelIn(root))[0], Deno.execPath());
  });
});

Deno.test("progressPrinter() is never silent for more than five seconds", () => {
  const decoder = new TextDecoder();
  const lines: string[] = [];
  const print = progressPrinter({
    isTerminal: () => false,
    writeSync: (bytes) => lines.push(decoder.decode(bytes)) && bytes.length,
  });
  for (let elapsedS = 0; elapsedS <= 30; elapsedS++) {
    print({ step: "Installing", detail: "numbers", elapsedS });
  }
  assert(lines.length >= 30 / 5 && lines.length < 15, lines.join(""));
  assertEquals(lines[1], "Installing … 4 s: numbers\n");
});
