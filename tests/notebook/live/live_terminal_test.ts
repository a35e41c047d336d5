import { assert, assertEquals } from "@std/assert";
import { fileURLToPath } from "node:url";
import { Screen } from "./screen.ts";

const COLUMNS = 70;
const ROWS = 8;

const LINES = Array.from({ length: 9 }, (_, i) => `line ${i + 1}`);
const BAR = "bar #########";

/** A program of this folder, as it is started. */
function programOf(...args: readonly string[]): string[] {
  const [script = "", ...others] = args;
  return [
    Deno.execPath(),
    "run",
    "-qA",
    `--import-map=${pathOf("../../import_map.json")}`,
    pathOf(script),
    ...others,
  ];
}

function pathOf(name: string): string {
  return fileURLToPath(import.meta.resolve(`./${name}`));
}

/** What a program leaves on the screen of a terminal. */
async function inTerminal(
  program: readonly string[],
  interruptAt = "-",
  env: Record<string, string> = {},
): Promise<Screen> {
  const { stdout, stderr, success } = await new Deno.Command("python3", {
    args: [
      pathOf("in_terminal.py"),
      String(ROWS),
      String(COLUMNS),
      interruptAt,
      ...program,
    ],
    env: { TERM: "xterm-256color", NO_COLOR: "1", CI: "", ...env },
  }).output();
  assert(success, new TextDecoder().decode(stderr));
  const screen = new Screen(COLUMNS, ROWS);
  screen.write(new TextDecoder().decode(stdout));
  return screen;
}

/** Defines a test that needs a terminal, which Windows has of another kind. */
function terminalTest(name: string, fn: () => Promise<void>): void {
  const ignore = Deno.build.os === "windows";
  Deno.test({
    name: ignore ? `${name} (ignored: Windows has no pty)` : name,
    ignore,
    fn,
  });
}

terminalTest(
  "a terminal keeps the lines and the bar of a program, and the line of its run",
  async () => {
    const screen = await inTerminal(programOf("live_script.ts"));
    assertEquals(screen.all, [
      "before",
      ...LINES,
      "fine-tune: 45.4 g CO2e (29 to 72 g), 110 Wh, 20 min",
      BAR,
      "after",
    ]);
    assertEquals(screen.bottom, ROWS - 1);
  },
);

for (const end of ["throw", "exit"]) {
  terminalTest(
    `a program that ends by ${end} gives the foot of the terminal back`,
    async () => {
      const screen = await inTerminal(programOf("live_script.ts", end));
      assertEquals(screen.bottom, ROWS - 1);
      assertEquals(screen.all.slice(0, 10), ["before", ...LINES]);
      assert(screen.all[10]?.startsWith(BAR));
      assert(!screen.all.some((line) => line.includes("CO2e")));
    },
  );
}

terminalTest(
  "Ctrl-C ends the run, and gives the foot of the terminal back",
  async () => {
    const program = programOf("endless_script.ts");
    const screen = await inTerminal(program, "under way");
    assertEquals(screen.bottom, ROWS - 1);
    // the line of the run wraps where the terminal is narrow
    const [first, line] = screen.all;
    assertEquals(first, "under way");
    assert(line?.startsWith("endless, aborted: "), line);
    assertEquals(screen.all.slice(-2), ["^C", "AbortError"]);
  },
);

terminalTest("a terminal without escape sequences is left alone", async () => {
  const program = programOf("live_script.ts");
  const screen = await inTerminal(program, "-", { TERM: "dumb" });
  assertEquals(screen.all, ["before", ...LINES, BAR, "after"]);
});

Deno.test("where there is no terminal, nothing is written", async () => {
  const [command = "", ...args] = programOf("live_script.ts");
  const { stdout, stderr } = await new Deno.Command(command, { args }).output();
  const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
  assertEquals(text(stderr), "");
  assert(text(stdout).startsWith("before\nline 1\nline 2\n"));
  assert(!text(stdout).includes("\x1b"));
});
