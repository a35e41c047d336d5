/**
 * Loads a library when it is first used.
 *
 * Deno reads imports ahead, also those of modules that are loaded later. In a folder without a
 * lock file it looks up each library that it finds there before anything runs, which takes longer
 * than a first estimate. It does not find a library whose name is given to a function.
 *
 * @param specifier The library and its exact version; the type parameter is its type
 * @throws {MissingLibrary} If the folder of the program has libraries of its own
 */
export async function library<Module>(specifier: string): Promise<Module> {
  try {
    return await import(specifier);
  } catch (error) {
    const { message } = error as Error;
    throw /node_modules|nodeModulesDir/.test(message)
      ? new MissingLibrary(specifier)
      : error;
  }
}

/** In a folder with a `package.json`, Deno takes libraries from its `node_modules` alone. */
export class MissingLibrary extends Error {
  override readonly name = "MissingLibrary";

  /** @param specifier The library */
  constructor(specifier: string) {
    super(
      `Cannot load ${specifier} as this folder has a package.json, so that Deno loads libraries ` +
        'from its node_modules alone: put a deno.json with { "nodeModulesDir": "auto" } into the ' +
        "folder, or start Deno or Jupyter in another one",
    );
  }
}
