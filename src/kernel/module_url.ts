import config from "../../deno.json" with { type: "json" };

/** Where packages stand whose modules are not imported by their addresses. */
const REGISTRY = /^https:\/\/jsr\.io\/.*?\/src\/kernel\//;

/**
 * The address of a module of this folder, for an import elsewhere.
 * @param path From this folder, without `./`; of a published version it must be among its exports
 */
export function moduleUrl(path: string): string {
  const url = new URL(path, import.meta.url).href;
  return REGISTRY.test(url)
    ? `jsr:${config.name}@${config.version}/kernel/${path.replace(/\.ts$/, "")}`
    : url;
}
