import config from "../../deno.json" with { type: "json" };

/** Packages that stand there are not imported by their addresses. */
const REGISTRY = "https://jsr.io/";

/**
 * The name by which another program imports a module of this folder.
 * @param path From this folder
 * @param entry The same among the exports of the published package
 */
export function moduleName(path: string, entry: string): string {
  const { href } = new URL(path, import.meta.url);
  return href.startsWith(REGISTRY)
    ? `jsr:${config.name}@${config.version}/${entry}`
    : href;
}
