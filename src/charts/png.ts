/** Pixels per unit of the drawing, so that print and dense screens stay sharp. */
const SCALE = 2;
/** Text and paper of a picture, which has no theme to follow. */
const INK = "#1a1a1a";
const PAPER = "#ffffff";
/** What the font brought along can write: Latin, Greek, Cyrillic and common signs. */
const BEYOND_FONT = /[^\t\n -\u052F\u1E00-\u22FF]/u;

interface Renderer {
  (svg: string): Uint8Array;
}

let renderer: Promise<Renderer> | undefined;

/**
 * A drawing as a picture, black on white.
 * @param svg Markup of the drawing
 * @returns A PNG at twice the size
 */
export async function pngOf(svg: string): Promise<Uint8Array> {
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
    }).render().asPng();
}
