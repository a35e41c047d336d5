import { join } from "node:path";

/** Gives the path of the first program that is installed; `undefined` if none is. */
export function findProgram(names: readonly string[]): string | undefined {
  const separator = Deno.build.os === "windows" ? ";" : ":";
  return (Deno.env.get("PATH") ?? "").split(separator)
    .flatMap((dir) => names.map((name) => join(dir, name)))
    .find(isFile);
}

/** Says whether there is a file at `path`. */
export function isFile(path: string): boolean {
  try {
    return Deno.statSync(path).isFile;
  } catch {
    return false; // there is no file, or we may not read the folder
  }
}

/**
 * Defines a test that needs programs, by their names or paths. If one is missing, the test is
 * ignored and its name says why. In CI it fails, because an ignored test would go unnoticed.
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
