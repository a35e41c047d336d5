import { join } from "node:path";
import type { Page } from "playwright-core";

/** Saves a picture to the folder in `CARBONCELL_PICTURES`, for a person to look at. */
export async function takePicture(page: Page, name: string): Promise<void> {
  const dir = Deno.env.get("CARBONCELL_PICTURES");
  if (dir === undefined) return;
  await Deno.mkdir(dir, { recursive: true });
  await page.screenshot({ path: join(dir, name), fullPage: true });
}
