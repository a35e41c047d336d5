import { assertEquals, assertStringIncludes } from "@std/assert";
import { join } from "node:path";
import { ensureJupyter } from "../../../notebooks/tools/environment.ts";
import { ROOT } from "../../../notebooks/tools/paths.ts";
import {
  type CommandResult,
  runCommand,
} from "../../../notebooks/tools/command.ts";
import { denoInHome, filesIn } from "../../notebooks/deno_command.ts";

const MAIN = join(ROOT, "src/kernel/main.ts");

/** A user who has nothing installed yet. */
interface User {
  readonly home: string;
  /** Runs the command as that user. */
  run(...args: readonly string[]): Promise<CommandResult>;
}

async function withUser(test: (user: User) => Promise<void>): Promise<void> {
  const home = await Deno.makeTempDir();
  try {
    const env = { JUPYTER_DATA_DIR: "", JUPYTER_PATH: "", PATH: `${home}/bin` };
    await test({
      home,
      run: (...args) => denoInHome(home, ["run", "-A", MAIN, ...args], env),
    });
  } finally {
    await Deno.remove(home, { recursive: true });
  }
}

/** A `jupyter` on the user's path, of an environment of its own. */
async function addJupyter(home: string): Promise<void> {
  const python = join(home, "env/bin/python");
  await Deno.mkdir(join(home, "env/bin"), { recursive: true });
  await Deno.mkdir(join(home, "bin"), { recursive: true });
  const prefix = join(home, "env");
  await Deno.writeTextFile(python, `#!/bin/sh\necho ${prefix}\n`, {
    mode: 0o755,
  });
  await Deno.writeTextFile(join(home, "bin/jupyter"), `#!${python}\n`, {
    mode: 0o755,
  });
}

async function specIn(dir: string): Promise<Record<string, unknown>> {
  return JSON.parse(await Deno.readTextFile(join(dir, "kernel.json")));
}

const isLinux = Deno.build.os === "linux";

Deno.test({
  name:
    "install adds the kernel for the user, list shows it, and uninstall takes it away",
  ignore: !isLinux, // other systems have other folders
  fn: () =>
    withUser(async ({ home, run }) => {
      const dir = join(home, ".local/share/jupyter/kernels/carboncell");
      const installed = await run("install");
      assertStringIncludes(installed.stdout, dir, installed.stderr);
      const { argv, display_name, language } = await specIn(dir);
      assertEquals(display_name, "Deno (carboncell)");
      assertEquals(language, "typescript");
      assertEquals(argv, [
        Deno.execPath(),
        "run",
        "-A",
        "--quiet",
        "--no-config",
        join(dir, "start.js"),
        "--conn",
        "{connection_file}",
      ]);
      assertEquals((await run("list")).stdout, `${dir}\n`);
      assertEquals((await run("install", "--user")).code, 0); // renews it
      assertEquals((await run("uninstall")).code, 0);
      assertEquals(await filesIn(home), []);
      assertEquals((await run("uninstall")).code, 1);
      assertEquals((await run("list")).stdout, "The kernel is not installed\n");
    }),
});

Deno.test({
  name:
    "install --sys-prefix is for the environment of the jupyter that is first on the path",
  ignore: !isLinux,
  fn: () =>
    withUser(async ({ home, run }) => {
      const without = await run("install", "--sys-prefix");
      assertEquals(without.code, 1);
      assertStringIncludes(without.stderr, "Cannot find Jupyter");
      await addJupyter(home);
      const { stdout } = await run(
        "install",
        "--sys-prefix",
        "--name",
        "green",
      );
      const dir = join(home, "env/share/jupyter/kernels/green");
      assertStringIncludes(stdout, dir);
      assertEquals((await run("list")).stdout, `${dir}\n`);
    }),
});

