import { assert, assertEquals } from "@std/assert";
import { fileURLToPath } from "node:url";

const IMPORT_MAP = fileURLToPath(
  new URL("../import_map.json", import.meta.url),
);
const SCRIPT = fileURLToPath(new URL("./display_script.ts", import.meta.url));

/** Permissions, and what keeps a picture from being drawn; `undefined` if there is one. */
const CASES: readonly (readonly [string, string | undefined])[] = [
  ["-A --deny-read", "--allow-read"],
  ["-A --deny-sys", "--allow-sys=cpus"],
  ["-A --deny-ffi", "--allow-ffi"],
  ["-A --deny-env --deny-net --deny-run --deny-write", undefined],
  ["--allow-read --allow-ffi", "--allow-sys=cpus"],
  ["--no-prompt", "--allow-read"],
];

function runScript(flags: readonly string[]): Promise<Deno.CommandOutput> {
  return new Deno.Command(Deno.execPath(), {
    args: [
      ...["run", "--no-check", "--quiet", `--import-map=${IMPORT_MAP}`],
      ...flags,
      SCRIPT,
    ],
  }).output();
}

async function shownWith(flags: string): Promise<Record<string, unknown>> {
  const { success, stdout, stderr } = await runScript([
    "--cached-only",
    ...flags.split(" "),
  ]);
  const said = new TextDecoder().decode(stderr);
  assert(success && !said.includes("requests"), said);
  return JSON.parse(new TextDecoder().decode(stdout));
}

Deno.test("results show themselves under every set of permissions, without a picture where none can be drawn", async () => {
  await runScript(["-A"]); // downloads what is not there yet
  const shown = await Promise.all(CASES.map(([flags]) => shownWith(flags)));
  CASES.forEach(([flags, lacking], i) => {
    const texts = ["text/html", "text/markdown", "text/plain"];
    const forms = lacking === undefined ? ["image/png", ...texts] : texts;
    const { estimate, run, chart, png } = shown[i]!;
    assertEquals(estimate, forms, flags);
    assertEquals(run, forms, flags);
    const ofChart = forms.filter((form) => form !== "text/markdown");
    assertEquals(chart, ofChart, flags);
    assertEquals(
      png,
      lacking && `Cannot draw a picture as Deno was not given ${lacking}`,
      flags,
    );
  });
});
