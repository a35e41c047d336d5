/**
 * Starts a script of this folder in a process of its own.
 * @param name Of its file
 * @param args What it is given
 * @param permissions What Deno allows it
 * @param env What its environment has besides
 */
export function fromScript(
  name: string,
  args: readonly string[],
  permissions: readonly string[] = ["-A"],
  env: Readonly<Record<string, string>> = {},
): Deno.ChildProcess {
  const file = (path: string) => new URL(path, import.meta.url).href;
  return new Deno.Command(Deno.execPath(), {
    args: [
      "run",
      "--no-prompt",
      ...permissions,
      "--no-check",
      `--import-map=${file("../import_map.json")}`,
      file(name),
      ...args,
    ],
    env,
    stdin: "null",
    stdout: "piped",
    stderr: "inherit",
  }).spawn();
}
