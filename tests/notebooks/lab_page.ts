import type { Locator, Page } from "playwright-core";

/** The longest time that a step may take on a busy machine, in ms. */
export const PATIENCE_MS = 30_000;

/**
 * Waits until the notebook's kernel answers.
 * @param name JupyterLab's name of the kernel
 */
export async function startKernel(page: Page, name: string): Promise<void> {
  await page.getByText(`${name} | Idle`).waitFor({ timeout: PATIENCE_MS });
}

/** Starts a command of JupyterLab without waiting, because the command may open a dialog. */
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

/** Waits until an output contains a text. */
export async function shows(output: Locator, text: string): Promise<void> {
  await output.getByText(text).first().waitFor({ timeout: PATIENCE_MS });
}
