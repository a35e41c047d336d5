import { shown } from "../../input.ts";
import type { Formats } from "./formats.ts";

type Content = string | Uint8Array;

/** What is written, by the extension of the file. */
const WRITERS: Readonly<
  Record<string, (formats: Formats, path: string | URL) => Promise<Content>>
> = {
  html: (formats) => formats.html(),
  htm: (formats) => formats.html(),
  md: async (formats, path) =>
    nameOf(path) === "README.md"
      ? formats.modelCard(await textAt(path))
      : formats.markdown(),
  markdown: (formats) => Promise.resolve(formats.markdown()),
  tex: (formats) => Promise.resolve(formats.latex()),
  bib: (formats) => Promise.resolve(formats.bibtex()),
  csv: (formats) => Promise.resolve(formats.csv("codecarbon")),
  json: (formats) => Promise.resolve(formats.json()),
  png: (formats) => formats.png(),
};

/**
 * Writes a report to a file, in the format of its extension.
 * @param path Where it goes
 * @param formats Loads the formats
 * @throws {RangeError} If there is no such format
 */
export async function saved(
  path: string | URL,
  formats: () => Promise<Formats>,
): Promise<void> {
  const extension = /\.([^.]*)$/.exec(nameOf(path))?.[1]?.toLowerCase() ?? "";
  if (!Object.hasOwn(WRITERS, extension)) {
    throw new RangeError(
      `Cannot save the report as its extension must be one of ${
        Object.keys(WRITERS).join(", ")
      }: current value is ${shown(String(path))}`,
    );
  }
  const content = await WRITERS[extension]?.(await formats(), path) ?? "";
  await Deno.writeFile(
    path,
    typeof content === "string" ? new TextEncoder().encode(content) : content,
  );
}

function nameOf(path: string | URL): string {
  const text = typeof path === "string" ? path : decodeURI(path.pathname);
  return text.replaceAll("\\", "/").split("/").at(-1) ?? "";
}

/** What a file holds; `undefined` if it is not there. */
async function textAt(path: string | URL): Promise<string | undefined> {
  try {
    return await Deno.readTextFile(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
}
