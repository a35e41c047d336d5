/**
 * The parts of the notebook format 4.5 that this project uses. They are few and stable, so they
 * are written here; Jupyter's own types come with a dozen packages. Jupyter checks each file
 * that we write whenever it runs.
 * @see https://nbformat.readthedocs.io/en/latest/format_description.html
 * @module
 */

/** A text, either whole or as lines with their line ends. */
export type MultilineText = string | readonly string[];

/** One output in several formats, by MIME type. */
export type MimeBundle = Readonly<Record<string, MultilineText>>;

/** An output of a cell. */
export type Output =
  | {
    readonly output_type: "execute_result" | "display_data";
    readonly data: MimeBundle;
    readonly execution_count?: number | null;
  }
  | {
    readonly output_type: "stream";
    readonly name: "stdout" | "stderr";
    readonly text: MultilineText;
  }
  | {
    readonly output_type: "error";
    readonly ename: string;
    readonly evalue: string;
    readonly traceback: readonly string[];
  };

/** A cell with code. */
export interface CodeCell {
  readonly cell_type: "code";
  readonly id: string;
  readonly metadata: { readonly tags?: readonly string[] };
  readonly source: MultilineText;
  readonly execution_count: number | null;
  readonly outputs: readonly Output[];
}

/** A cell with text. */
export interface TextCell {
  readonly cell_type: "markdown" | "raw";
  readonly id: string;
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly source: MultilineText;
}

/** A notebook file. */
export interface Notebook {
  readonly nbformat: 4;
  readonly nbformat_minor: number;
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly cells: readonly (CodeCell | TextCell)[];
}

/** Reads a notebook file. */
export async function readNotebook(path: string): Promise<Notebook> {
  return JSON.parse(await Deno.readTextFile(path));
}

/** Gives the code cells, in order. */
export function codeCells(notebook: Notebook): CodeCell[] {
  return notebook.cells.filter((cell) => cell.cell_type === "code");
}

/** Gives a text as one string. */
export function textOf(text: MultilineText): string {
  return typeof text === "string" ? text : text.join("");
}

/** Gives the values and displays among a cell's outputs, without streams and errors. */
export function bundlesOf(cell: CodeCell): MimeBundle[] {
  return cell.outputs.flatMap((output) =>
    "data" in output ? [output.data] : []
  );
}
