import { shown } from "../../input.ts";
import { type ComposedReport, FORMATS } from "./formats.ts";

/**
 * Writes a report to a file, in the format of its extension.
 * @param path Path of the file
 * @param report Makes the report
 * @throws {RangeError} If no format has that extension
 */
export async function saveReport(
  path: string | URL,
  report: () => Promise<ComposedReport>,
): Promise<void> {
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
  const content = name === "README.md"
    ? await FORMATS.modelCard.write(await report(), await textAt(path))
    : await format.write(await report());
  await Deno.writeFile(
    path,
    typeof content === "string" ? new TextEncoder().encode(content) : content,
  );
}

function nameOf(path: string | URL): string {
  const text = typeof path === "string" ? path : decodeURI(path.pathname);
  return text.replaceAll("\\", "/").split("/").at(-1) ?? "";
}

/** What a file holds. `undefined` if there is no such file. */
async function textAt(path: string | URL): Promise<string | undefined> {
  try {
    return await Deno.readTextFile(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
}
