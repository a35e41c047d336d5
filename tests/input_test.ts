import { assertEquals } from "@std/assert";
import fc from "fast-check";
import * as z from "zod";
import {
  above,
  either,
  faultsOf,
  flag,
  inputError,
  least,
  list,
  most,
  no,
  number,
  optional,
  record,
  type Schema,
  text,
  type Wanted,
  word,
} from "../src/input.ts";

const SCHEMA = record({
  hours: number(least(0)),
  count: optional(number(above(0))),
  region: optional(text()),
});

const WANTED: Wanted = {
  doing: "read the job",
  whole: "an object",
  fields: { hours: "a number >= 0", count: "a number > 0", region: "a name" },
};

/** Which values a field takes, by the rule and not by the schema. */
const FITS: Readonly<Record<string, (value: unknown) => boolean>> = {
  hours: (value) => Number.isFinite(value) && Number(value) >= 0,
  count: (value) =>
    value === undefined || Number.isFinite(value) && Number(value) > 0,
  region: (value) =>
    value === undefined || typeof value === "string" && value !== "",
};

Deno.test("faultsOf() names exactly the fields that do not fit, whichever of them are given", () => {
  const value = fc.oneof(
    fc.double(),
    fc.constantFrom(
      undefined,
      null,
      "",
      "name",
      0,
      -1,
      NaN,
      Infinity,
      {},
      true,
    ),
  );
  const given = fc.dictionary(
    fc.constantFrom("hours", "count", "region"),
    value,
    { noNullPrototype: true },
  );
  fc.assert(fc.property(given, (job) => {
    const wrong = Object.entries(FITS)
      .filter(([field, fits]) => !fits(job[field]))
      .map(([field]) => field);
    const found = faultsOf(SCHEMA, job).map(({ path }) => String(path[0]));
    assertEquals([...new Set(found)].sort(), wrong.sort());
  }));
});

Deno.test("faultsOf() refuses an unknown field also after the same known ones were checked", () => {
  assertEquals(faultsOf(SCHEMA, { hours: 1 }), []);
  const faults = faultsOf(SCHEMA, { hours: 1, hors: 2 });
  assertEquals(
    inputError(faults, { hours: 1, hors: 2 }, WANTED).message,
    'Cannot read the job as it has the unknown key "hors" (did you mean "hours"?): allowed are hours, count, region',
  );
});

Deno.test("faultsOf() checks inherited fields and getters too", () => {
  class Job {
    hours = 1;
    get count(): number {
      return -1;
    }
  }
  const found = (value: unknown) =>
    faultsOf(SCHEMA, value).map(({ path }) => path);
  assertEquals(found(new Job()), [["count"]]);
  assertEquals(found(Object.create({ hours: -1 })), [["hours"]]);
});

Deno.test("a value that breaks two bounds is named once", () => {
  const job = { hours: -Infinity };
  assertEquals(
    inputError(faultsOf(SCHEMA, job), job, WANTED).message,
    "Cannot read the job as hours must be a number >= 0: current value is -Infinity",
  );
});

/** Each of our rules beside the same one of zod, which is as strict. */
const RULES: readonly (readonly [Schema, z.ZodType])[] = [
  [number(), z.number()],
  [number(least(0), most(1)), z.number().gte(0).lte(1)],
  [number(above(0)), z.number().gt(0)],
  [text(), z.string().min(1)],
  [flag(), z.boolean()],
  [word("a", "b"), z.enum(["a", "b"])],
  [list(text()), z.array(z.string().min(1))],
  [either(text(), no()), z.union([z.string().min(1), z.literal(false)])],
  [
    record({ a: text(), b: optional(record({ a: number() })) }),
    z.strictObject({
      a: z.string().min(1),
      b: z.strictObject({ a: z.number() }).optional(),
    }),
  ],
];

Deno.test("faultsOf() takes and refuses what zod takes and refuses", () => {
  const { value } = fc.letrec<{ value: unknown }>((tie) => ({
    value: fc.oneof(
      { depthSize: "small" },
      fc.constantFrom("", "a", "c", 0, 1, -1, 0.5, NaN, Infinity, true, false),
      fc.constantFrom(undefined, null, 1n, Symbol(), new Date(0), new Map()),
      fc.array(tie("value"), { maxLength: 2 }),
      fc.dictionary(fc.constantFrom("a", "b", "c"), tie("value"), {
        maxKeys: 3,
        noNullPrototype: true,
      }),
    ),
  }));
  fc.assert(fc.property(value, (value) => {
    for (const [ours, theirs] of RULES) {
      const fits = faultsOf(ours, value).length === 0;
      assertEquals(fits, theirs.safeParse(value).success);
    }
  }));
});
