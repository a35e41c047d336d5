import { assertEquals, assertThrows } from "@std/assert";
import { UnknownNameError } from "../../../src/errors.ts";
import {
  ESTIMATE_OPTIONS,
  type MagicOption,
  TRACK_OPTIONS,
} from "../../../src/kernel/magics/magic_options.ts";
import {
  fieldsOf,
  type Given,
  readOptions,
} from "../../../src/kernel/magics/read_options.ts";

/** All options, of which none is given with another meaning by both magics. */
const OPTIONS: readonly MagicOption[] = [
  ...TRACK_OPTIONS,
  ...ESTIMATE_OPTIONS.filter(({ name }) =>
    TRACK_OPTIONS.every((option) => option.name !== name)
  ),
];

const READ: Readonly<Record<string, Given>> = {
  "": { words: [], fields: {} },
  "one two": { words: ["one", "two"], fields: {} },
  "'a b' \"c d\" e": { words: ["a b", "c d", "e"], fields: {} },
  "007": { words: ["007"], fields: {} },
  "--hours 12": { words: [], fields: { hours: 12 } },
  "--hours=12": { words: [], fields: { hours: 12 } },
  "--hours 1e3": { words: [], fields: { hours: 1000 } },
  "--hours .5": { words: [], fields: { hours: 0.5 } },
  "--hours -2": { words: [], fields: { hours: -2 } }, // estimate() refuses it
  "name --hours 2": { words: ["name"], fields: { hours: 2 } },
  "--hours 2 name": { words: ["name"], fields: { hours: 2 } },
  "--hardware 'A100 SXM4 80GB'": {
    words: [],
    fields: { hardware: "A100 SXM4 80GB" },
  },
  '--hardware="A100"': { words: [], fields: { hardware: "A100" } },
  "--hardware 4090": { words: [], fields: { hardware: "4090" } },
  "--memory-gb 32": { words: [], fields: { memoryGb: 32 } },
  "--memoryGb 32": { words: [], fields: { memoryGb: 32 } },
  "--MEMORY_GB 32": { words: [], fields: { memoryGb: 32 } },
  "--region us-central1": { words: [], fields: { region: "us-central1" } },
  "--region gcp/us-central1": {
    words: [],
    fields: { region: "gcp/us-central1" },
  },
  "--region aws/us/east": {
    words: [],
    fields: { region: "aws/us/east" },
  },
  "--live on": { words: [], fields: { live: true } },
  "--live OFF": { words: [], fields: { live: false } },
  "--budget 2t": { words: [], fields: { budgetKg: 2000 } },
  "--budget 0.1kg": { words: [], fields: { budgetKg: 0.1 } },
  "--budget '50 g'": { words: [], fields: { budgetKg: 0.05 } },
  "--budget 1MG": { words: [], fields: { budgetKg: 1e-6 } },
  "--interval 500ms": { words: [], fields: { intervalMs: 500 } },
  "--interval 2s": { words: [], fields: { intervalMs: 2000 } },
  "--interval 1min": { words: [], fields: { intervalMs: 60_000 } },
  "--tag a": { words: [], fields: { tags: ["a"] } },
  "--tag a --tag 'b c' --tag=5": {
    words: [],
    fields: { tags: ["a", "b c", "5"] },
  },
  "name --tags a": { words: ["name"], fields: { tags: ["a"] } },
  "--on-budget warn": { words: [], fields: { onBudget: "warn" } },
};

for (const [text, given] of Object.entries(READ)) {
  Deno.test(`readOptions() of ${JSON.stringify(text)}`, () => {
    assertEquals(readOptions(text, OPTIONS), given);
  });
}

const WRONG: Readonly<Record<string, string>> = {
  "--hours": "Cannot run the magic as --hours needs a value: current value is",
  "--live": "--live needs a value",
  "--hours twelve":
    'Cannot run the magic as --hours must be a number: current value is "twelve"',
  "--hours 1,5": '--hours must be a number: current value is "1,5"',
  "--hours Infinity": "--hours must be a number",
  "--hours 1 --hours 2": "--hours must be given once",
  "--tag": "--tag needs a value",
  "--tag a --tag": "--tag needs a value",
  "--live perhaps": '--live must be on or off: current value is "perhaps"',
  "--budget 5": '--budget must have a unit: t, kg, g, mg: current value is "5"',
  "--budget 5lb": "--budget must have a unit: t, kg, g, mg",
  "--budget kg": "--budget must have a unit: t, kg, g, mg",
  "--budget 1.2.3kg": "--budget must be a number",
  "--interval 2": "--interval must have a unit: ms, s, min",
};

for (const [text, message] of Object.entries(WRONG)) {
  Deno.test(`readOptions() of ${JSON.stringify(text)} says what is wrong`, () => {
    assertThrows(() => readOptions(text, OPTIONS), TypeError, message);
  });
}

Deno.test("readOptions() of an unknown option gives the nearest ones", () => {
  for (
    const [text, nearest] of [
      ["--regoin x", '"--region"'],
      ["--no-live", '"--live"'],
      ["--hours.min 2", '"--hours"'],
    ] as const
  ) {
    assertThrows(() => readOptions(text, OPTIONS), UnknownNameError, nearest);
  }
});

Deno.test("fieldsOf() keeps the numbers and objects that YAML gives", () => {
  const hardware = { name: "My card", tdpWatts: 200 };
  assertEquals(fieldsOf({ hours: 12, hardware, embodied: true }, OPTIONS), {
    hours: 12,
    hardware,
    embodied: true,
  });
});

Deno.test("fieldsOf() reads texts as the line of a magic does", () => {
  assertEquals(
    fieldsOf({ "memory gb": "32", region: "gcp/europe-north1" }, OPTIONS),
    { memoryGb: 32, region: "gcp/europe-north1" },
  );
});

Deno.test("fieldsOf() of a name without a value says that it needs one", () => {
  for (const value of [null, "", true]) {
    assertThrows(
      () => fieldsOf({ hours: value }, OPTIONS),
      TypeError,
      "--hours needs a value",
    );
  }
});
