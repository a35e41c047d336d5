import config from "../../deno.json" with { type: "json" };

/** Packages that stand there are not imported by their addresses. */
const REGISTRY = "https://jsr.io/";

/**
 * The name by which another program imports a module of this folder.
 * @param path From this folder
 * @param entry The same among the exports of the published package
 * @param folder The address of this folder
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
