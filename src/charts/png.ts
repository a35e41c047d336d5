/**
 * A drawing as a picture, black on white, in about a quarter of what all its shades would take.
 * @param svg Markup of the drawing
 * @returns A PNG of one and a half times the size
 */
export async function pngOf(svg: string): Promise<Uint8Array> {
  // Loaded with the first picture: most charts never become one, and zlib alone takes 20 ms.
  const [{ rasterOf }, { paletteOf }, { indexedPng }] = await Promise.all([
    import("./raster.ts"),
    import("./palette.ts"),
    import("./indexed_png.ts"),
  ]);
  const raster = await rasterOf(svg);
  const { width, height, pixels } = raster;
  const palette = paletteOf(pixels, width);
  return palette === undefined
    ? raster.asPng()
    : indexedPng({ width, height, ...palette });
}
