/**
 * The `d` of a path through vertices, in few letters. It is rounded, goes in steps, and leaves out
 * vertices on a straight line.
 * @param vertices x and y of each in turn, in px
 * @param perPixel Parts that a pixel is divided into, 1 or 10
 *
 * @see Its grammar: https://www.w3.org/TR/SVG2/paths.html#PathDataBNF
 */
export function pathData(
  vertices: readonly number[],
  perPixel: 1 | 10,
): string {
  let x = Math.round((vertices[0] ?? 0) * perPixel);
  let y = Math.round((vertices[1] ?? 0) * perPixel);
  let path = `M${x / perPixel},${y / perPixel}`;
  let dx = 0;
  let dy = 0;
  for (let i = 2; i < vertices.length; i += 2) {
    // Steps lead from one rounded point to the next, so that no error adds up.
    const stepX = Math.round(vertices[i] as number * perPixel) - x - dx;
    const stepY = Math.round(vertices[i + 1] as number * perPixel) - y - dy;
    if (!continues(dx, dy, stepX, stepY)) {
      path += step(dx, dy, perPixel);
      x += dx;
      y += dy;
      dx = dy = 0;
    }
    dx += stepX;
    dy += stepY;
  }
  return path + step(dx, dy, perPixel);
}

/** Whether a step continues in the direction of the one before, along an axis. */
function continues(
  dx: number,
  dy: number,
  stepX: number,
  stepY: number,
): boolean {
  if (dx === 0 && stepX === 0) return dy * stepY >= 0;
  if (dy === 0 && stepY === 0) return dx * stepX >= 0;
  return (dx === 0 && dy === 0) || (stepX === 0 && stepY === 0);
}

function step(dx: number, dy: number, perPixel: number): string {
  if (dx === 0 && dy === 0) return "";
  const right = short(dx / perPixel);
  const down = short(dy / perPixel);
  if (dy === 0) return `h${right}`;
  if (dx === 0) return `v${down}`;
  return `l${right}${down.startsWith("-") ? "" : ","}${down}`;
}

/** A number without the zero before its point. */
function short(value: number): string {
  const text = String(value);
  return Number.isInteger(value) ? text : text.replace(/^(-?)0\./, "$1.");
}
