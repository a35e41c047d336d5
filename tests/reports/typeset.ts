import { join } from "node:path";
import { programTest } from "../programs.ts";
import { inFolder } from "./written.ts";

/** What came of a document of LaTeX. */
export interface Typeset {
  /** The text of its pages, in lines as wide as they need. */
  readonly text: string;
  /** What pdfTeX said the last time. */
  readonly log: string;
  /** The bibliography that BibTeX made. */
  readonly bbl: string;
}

/**
 * Defines a test that needs pdflatex, BibTeX and pdftotext. Without them it is ignored, and its
 * name says why; in CI it fails.
 */
export function latexTest(name: string, fn: () => Promise<void>): void {
  programTest(["pdflatex", "bibtex", "pdftotext"], name, fn);
}

/** Makes the PDF as the first lines of the document say. */
export async function typeset(tex: string): Promise<Typeset> {
  return await inFolder(async (folder) => {
    const file = (name: string) => join(folder, name);
    await Deno.writeTextFile(file("report.tex"), tex);
    const pdflatex = () =>
      run(folder, "pdflatex", [
        "-interaction=nonstopmode",
        "-halt-on-error",
        "-no-shell-escape",
        "report.tex",
      ]);
    await pdflatex();
    await run(folder, "bibtex", ["-terse", "report"]);
    await pdflatex();
    const log = await pdflatex();
    await run(folder, "pdftotext", ["-nopgbrk", "report.pdf", "report.txt"]);
    const text = await Deno.readTextFile(file("report.txt"));
    const bbl = await Deno.readTextFile(file("report.bbl"));
    return { text: joined(text), log, bbl };
  });
}

/**
 * Lines of a page as they would be on one without an edge; accents are set apart from their
 * letters.
 */
function joined(text: string): string {
  return text.normalize("NFC").replace(/-\n(?=[a-z])/g, "-").replace(
    /\s+/g,
    " ",
  );
}

async function run(
  cwd: string,
  program: string,
  args: readonly string[],
): Promise<string> {
  const { success, stdout } = await new Deno.Command(program, {
    args: [...args],
    cwd,
    // Lines of the log are not to be broken.
    env: { max_print_line: "10000" },
  }).output();
  // pdfTeX writes its log in whatever encoding the text has.
  const said = new TextDecoder("latin1").decode(stdout);
  if (!success) throw new Error(`${program} failed:\n${said.slice(-3000)}`);
  return said;
}
