import { assertEquals, assertStringIncludes } from "@std/assert";
import { join } from "node:path";
import { runCommand } from "../../notebooks/tools/command.ts";
import {
  bundlesOf,
  codeCells,
  type Notebook,
  readNotebook,
  textOf,
} from "../../notebooks/tools/notebook.ts";
import { NOTEBOOKS } from "../../notebooks/tools/paths.ts";
import { assertClose } from "../close.ts";
import { exportingJupyter } from "./exports.ts";
import { inFolder, notebookOf, writeNotebook } from "./notebook.ts";

/** Runs a notebook with these parameters by papermill, with the script that the README names. */
async function milled(
  notebook: string,
  parameters: readonly string[],
): Promise<{ executed: Notebook; said: string }> {
  return await inFolder(async (dir) => {
    const { python, env } = await exportingJupyter();
    const output = join(dir, "executed.ipynb");
    const { code, stderr } = await runCommand(
      python,
      [
        "papermill_deno.py",
        notebook,
        output,
        "--no-progress-bar",
        ...parameters,
      ],
      { cwd: NOTEBOOKS, env: { ...env, NO_COLOR: "1" } },
    );
    if (code !== 0) throw new Error(`papermill failed:\n${stderr}`);
    return { executed: await readNotebook(output), said: stderr };
  });
}

/** Gives the text of the last output, which is for programs. */
function answerOf(notebook: Notebook): string {
  const last = codeCells(notebook).flatMap(bundlesOf).at(-1);
  return textOf(last?.["text/plain"] ?? "");
}

function figureOf(notebook: Notebook, name: string): number {
  const pattern = new RegExp(`\\b${name}: ([\\d.]+)`);
  return Number(pattern.exec(answerOf(notebook))?.[1]);
}

Deno.test("papermill runs job_with_parameters.ipynb for twice the hours, which emit twice as much", async () => {
  const name = "job_with_parameters.ipynb";
  const { executed, said } = await milled(name, ["-p", "hours", "240"]);
  // 8 × 0.4 kW × 240 h × a PUE of 1.1 × 0.41272 kg/kWh
  assertClose(figureOf(executed, "emissionsKg"), 348.665856, 1e-9);
  const stored = await readNotebook(join(NOTEBOOKS, name));
  assertClose(
    figureOf(executed, "emissionsKg"),
    2 * figureOf(stored, "emissionsKg"),
    1e-9,
  );
  const [card = {}] = codeCells(executed).flatMap(bundlesOf);
  assertStringIncludes(textOf(card["text/plain"] ?? ""), "349 kg CO₂e");
  // papermill knows the notebook's parameters and warns about others
  assertEquals(said.includes("unknown parameter"), false, said);
});

Deno.test("papermill runs job_with_parameters.ipynb for another place, which has its own figures", async () => {
  const { executed } = await milled("job_with_parameters.ipynb", [
    "-p",
    "provider",
    "aws",
    "-p",
    "region",
    "eu-north-1",
  ]);
  assertStringIncludes(answerOf(executed), `region: "eu-north-1"`);
  // 384 kWh of computing, times the PUE, times the intensity
  const kWh = figureOf(executed, "energyKwh");
  const [card = {}] = codeCells(executed).flatMap(bundlesOf);
  const text = textOf(card["text/plain"] ?? "");
  const pue = Number(/PUE ([\d.]+)/.exec(text)?.[1]);
  assertClose(kWh, 384 * pue, 1e-9);
});

const VALUES = {
  text: '"quotes", `ticks`, ${braces}, \\ and\na line, 日本 🌍',
  truth: true,
  nothing: null,
  share: 0.25,
  list: [1, "two", { three: [false, null] }],
};

Deno.test("papermill passes every value of JSON to a cell unchanged", async () => {
  await inFolder(async (dir) => {
    const notebook = join(dir, "values.ipynb");
    const names = Object.keys(VALUES).join(", ");
    await writeNotebook(
      notebook,
      notebookOf([
        // a result that is shown makes sure that no output is lost
        `import { sensors } from "../mod.ts"; sensors();`,
        `console.log(JSON.stringify({ ${names} }))`,
      ]),
    );
    const parameters = ["-y", JSON.stringify(VALUES)];
    const { executed } = await milled(notebook, parameters);
    const [printed] = codeCells(executed).flatMap(({ outputs }) => outputs)
      .filter((output) => output.output_type === "stream");
    assertEquals(JSON.parse(textOf(printed?.text ?? "")), VALUES);
  });
});
