import { assertEquals, assertRejects, assertThrows } from "@std/assert";
import { UnknownNameError } from "../../../src/errors.ts";
import {
  callOf,
  readLine,
  trackOf,
} from "../../../src/kernel/magics/read_magic.ts";

/** Lines, each with the magic's name, what follows it, and whether it asks for help. */
const LINES: Readonly<Record<string, readonly [string, string, boolean]>> = {
  "%%track": ["track", "", false],
  "%%track my-run": ["track", "my-run", false],
  '  %%track "my run" --country FR  ': [
    "track",
    '"my run" --country FR',
    false,
  ],
  "%% track": ["track", "", false],
  "% sensors": ["sensors", "", false],
  "%estimate --hours 2": ["estimate", "--hours 2", false],
  "%%estimate --hours 2": ["estimate", "--hours 2", false],
  "%carbon on": ["carbon", "on", false],
  "%report runs.html": ["report", "runs.html", false],
  "%lsmagic": ["lsmagic", "", false],
  "%track?": ["track", "", true],
  "%%track?": ["track", "", true],
  "%track??": ["track", "", true],
  "?%track": ["track", "", true],
  "? %%carbon": ["carbon", "", true],
};

for (const [line, [name, rest, isHelp]] of Object.entries(LINES)) {
  Deno.test(`readLine() of ${JSON.stringify(line)} is the magic "${name}"`, () => {
    const read = readLine(line);
    assertEquals([read.magic.name, read.rest, read.isHelp], [
      name,
      rest,
      isHelp,
    ]);
  });
}

const UNKNOWN: Readonly<Record<string, string>> = {
  "%%trak": 'Cannot find magic "%%trak": did you mean "%%track"',
  "%estimat --hours 2": '"%estimate"',
  "%senors": '"%sensors"',
  "%%": 'Cannot find magic "%%"',
  "%": 'Cannot find magic "%"',
};

for (const [line, message] of Object.entries(UNKNOWN)) {
  Deno.test(`readLine() of ${JSON.stringify(line)} says that there is no such magic`, () => {
    assertThrows(() => readLine(line), UnknownNameError, message);
  });
}

const MISPLACED: Readonly<Record<string, string>> = {
  "%track": 'must be written %%track: current value is "%track"',
  "%%carbon": 'must be written %carbon: current value is "%%carbon"',
  "%%report x.html": "must be written %report",
};

for (const [line, message] of Object.entries(MISPLACED)) {
  Deno.test(`readLine() of ${JSON.stringify(line)} says how the magic is written`, () => {
    assertThrows(() => readLine(line), TypeError, message);
  });
}

/** Magics, some with a body, and what they ask for. */
const CALLS: readonly (readonly [
  line: string,
  body: string | undefined,
  call: Readonly<Record<string, unknown>>,
])[] = [
  ["%sensors", undefined, { magic: "sensors" }],
  ["%carbon", undefined, { magic: "carbon", options: {} }],
  ["%carbon on", undefined, { magic: "carbon", every: "on", options: {} }],
  ["%carbon off", undefined, { magic: "carbon", every: "off", options: {} }],
  ["%carbon on --region DE --tag x", undefined, {
    magic: "carbon",
    every: "on",
    options: { region: "DE", tags: ["x"] },
  }],
  ["%configure --region Germany --pue 1.2 --ledger off", undefined, {
    magic: "configure",
    defaults: { region: "Germany", pue: 1.2, ledger: false },
  }],
  ["%report a.html", undefined, { magic: "report", file: "a.html" }],
  ['%report "a b.pdf"', undefined, { magic: "report", file: "a b.pdf" }],
  ["%estimate", undefined, { magic: "estimate", job: {} }],
  ["%estimate --hours 12 --hardware 'A100 SXM'", undefined, {
    magic: "estimate",
    job: { hours: 12, hardware: "A100 SXM" },
  }],
  ["%%estimate --hours 12", "\n", { magic: "estimate", job: { hours: 12 } }],
  ["%%estimate --hours 12", "hardware: A100\nhours: 3", {
    magic: "estimate",
    job: { hours: 3, hardware: "A100" }, // the body wins
  }],
];

for (const [line, body, call] of CALLS) {
  Deno.test(
    `callOf() of ${JSON.stringify(line)}${
      body === undefined ? "" : ` over ${JSON.stringify(body)}`
    }`,
    async () => {
      assertEquals<unknown>(await callOf(readLine(line), body), call);
    },
  );
}

for (const line of ["%carbon?", "%lsmagic"]) {
  Deno.test(`callOf() of ${JSON.stringify(line)} is a text with the magic in it`, async () => {
    const call = await callOf(readLine(line));
    assertEquals(call.magic, "text");
    assertEquals("text" in call && call.text.includes("%carbon"), true);
  });
}

const MISUSED: Readonly<Record<string, string>> = {
  "%carbon maybe":
    'Cannot run the magic "carbon" as it takes on, off or nothing: current value is "maybe"',
  "%carbon --region DE": "options only after on",
  "%carbon off --pue 1.2": "options only after on",
  "%carbon on off": 'current value is "on off"',
  "%report": 'it takes one file, such as report.html: current value is ""',
  "%report a.html b.html": 'current value is "a.html b.html"',
  "%sensors gpu":
    'Cannot run the magic "sensors" as it takes options only: current value is "gpu"',
  "%lsmagic all": "options only",
  "%estimate A100": "options only",
};

for (const [line, message] of Object.entries(MISUSED)) {
  Deno.test(`callOf() of ${JSON.stringify(line)} says what the magic takes`, async () => {
    await assertRejects(() => callOf(readLine(line)), TypeError, message);
  });
}

Deno.test("callOf() of an option that the magic does not have gives the nearest", async () => {
  const error = await assertRejects(
    () => callOf(readLine("%estimate --hardwear A100")),
    UnknownNameError,
    'Cannot find option "--hardwear": did you mean "--hardware"',
  );
  assertEquals([error.kind, error.given], ["option", "--hardwear"]);
});

Deno.test("callOf() of a body that cannot be read is a syntax error", async () => {
  await assertRejects(
    () => callOf(readLine("%%estimate"), "hours: [12"),
    SyntaxError,
    "Cannot read the cell as YAML",
  );
});

Deno.test("trackOf() gives the name and the options of a run", () => {
  assertEquals(trackOf(readLine("%%track")), { words: [], fields: {} });
  assertEquals(trackOf(readLine('%%track "my run" --budget 50g --live off')), {
    words: ["my run"],
    fields: { budgetKg: 0.05, live: false },
  });
});

Deno.test("trackOf() of a name in several words says that it needs quotes", () => {
  assertThrows(
    () => trackOf(readLine("%%track my run")),
    TypeError,
    'Cannot run the magic "track" as it takes one name, in quotes if it has blanks: current value is "my run"',
  );
});
