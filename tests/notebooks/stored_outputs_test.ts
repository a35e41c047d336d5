import { assert, assertEquals } from "@std/assert";
import { join } from "node:path";
import {
  bundlesOf,
  type CodeCell,
  codeCells,
  type MimeBundle,
  readNotebook,
  textOf,
} from "../../notebooks/tools/notebook.ts";
import { NOTEBOOKS } from "../../notebooks/tools/paths.ts";
import { inLanes } from "../lanes.ts";
import { committedNotebooks, executed, isTable } from "./notebook.ts";

/** Matches home, temporary and system folders of Linux, macOS and Windows, and file addresses. */
const MACHINE_PATH =
  /file:\/\/|\/(?:home|root|Users|private|tmp|opt|usr|var)\/\w|\b[A-Z]:\\\w/;

/** The tag of a cell whose figures are measured and so differ each time. */
const VARIES = "varies";

Deno.test("the repository has its notebooks", () => {
  assert(committedNotebooks().includes("quickstart.ipynb"));
});

for (const name of committedNotebooks()) {
  const read = () => readNotebook(join(NOTEBOOKS, name));

  Deno.test(`${name} has a picture and a text for every output that is shown`, async () => {
    const bundles = codeCells(await read()).flatMap(bundlesOf);
    const rich = bundles.filter((bundle) => "text/html" in bundle);
    assert(rich.length > 0);
    for (const bundle of rich) {
      // a table needs no picture, as paper gets its Markdown
      const paper = isTable(bundle) ? "text/markdown" : "image/png";
      assert((bundle[paper]?.length ?? 0) > 0);
      assert((bundle["text/plain"]?.length ?? 0) > 0);
    }
  });

  Deno.test(`${name} was executed once from top to bottom without an error`, async () => {
    const cells = codeCells(await read());
    assertEquals(
      cells.map((cell) => cell.execution_count),
      cells.map((_, index) => index + 1),
    );
    assert(
      cells.every(({ outputs }) =>
        outputs.every(({ output_type }) => output_type !== "error")
      ),
    );
  });

  Deno.test(`${name} names no folder of the machine it was executed on`, async () => {
    const text = JSON.stringify(await read(), (key, value) =>
      // base 64 may contain any text
      key.startsWith("image/") ? undefined : value);
    assertEquals(MACHINE_PATH.exec(text)?.[0], undefined);
  });
}

Deno.test("each notebook's stored outputs equal those of an execution now", async (t) => {
  const names = committedNotebooks();
  const fresh = await inLanes(
    2,
    names,
    (name) => executed(join(NOTEBOOKS, name)),
  );
  for (const [i, name] of names.entries()) {
    await t.step(name, async () => {
      const stored = await readNotebook(join(NOTEBOOKS, name));
      assertEquals(
        codeCells(fresh[i]!).map(comparable),
        codeCells(stored).map(comparable),
      );
    });
  }
});

/** Gives the part of a cell's outputs that must be the same each time. */
function comparable(cell: CodeCell): unknown {
  const varies = cell.metadata.tags?.includes(VARIES) ?? false;
  return {
    source: textOf(cell.source),
    printed: varies ? "varies" : printed(cell),
    shown: bundlesOf(cell).map((bundle) => shown(bundle, varies)),
  };
}

function printed(cell: CodeCell): string {
  // join them, because the kernel may send one text in several parts
  return cell.outputs.map((output) =>
    output.output_type === "stream" ? textOf(output.text) : ""
  ).join("");
}

function shown(bundle: MimeBundle, varies: boolean): unknown {
  const text = varies ? "varies" : textOf(bundle["text/plain"] ?? "");
  return { types: Object.keys(bundle).sort(), text };
}
