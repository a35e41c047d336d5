import { assert, assertEquals } from "@std/assert";
import { estimateJob } from "../../../src/estimate/estimate.ts";
import { report } from "../../../src/notebook/report.ts";
import { type Node, pageOf } from "../../page.ts";
import { JOB, shortRun, trainingRun } from "../experiments.ts";
import { HOSTILE } from "../hostile.ts";
import { askPeer } from "../peers.ts";
import { withFile } from "../written.ts";

async function rendered(markdown: string): Promise<Node> {
  return pageOf(
    await withFile(
      "report.md",
      markdown,
      (path) => askPeer<string>("render_markdown.py", path),
    ),
  );
}

Deno.test("the headings and tables of a report are read as such", async () => {
  const page = await rendered(
    await report([trainingRun(), shortRun(), estimateJob(JOB)], {
      title: "Two runs",
      author: "A. Researcher",
    }).markdown(),
  );
  assertEquals(page.querySelector("h1")?.textContent, "Two runs");
  const tables = [...page.querySelectorAll("table")];
  assertEquals(tables.length, 5);
  const rows = [...tables[0]!.querySelectorAll("tbody tr")];
  assertEquals(rows.length, 4);
  assertEquals(
    [...rows[1]!.querySelectorAll("td")].map((cell) => cell.textContent),
    [
      "fine-tune",
      "A100 SXM4 80GB",
      "20 min",
      "Iowa (Google Cloud us-central1), United States",
      "413",
      "1.1",
      "110 Wh",
      "45 g",
      "29 to 72 g",
      "83 %",
    ],
  );
  assert(rows[3]?.textContent.includes("all 2 runs"));
});

Deno.test("hostile names stay in their cells, and nothing of them is obeyed", async () => {
  const runs = HOSTILE.map((name, i) => ({
    ...shortRun(),
    id: `run ${i}`,
    name,
    notes: [name],
  }));
  const page = await rendered(
    await report(runs, {
      title: HOSTILE.join(" "),
      author: HOSTILE.filter((name) => name !== ""),
      per: { unit: HOSTILE[5] as string, count: 1 },
    }).markdown(),
  );
  assertEquals([...page.querySelectorAll("script,img,svg")].length, 0);
  assertEquals([...page.querySelectorAll("h1")].length, 1);
  for (const link of page.querySelectorAll("a")) {
    const href = link.getAttribute("href") ?? "";
    assert(href.startsWith("https://") && !href.includes("example"), href);
  }
  const table = [...page.querySelectorAll("table")][0]!;
  const rows = [...table.querySelectorAll("tbody tr")];
  assertEquals(rows.length, HOSTILE.length + 1);
  for (const row of rows) {
    assertEquals([...row.querySelectorAll("td")].length, 10);
  }
  const names = rows.map((row) => row.querySelector("td")?.textContent);
  assertEquals(names[8], "**bold** _it_ `code` ~~gone~~ $x$ #1 @all | cell");
  assertEquals([...page.querySelectorAll("td em,td code,td s")].length, 0);
});
