import { shown } from "../../input.ts";
import { checkPath, replaceFile } from "../../machine/replace_file.ts";
import { systemReason } from "../../machine/system_reason.ts";
import { type ComposedReport, FORMATS } from "./formats.ts";
import { mergedBytes } from "./merged_bytes.ts";

/**
 * Writes a report to a file, in the format of its extension.
 * @param path Path of the file
 * @param report Makes the report
 * @throws {RangeError} If no format has that extension
 * @throws {Error} If the file cannot be written; it is then as it was
 */
export async function saveReport(
  path: string | URL,
  report: () => Promise<ComposedReport>,
): Promise<void> {
  checkPath(path, "save the report");
  const name = nameOf(path);
  const extension = /\.([^.]*)$/.exec(name)?.[1]?.toLowerCase() ?? "";
  const all = Object.values(FORMATS);
  const format = all.find(({ extensions }) => extensions.includes(extension));
  if (format === undefined) {
    throw new RangeError(
      `Cannot save the report as its extension must be one of ${
        all.flatMap(({ extensions }) => extensions).join(", ")
      }: current value is ${shown(String(path))}`,
    );
  }
  const written = await report();
  const content = name === "README.md"
    ? await mergedBytes(
      await bytesAt(path),
      async (card) => await FORMATS.modelCard.write(written, card),
    )
    : await format.write(written);
  await replaceFile(path, content, "save the report");
}

function nameOf(path: string | URL): string {
  const text = typeof path === "string" ? path : decodeURI(path.pathname);
  return text.replaceAll("\\", "/").split("/").at(-1) ?? "";
}

/** What a file holds. `undefined` if there is no such file. */
async function bytesAt(
  path: string | URL,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  try {
    return await Deno.readFile(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw new Error(
      `Cannot save the report as ${
        JSON.stringify(String(path))
      } cannot be read: ${systemReason(error)}`,
      { cause: error },
    );
  }
}
