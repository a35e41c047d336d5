import {
  type CommandResult,
  runCommand,
} from "../../notebooks/tools/command.ts";
import { ROOT } from "../../notebooks/tools/paths.ts";

/**
 * Runs Deno in the repository, as a user would, with another home folder.
 * @param home The folder used as the user's home
 * @param env Further environment variables
 */
export async function denoInHome(
  home: string,
  args: readonly string[],
  env: Record<string, string> = {},
): Promise<CommandResult> {
  return await runCommand(Deno.execPath(), args, {
    cwd: ROOT,
    env: {
      HOME: home,
      USERPROFILE: home,
      APPDATA: home,
      // use Deno's own cache, so that the packages are not downloaded again
      DENO_DIR: await denoDir(),
      // pip asks an installed Rust for its version, and rustup then writes settings
      RUSTUP_HOME: `${home}-rustup`,
      XDG_CACHE_HOME: "",
      XDG_CONFIG_HOME: "",
      XDG_DATA_HOME: "",
      NO_COLOR: "1",
      ...env,
    },
  });
}

async function denoDir(): Promise<string> {
  const { stdout } = await runCommand(Deno.execPath(), ["info", "--json"]);
  return JSON.parse(stdout).denoDir;
}

/** Gives the paths of all files below `dir`. */
export async function filesIn(dir: string): Promise<string[]> {
  const files: string[] = [];
  for await (const { name, isDirectory } of Deno.readDir(dir)) {
    const path = `${dir}/${name}`;
    files.push(...isDirectory ? await filesIn(path) : [path]);
  }
  return files;
}
