/** Pixels per unit of a drawing: print and dense screens stay sharp. */
const SHARP = 1.5;

/** Text is not legible below this. */
const LEAST = 0.5;

/** A drawing as a picture of a scale. */
type Draw = (svg: string, scale: number) => Promise<Uint8Array>;

let drawer: Promise<Draw> | undefined;

/**
 * A drawing as a picture, black on white. It takes about a sixth of what all its shades would.
 * @param svg Markup of the drawing
 * @param mostBytes How large the picture may be. @default Infinity
 * @returns A PNG of one and a half times the size, or less sharp if it does not fit
 */
export async function pngOf(
  svg: string,
  mostBytes: number = Infinity,
): Promise<Uint8Array> {
  const draw = await (drawer ??= loadDraw());
  let scale = SHARP;
  let png = await draw(svg, scale);
  while (png.length > mostBytes && scale > LEAST) {
    scale = smaller(scale, mostBytes / png.length);
    png = await draw(svg, scale);
  }
  return png;
}

/** A smaller scale in whole quarters: there equal letters have equal pixels, which pack well. */
function smaller(scale: number, room: number): number {
  const steps = Math.round(4 * scale * Math.max(0, room) ** 0.7);
  return Math.max(LEAST, Math.min(steps, 4 * scale - 1) / 4);
}

/** Loaded with the first picture, as most charts never become one, and zlib alone takes 20 ms. */
async function loadDraw(): Promise<Draw> {
  const [{ rasterOf }, { paletteOf }, { indexedPng }] = await Promise.all([
    import("./raster.ts"),
    import("./palette.ts"),
    import("./indexed_png.ts"),
  ]);
  return async (svg, scale) => {
    const raster = await rasterOf(svg, scale);
    const { width, height, pixels } = raster;
    const palette = paletteOf(pixels, width);
    return palette === undefined
      ? raster.asPng()
      : indexedPng({ width, height, ...palette });
  };
}
