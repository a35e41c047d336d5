import { join } from "node:path";

/** The path of the first of these programs that is installed; `undefined` if none is. */
export function findProgram(names: readonly string[]): string | undefined {
  const separator = Deno.build.os === "windows" ? ";" : ":";
  return (Deno.env.get("PATH") ?? "").split(separator)
    .flatMap((dir) => names.map((name) => join(dir, name)))
    .find(isFile);
}

/** Whether there is a file at `path`. */
export function isFile(path: string): boolean {
  try {
    return Deno.statSync(path).isFile;
  } catch {
    return false; // not there, or a folder that is closed to us
  }
}

/**
 * Defines a test that needs programs, by their names or paths. Without one of them it is ignored, and its name says why; in CI it fails, as
 * nobody would see that it was left out.
 */
export function programTest(
  programs: readonly string[],
  name: string,
  fn: (t: Deno.TestContext) => Promise<void>,
): void {
  const missing = programs.filter((program) =>
    !isFile(program) && findProgram([program]) === undefined
  );
  const ignore = missing.length > 0 && Deno.env.get("CI") === undefined;
  Deno.test({
    name: ignore ? `${name} (ignored: there is no ${missing[0]})` : name,
    ignore,
    fn,
  });
}
