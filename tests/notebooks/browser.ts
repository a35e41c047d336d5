import { pathToFileURL } from "node:url";
import { type Browser, chromium, type Page } from "playwright-core";
import { findProgram, isFile } from "../programs.ts";

const PROGRAMS = [
  "chromium",
  "chromium-browser",
  "google-chrome",
  "google-chrome-stable",
  "chrome.exe",
  "msedge.exe",
];

// the browser shows one page and has no other traffic; root in a container has no sandbox
const ARGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-background-networking",
  "--disable-quic",
  "--no-first-run",
  "--disable-component-update",
  "--disable-sync",
];

/** Chromium or Chrome, from `CARBONCELL_CHROMIUM` or the path; `undefined` if there is none. */
export function findChromium(): string | undefined {
  const named = Deno.env.get("CARBONCELL_CHROMIUM") ?? "";
  return isFile(named) ? named : findProgram(PROGRAMS);
}

/**
 * Defines a test that needs Chromium. Without Chromium the test is ignored and its name says
 * why. In CI it fails, because an ignored test would go unnoticed there.
 */
export function browserTest(
  name: string,
  test: (open: OpenPage, t: Deno.TestContext) => Promise<void>,
): void {
  const program = findChromium();
  const isIgnored = program === undefined && Deno.env.get("CI") === undefined;
  Deno.test({
    name: isIgnored ? `${name} (ignored: there is no Chromium)` : name,
    ignore: isIgnored,
    fn: async (t) => {
      if (program === undefined) {
        throw new Error(
          "Cannot look at the pictures as there is no Chromium: install it, for " +
            "example with `apt install chromium`, or name it in CARBONCELL_CHROMIUM",
        );
      }
      const browser = await chromium.launch({
        executablePath: program,
        args: ARGS,
      });
      try {
        await test((place, theme) => openPage(browser, place, theme), t);
      } finally {
        await browser.close();
      }
    },
  });
}

/** Opens an HTML file or an address in a browser that prefers the theme. */
export type OpenPage = (
  place: string,
  theme: "light" | "dark",
) => Promise<OpenedPage>;

/** A page and its faults. */
export interface OpenedPage {
  readonly page: Page;
  /** Error messages, from the console or thrown. */
  readonly errors: readonly string[];
  /** The texts of dialogs. */
  readonly dialogs: readonly string[];
  /** The requested addresses other than the file. */
  readonly requests: readonly string[];
}

async function openPage(
  browser: Browser,
  place: string,
  theme: "light" | "dark",
): Promise<OpenedPage> {
  const page = await browser.newPage({
    colorScheme: theme,
    viewport: { width: 1000, height: 800 },
  });
  const errors: string[] = [];
  const dialogs: string[] = [];
  const requests: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error") errors.push(message.text());
  });
  page.on("pageerror", (error) => errors.push(error.message));
  page.on("dialog", async (dialog) => {
    dialogs.push(dialog.message());
    await dialog.dismiss();
  });
  page.on("request", (request) => {
    if (/^(https?|wss?):/.test(request.url())) requests.push(request.url());
  });
  const address = /^https?:/.test(place) ? place : pathToFileURL(place).href;
  await page.goto(address, { waitUntil: "load" });
  return { page, errors, dialogs, requests };
}
