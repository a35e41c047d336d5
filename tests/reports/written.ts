import { join } from "node:path";

/** Lends a folder for as long as something works in it. */
export async function inFolder<T>(
  work: (folder: string) => Promise<T>,
): Promise<T> {
  const folder = await Deno.makeTempDir({ prefix: "carboncell-report-" });
  try {
    return await work(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/** Lends a file that holds a text. */
export async function withFile<T>(
  name: string,
  text: string,
  work: (path: string) => Promise<T>,
): Promise<T> {
  return await inFolder(async (folder) => {
    const path = join(folder, name);
    await Deno.writeTextFile(path, text);
    return await work(path);
  });
}
