import type { Locator, Page } from "playwright-core";

/** How long anything may take on a machine that is busy, in ms. */
export const PATIENCE_MS = 30_000;

/**
 * Waits until the notebook's kernel answers.
 * @param name What JupyterLab calls it
 */
export async function startKernel(page: Page, name: string): Promise<void> {
  await page.getByText(`${name} | Idle`).waitFor({ timeout: PATIENCE_MS });
}

/** Begins a command of JupyterLab; a dialog that it opens would hold up who waits for it. */
export async function command(
  page: Page,
  id: string,
  args: Readonly<Record<string, string>> = {},
): Promise<void> {
  await page.evaluate(
    `void jupyterapp.commands.execute(${JSON.stringify(id)}, ${
      JSON.stringify(args)
    })`,
  );
}

/** Waits until an output holds a text. */
export async function shows(output: Locator, text: string): Promise<void> {
  await output.getByText(text).first().waitFor({ timeout: PATIENCE_MS });
}
