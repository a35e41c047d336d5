import { decode } from "fast-png";
import { join } from "node:path";
import { runCommand } from "../../notebooks/tools/command.ts";
import { rgbOf } from "../rgb.ts";

/** A picture on a page. */
export interface PagePicture {
  /** The width on paper, in inches. */
  readonly widthInches: number;
  /** The red, green and blue of each pixel. */
  readonly rgb: Uint8Array;
}

/** Gives the text of a PDF without white space, because lines break elsewhere on paper. */
export async function pdfText(path: string): Promise<string> {
  return squeezed(await run("pdftotext", ["-raw", path, "-"]));
}

/** Gives a text without its white space. */
export function squeezed(text: string): string {
  return text.normalize("NFKC").replace(/\s+/g, "");
}

/**
 * Gives the pictures of a PDF in the order of its pages.
 * @param dir A folder for temporary files
 */
export async function pdfPictures(
  path: string,
  dir: string,
): Promise<PagePicture[]> {
  const pictures = join(dir, "pictures");
  await Deno.mkdir(pictures);
  await run("pdfimages", ["-png", path, join(pictures, "p")]);
  const [, , ...rows] = (await run("pdfimages", ["-list", path])).trim()
    .split("\n");
  const found = await Promise.all(rows.map((row) => pictureOf(row, pictures)));
  await Deno.remove(pictures, { recursive: true });
  return found;
}

/** Reads a row of the list: page, number, type, width, height, …; x-ppi is the thirteenth. */
async function pictureOf(row: string, dir: string): Promise<PagePicture> {
  const columns = row.trim().split(/\s+/);
  const file = `p-${columns[1]!.padStart(3, "0")}.png`;
  const png = await Deno.readFile(join(dir, file));
  const ppi = Number(columns[12]);
  return { widthInches: decode(png).width / ppi, rgb: rgbOf(png) };
}

async function run(program: string, args: readonly string[]): Promise<string> {
  const { code, stdout, stderr } = await runCommand(program, args);
  if (code !== 0) throw new Error(`${program} failed:\n${stderr}`);
  return stdout;
}
