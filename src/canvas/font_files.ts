import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { need } from "../machine/permission.ts";

/** Roboto of a usual and of a bold weight. */
const FONTS = ["Roboto-Regular.ttf", "Roboto-Medium.ttf"];

const FOLDER = new URL("../../data/fonts/", import.meta.url);

/**
 * Paths of the fonts of pictures: the renderer reads files.
 * @param what What needs them, such as "draw a picture"
 * @throws {AccessError} If the module comes from the network and Deno may not copy them
 */
export async function fontFiles(what: string): Promise<readonly string[]> {
  return FOLDER.protocol === "file:"
    ? FONTS.map((name) => fileURLToPath(new URL(name, FOLDER)))
    : await copiedFonts(what);
}

/** Copies the fonts of a module from the network, until the program ends. */
async function copiedFonts(what: string): Promise<string[]> {
  const { host } = FOLDER;
  need({ name: "net", host }, what, `--allow-net=${host}`);
  need({ name: "write", path: tmpdir() }, what, "--allow-write");
  const fonts = await Promise.all(FONTS.map(async (name) => {
    const answer = await fetch(new URL(name, FOLDER));
    if (!answer.ok) {
      throw new Error(`Cannot fetch ${answer.url}: ${answer.status}`);
    }
    return { name, bytes: await answer.bytes() };
  }));
  const folder = await Deno.makeTempDir({ prefix: "carboncell-fonts-" });
  globalThis.addEventListener(
    "unload",
    () => Deno.removeSync(folder, { recursive: true }),
  );
  return await Promise.all(fonts.map(async ({ name, bytes }) => {
    const path = join(folder, name);
    await Deno.writeFile(path, bytes);
    return path;
  }));
}
