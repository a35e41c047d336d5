/** Pixels per unit of the drawing, so that print and dense screens stay sharp. */
const SCALE = 1.5;
/** Text and paper of a picture, which has no theme to follow. */
const INK = "#1a1a1a";
const PAPER = "#ffffff";
/** What the font brought along can write: Latin, Greek, Cyrillic and common signs. */
const BEYOND_FONT = /[^\t\n -\u052F\u1E00-\u22FF]/u;

/** A drawing as pixels, row by row from the top. */
export interface Raster {
  /** Pixels in a row. */
  readonly width: number;
  /** Rows. */
  readonly height: number;
  /** Red, green, blue and 255 of each pixel. */
  readonly pixels: Uint8Array;
  /** The same as a PNG of every colour there may be. */
  asPng(): Uint8Array;
}

interface Renderer {
  (svg: string): Raster;
}

let renderer: Promise<Renderer> | undefined;

/**
 * A drawing as pixels, black on white.
 * @param svg Markup of the drawing
 * @returns One and a half times the size
 */
export async function rasterOf(svg: string): Promise<Raster> {
  renderer ??= loadRenderer();
  return (await renderer)(svg.replace("<svg", `<svg color="${INK}"`));
}

async function loadRenderer(): Promise<Renderer> {
  // A machine may have no fonts at all; of pdfmake only its copy of Roboto is used.
  const [{ Resvg }, { default: fonts }] = await Promise.all([
    import("@resvg/resvg-js"),
    import("pdfmake/fonts/Roboto.js"),
  ]);
  const { normal, bold } = fonts.Roboto;
  return (svg) =>
    new Resvg(svg, {
      background: PAPER,
      fitTo: { mode: "zoom", value: SCALE },
      font: {
        fontFiles: [normal, bold],
        defaultFontFamily: "Roboto",
        sansSerifFamily: "Roboto",
        loadSystemFonts: BEYOND_FONT.test(svg),
      },
    }).render();
}
