import axe from "axe-core";
import type { Page } from "playwright-core";

/**
 * What axe-core finds on a page, and what it cannot decide, with everything unfolded. It does not
 * compute the contrast of text in a drawing, which other tests do.
 * @see https://github.com/dequelabs/axe-core
 */
export async function axeFindings(page: Page): Promise<string[]> {
  await page.evaluate(
    "document.querySelectorAll('details').forEach((it) => it.open = true)",
  );
  await page.evaluate(axe.source);
  const { violations, incomplete } = await page.evaluate(
    "axe.run(document)",
  ) as Pick<axe.AxeResults, "violations" | "incomplete">;
  return [...violations, ...incomplete].flatMap(({ id, nodes }) =>
    nodes.filter(({ html }) => id !== "color-contrast" || !DRAWN.test(html))
      .map(({ html }) => `${id}: ${html.slice(0, 200)}`)
  );
}

/** Text in a drawing. */
const DRAWN = /^<(text|tspan)\b/;
