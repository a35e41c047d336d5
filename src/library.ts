/**
 * Loads a library when it is first used.
 *
 * Deno reads imports ahead, also those of modules that are loaded later. In a folder without a
 * lock file it looks up each library that it finds there before anything runs, which takes longer
 * than a first estimate. It does not find a library whose name is given to a function.
 *
 * @param specifier The library and its exact version; the type parameter is its type
 */
export function library<Module>(specifier: string): Promise<Module> {
  return import(specifier);
}
