import { convertIndexedToRgb, decode } from "fast-png";

/** Gives the red, green and blue of every pixel of an opaque PNG. */
export function rgbOf(png: Uint8Array): Uint8Array {
  const image = decode(png);
  if (image.palette !== undefined) return convertIndexedToRgb(image);
  const { channels, data } = image;
  return Uint8Array.from(data).filter((_, i) => i % channels < 3);
}
