import config from "../deno.json" with { type: "json" };

/** A package from there is imported by its name, not by its address. */
const REGISTRY = "https://jsr.io/";

/**
 * The name by which another program imports a module of this package.
 * @param path From the folder `src`
 * @param entry The same module among the exports of the published package
 * @param folder The address of the folder `src`
 */
export function moduleName(
  path: string,
  entry: string,
  folder: string = import.meta.url,
): string {
  const { href } = new URL(path, folder);
  return href.startsWith(REGISTRY)
    ? `jsr:${config.name}@${config.version}/${entry}`
    : href;
}
