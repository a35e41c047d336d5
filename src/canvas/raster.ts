import { fontFiles } from "./font_files.ts";
import { library } from "../library.ts";
import { need } from "../machine/permission.ts";
import { INK_SHADE, PAPER_SHADE } from "./theme.ts";

const INK = greyOf(INK_SHADE);
const PAPER = greyOf(PAPER_SHADE);
/** What the bundled font lacks: it has Latin, Greek, Cyrillic and common symbols. */
const BEYOND_FONT = /[^\t\n -\u052F\u1E00-\u22FF]/u;

/** A drawing as pixels, row by row from the top. */
export interface Raster {
  /** Pixels in a row. */
  readonly width: number;
  /** Rows. */
  readonly height: number;
  /** Red, green, blue and 255 of each pixel. */
  readonly pixels: Uint8Array;
  /** The same as a PNG that can hold every colour. */
  asPng(): Uint8Array;
}

let renderer: Promise<(svg: string, scale: number) => Raster> | undefined;

/**
 * A drawing as pixels, black on white.
 * @param svg Markup of the drawing
 * @param scale Pixels per unit of the drawing
 * @throws {AccessError} If Deno may not load the renderer; names the permission
 */
export async function rasterOf(svg: string, scale: number): Promise<Raster> {
  renderer ??= loadRenderer();
  // The renderer draws an inherited colour black, so it is told the ink.
  const inked = svg.replaceAll(/(?<=[";])color:currentColor;?/g, "")
    .replace("<svg", `<svg color="${INK}"`);
  return (await renderer)(inked, scale);
}

function greyOf(shade: number): string {
  return `rgb(${shade},${shade},${shade})`;
}

async function loadRenderer(): NonNullable<typeof renderer> {
  // Checked first, so that Deno never asks the user.
  const what = "draw a picture";
  need({ name: "read" }, what, "--allow-read");
  need({ name: "sys", kind: "cpus" }, what, "--allow-sys=cpus");
  need({ name: "ffi" }, what, "--allow-ffi");
  // A machine may have no fonts, so the module brings its own.
  const [{ Resvg }, files] = await Promise.all([
    library<typeof import("npm:@resvg/resvg-js@2.6.2")>(
      "npm:@resvg/resvg-js@2.6.2",
    ),
    fontFiles(what),
  ]);
  return (svg, scale) =>
    new Resvg(svg, {
      background: PAPER,
      fitTo: { mode: "zoom", value: scale },
      font: {
        fontFiles: [...files],
        defaultFontFamily: "Roboto",
        sansSerifFamily: "Roboto",
        loadSystemFonts: BEYOND_FONT.test(svg),
      },
    }).render();
}
