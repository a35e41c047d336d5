/**
 * Runs every test, two processes at a time, because many tests wait for a kernel, a browser or a
 * clock. With arguments it runs `deno test` with them.
 */
import config from "../deno.json" with { type: "json" };
import { basename, join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { runCommand } from "../notebooks/tools/command.ts";
import { ROOT } from "../notebooks/tools/paths.ts";
import { say } from "../notebooks/tools/say.ts";
import { inLanes } from "./lanes.ts";

/** What nothing else names. `deno test` without a path finds it. */
const THE_REST: readonly string[] = [];

/**
 * What each process tests. It leaves out what another one names, so that every test runs once.
 * The slowest are first, so that both lanes end at nearly the same time.
 */
const PARTS: readonly (readonly string[])[] = [
  THE_REST,
  ["tests/notebooks"],
  ["tests/kernel"],
  [
    "tests/notebooks/kept_outputs_test.ts",
    "tests/notebooks/stored_outputs_test.ts",
  ],
  ["tests/notebooks/pictures_test.ts", "tests/notebooks/exports_test.ts"],
  ["tests/kernel/mends"],
];

/** These compare a measurement with the truth, so they run after the others, alone. */
const ALONE: readonly string[] = ["tests/tracker/energy_error_test.ts"];

const PATHS = [...PARTS.flat(), ...ALONE];

const OPTIONS: readonly string[] = [
  "test",
  "-A",
  "--no-check",
  "--doc",
  "--sanitize-ops",
  "--sanitize-resources",
  // Only checks and tests use it, as Deno downloads all that a lock names when it loads the first.
  "--lock=deno.lock",
  "--import-map=tests/import_map.json",
];

/** Begins the results of a file, the errors, or the sum of all. */
const HEADING = /^(running \d+ tests? from |ERRORS$|(ok|FAILED) \| )/;

/** How a process ended, and what it said from its first error on. */
interface Outcome {
  readonly code: number;
  readonly end: readonly string[];
}

/** Tests the paths, and prints the results of each file together. */
async function testPart(paths: readonly string[]): Promise<Outcome> {
  const others = PATHS.filter((path) =>
    paths.length === 0 || paths.some((own) => path.startsWith(`${own}/`))
  );
  // the option takes the place of the configured folders
  const ignored = [...config.exclude, ...others];
  const lines: string[] = [];
  let hasErrors = false;
  const { code, stderr } = await runCommand(Deno.execPath(), [
    ...OPTIONS,
    `--ignore=${ignored.join()}`,
    ...paths,
  ], {
    cwd: ROOT,
    env: ledgerOf(paths[0] ?? "rest"),
    onLine: (line) => {
      const text = stripVTControlCharacters(line).trim();
      if (!hasErrors && HEADING.test(text)) sayAll(lines.splice(0));
      hasErrors ||= text === "ERRORS";
      lines.push(line);
    },
  });
  if (code !== 0) lines.push(stderr);
  return { code, end: lines };
}

/** Each process has a ledger of its own, because runs of one ledger know of each other. */
function ledgerOf(part: string): Record<string, string> {
  return {
    CARBONCELL_LEDGER: join(ROOT, ".ledger", `tests-${basename(part)}.db`),
  };
}

function sayAll(lines: readonly string[]): void {
  for (const line of lines) say(line);
}

async function testAll(): Promise<number> {
  const outcomes = await inLanes(2, PARTS, testPart);
  outcomes.push(await testPart(ALONE));
  const failed = outcomes.filter(({ code }) => code !== 0);
  const passed = outcomes.filter(({ code }) => code === 0);
  for (const { end } of [...passed, ...failed]) sayAll(end);
  return failed.length === 0 ? 0 : 1;
}

async function testSome(args: readonly string[]): Promise<number> {
  await using child = new Deno.Command(Deno.execPath(), {
    args: [...OPTIONS, ...args],
    env: ledgerOf("some"),
  }).spawn();
  return (await child.status).code;
}

Deno.exit(await (Deno.args.length === 0 ? testAll() : testSome(Deno.args)));