Deno.test("install --prefix is for any folder, and touches no kernel of another program", async () => {
  await withUser(async ({ home, run }) => {
    const prefix = join(home, "any");
    const dir = join(prefix, "share/jupyter/kernels/carboncell");
    assertEquals((await run("install", "--prefix", prefix)).code, 0);
    await Deno.writeTextFile(join(dir, "kernel.json"), `{"argv":["other"]}`);
    for (const command of ["install", "uninstall"]) {
      const { code, stderr } = await run(command, "--prefix", prefix);
      assertEquals(code, 1);
      assertStringIncludes(stderr, "another program");
    }
    assertEquals(await specIn(dir), { argv: ["other"] });
  });
});

Deno.test("install --display-name and --env are in the spec, as those of ipykernel install", async () => {
  await withUser(async ({ home, run }) => {
    const install = ["install", "--prefix", home];
    const { code, stderr } = await run(
      ...install,
      "--display-name",
      "Deno, green",
      ...["--env", "CARBONCELL_LEDGER", "/data/runs.db"],
      ...["--env", "A=1=2"],
    );
    assertEquals(code, 0, stderr);
    const dir = join(home, "share/jupyter/kernels/carboncell");
    const { display_name, env } = await specIn(dir);
    assertEquals(display_name, "Deno, green");
    assertEquals(env, { CARBONCELL_LEDGER: "/data/runs.db", A: "1=2" });
  });
});

Deno.test({
  name:
    "a kernel whose module was moved says so when it starts, and in the list",
  ignore: !isLinux,
  fn: () =>
    withUser(async ({ home, run }) => {
      await run("install");
      const dir = join(home, ".local/share/jupyter/kernels/carboncell");
      const file = join(dir, "start.js");
      const start = () =>
        denoInHome(home, ["run", "-A", "--quiet", "--no-config", file, "list"]);
      assertEquals((await start()).stdout, `${dir}\n`);
      const text = await Deno.readTextFile(file);
      await Deno.writeTextFile(file, text.replace(/src\/kernel/, "moved"));
      const { code, stderr } = await start();
      assertEquals(code, 1);
      assertStringIncludes(stderr, "Cannot start the kernel as its module");
      assertStringIncludes(stderr, "install the kernel again");
      assertStringIncludes((await run("list")).stdout, "its module is gone");
      const spec = await specIn(dir);
      const argv = ["/nowhere/deno", ...(spec.argv as string[]).slice(1)];
      await Deno.writeTextFile(
        join(dir, "kernel.json"),
        JSON.stringify({ ...spec, argv }),
      );
      assertStringIncludes((await run("list")).stdout, "its Deno is gone");
      assertEquals((await run("uninstall")).code, 0);
      assertEquals(await filesIn(home), []);
    }),
});

Deno.test("a mistyped command or option, and a name that is none, are errors that say so", async () => {
  await withUser(async ({ home, run }) => {
    const said = {
      instal: '"install"',
      "install --usr": '"--user"',
      "install --user --sys-prefix": "only one of",
      "install --name a/b": "letters, digits",
      "install here": "takes options only",
      "install --prefix": "Cannot read the command line",
      "install --env": "Cannot read the command line",
      "install --env a": "--env takes NAME=VALUE",
    };
    for (const [line, message] of Object.entries(said)) {
      const { code, stderr } = await run(...line.split(" "));
      assertEquals(code, 1, line);
      assertStringIncludes(stderr, message);
    }
    assertEquals(await filesIn(home), []);
    assertStringIncludes((await run()).stdout, "--sys-prefix");
  });
});

Deno.test("the project's own Jupyter lists the kernel beside the plain one", async () => {
  const { python, env } = await ensureJupyter();
  const { stdout } = await runCommand(
    python,
    ["-m", "jupyter_client.kernelspecapp", "list", "--json"],
    { env },
  );
  const { deno, carboncell } = JSON.parse(stdout).kernelspecs;
  assertEquals(deno.spec.display_name, "Deno");
  assertEquals(carboncell.spec.display_name, "Deno (carboncell)");
  assertEquals(carboncell.spec.interrupt_mode, "message");
});
