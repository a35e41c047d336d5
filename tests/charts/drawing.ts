import { assert, assertEquals } from "@std/assert";
import type { Chart } from "../../mod.ts";
import { type Node, pageOf } from "../page.ts";

/** Text that would do harm as markup, as a pattern of a replacement, or cut in half. */
export const HOSTILE = `<script>alert(1)</script>"'&$&\${x}🌍`;

/** The drawing of a chart. */
export async function drawingOf(chart: Chart): Promise<Node> {
  return pageOf(await chart.svg()).querySelector("svg") as Node;
}

/** Every text in a drawing, with common spaces before its units. */
export function textsOf(drawing: Node, selector = "text"): string[] {
  return [...drawing.querySelectorAll(selector)]
    .map(({ textContent }) => textContent.replaceAll("\u202F", " "));
}

/** What holds of every chart, whatever it shows. */
export async function assertDrawn(chart: Chart): Promise<Node> {
  const markup = await chart.svg();
  assert(markup.length <= 60_000, `${markup.length} characters`);
  assert(!/NaN|Infinity|undefined/.test(markup), "all is somewhere");
  const drawing = await drawingOf(chart);
  assertEquals(drawing.getAttribute("role"), "img");
  assertEquals(drawing.getAttribute("aria-label"), chart.title);
  assertEquals(drawing.getAttribute("aria-description"), chart.description);
  // A long title has several lines.
  assert(textsOf(drawing).join(" ").includes(chart.title));
  assert((await chart.png()).length > 1_500, "there is more on it than paper");
  return drawing;
}

/** The highest and lowest place of a course in a drawing, in px from the top. */
export function heightsOf(
  drawing: Node,
  label: string,
): readonly [top: number, bottom: number] {
  const path = drawing.querySelector(`g[data-mark="${label}"] path`);
  let y = 0;
  const ys: number[] = [];
  const steps = (path?.getAttribute("d") ?? "").matchAll(
    /([Mlhv])([^Mlhv]*)/g,
  );
  for (const [, command, rest] of steps) {
    const numbers = (rest?.match(/-?(\d+\.?\d*|\.\d+)/g) ?? []).map(Number);
    const last = numbers.at(-1) ?? NaN;
    if (command === "h") continue;
    y = command === "M" ? last : y + last;
    ys.push(y);
  }
  return [Math.min(...ys), Math.max(...ys)];
}
