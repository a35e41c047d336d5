import { assert, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { parse, stringify } from "npm:yaml@2.9.1";
import { withFrontMatter } from "../../../src/reports/files/front_matter.ts";
import { HOSTILE } from "../hostile.ts";

const KEY = "co2_eq_emissions";
const FIELDS = { emissions: 170, source: "carboncell", hardware_used: "A100" };

const LINES = `co2_eq_emissions:
  emissions: 170
  source: "carboncell"
  hardware_used: "A100"`;

function merged(card: string): string {
  return withFrontMatter(card, KEY, FIELDS);
}

Deno.test("a card without front matter gets some, and keeps its text", () => {
  assertEquals(merged("# Model\n"), `---\n${LINES}\n---\n# Model\n`);
  assertEquals(merged(""), `---\n${LINES}\n---\n`);
});

Deno.test("the block goes behind what is there, byte for byte", () => {
  const head = `# a comment
language: no   # Norwegian
license:    mit
tags:
- a
-   b
model-index:
    - name: "x"`;
  const body = "\n\n# Model\n\n---\nnot: yaml\n---\n";
  assertEquals(
    merged(`---\n${head}\n---${body}`),
    `---\n${head}\n${LINES}\n---${body}`,
  );
});

Deno.test("a block that is there keeps its place, its comments and its other fields", () => {
  const card = `---
license: mit
co2_eq_emissions:
  # by hand
  emissions: 12   # grams
  source: >-
    a long
    text
  training_type: pre-training
  # the end

# about tags
tags: [a, b]
---
# Model
`;
  assertEquals(
    merged(card),
    `---
license: mit
co2_eq_emissions:
  # by hand
  emissions: 170   # grams
  source: "carboncell"
  training_type: pre-training
  hardware_used: "A100"
  # the end

# about tags
tags: [a, b]
---
# Model
`,
  );
});

Deno.test("a bare number gives way to the block", () => {
  assertEquals(
    merged("---\na: 1\nco2_eq_emissions: 3.4 # g\nb: 2\n---\n"),
    `---\na: 1\n${LINES} # g\nb: 2\n---\n`,
  );
  assertEquals(
    merged("---\nco2_eq_emissions:\nb: 2\n---\n"),
    `---\n${LINES}\nb: 2\n---\n`,
  );
});

Deno.test("front matter in braces stays in braces", () => {
  assertEquals(
    merged("---\n{}\n---\n"),
    `---\n{co2_eq_emissions: ${JSON.stringify(FIELDS)}}\n---\n`,
  );
  const old = "{license: mit, co2_eq_emissions: {emissions: 3, energy: 4}}";
  const text = merged(`---\n${old}\n---\n`).split("\n")[1] ?? "";
  assertEquals(parse(text), {
    license: "mit",
    co2_eq_emissions: { ...FIELDS, energy: 4 },
  });
  const block = merged(
    "---\nco2_eq_emissions: {emissions: 3, energy: 4}\n---\n",
  );
  assert(block.includes("  energy: 4"));
});

Deno.test("merging twice is merging once", () => {
  const once = merged("---\nlicense: mit\n---\n# Model\n");
  assertEquals(merged(once), once);
});

Deno.test("line ends of Windows and marks of the encoding stay", () => {
  const card = "---\r\nlicense: mit\r\n---\r\n# Model\r\n";
  const text = merged(card);
  assertEquals(text.replaceAll("\r\n", "").includes("\n"), false);
  assert(text.endsWith("\r\n---\r\n# Model\r\n"));
  assert(merged("\uFEFF# Model\n").startsWith("\uFEFF---\n"));
});

Deno.test("an empty or commented front matter is filled", () => {
  assertEquals(
    merged("---\n# later\n---\nx"),
    `---\n# later\n${LINES}\n---\nx`,
  );
  assertEquals(merged("---\n\n---\nx"), `---\n${LINES}\n---\nx`);
});

Deno.test("what is no front matter of keys and values is refused, and says why", () => {
  assertThrows(
    () => merged("---\na: 1\na: 2\n---\n"),
    SyntaxError,
    'Cannot merge into the model card as its front matter has the key "a" twice',
  );
  assertThrows(() => merged("---\n- a\n---\n"), TypeError, "keys and values");
  assertThrows(() => merged("---\n\ta: [\n---\n"), SyntaxError, "must be YAML");
});

Deno.test("an anchor in the old block that others refer to is not lost in silence", () => {
  assertThrows(
    () =>
      merged(
        "---\nco2_eq_emissions:\n  emissions: &g 3\nother: *g\n---\n",
      ),
    SyntaxError,
  );
});

Deno.test("numbers are written without exponents, which YAML 1.1 reads as text", () => {
  for (const emissions of [1e-7, 1.5e21, 0.1 + 0.2, 0]) {
    const text = withFrontMatter("", KEY, { emissions });
    const [, written = ""] = /emissions: (.*)\n---/.exec(text) ?? [];
    assert(/^\d+(\.\d+)?$/.test(written), written);
    assert(Math.abs(Number(written) - emissions) <= emissions * 1e-14);
  }
});

Deno.test("any text comes back unchanged and changes nothing around it", () => {
  const texts = fc.oneof(
    fc.constantFrom(...HOSTILE),
    fc.string({ unit: "grapheme", maxLength: 60 }),
  );
  fc.assert(fc.property(texts, (raw) => {
    const source = raw.replace(/[\p{Cc}\p{Cs}]/gu, " ");
    const card = withFrontMatter("---\nlicense: mit\n---\nbody", KEY, {
      source,
    });
    const [, yaml = "", body] = card.split(/^---\n|\n---\n/);
    assertEquals(parse(yaml), { license: "mit", [KEY]: { source } });
    assertEquals(body, "body");
  }));
});

Deno.test("the rest of a card stays the same in any style", () => {
  const value = fc.oneof(
    fc.constantFrom("no", "", "long text ".repeat(20), "a\nb\n", "# x", "- y"),
    fc.string(),
    fc.integer(),
    fc.boolean(),
    fc.constant(null),
    fc.array(fc.string(), { maxLength: 3 }),
    fc.dictionary(fc.string({ minLength: 1 }), fc.string(), { maxKeys: 3 }),
  );
  const keys = fc.constantFrom("license", "tags", KEY, "a b", "x-y", "1");
  const cards = fc.dictionary(keys, value, { maxKeys: 5 });
  const style = fc.record({
    indent: fc.constantFrom(2, 4),
    indentSeq: fc.boolean(),
    collectionStyle: fc.constantFrom(
      "any" as const,
      "flow" as const,
    ),
    lineWidth: fc.constantFrom(0, 40),
  });
  fc.assert(
    fc.property(cards, style, fc.constantFrom("\n", "\r\n"), (data, s, eol) => {
      const yaml = stringify(data, s).replaceAll("\n", eol);
      const card = merged(`---${eol}${yaml}---${eol}# Model`);
      const [, after = ""] =
        /^---\r?\n([^]*?)\r?\n---\r?\n# Model$/.exec(card) ?? [];
      const { [KEY]: own, ...rest } = parse(after);
      const { [KEY]: _, ...before } = parse(yaml) ?? {};
      assertEquals(rest, before);
      assertEquals({ ...own, ...FIELDS }, own);
    }),
    { numRuns: 1000 },
  );
});

Deno.test("front matter of 20,000 keys takes time in proportion to it", () => {
  const keys = Array.from({ length: 20_000 }, (_, i) => `k${i}: ${i}`);
  const card = `---\n${keys.join("\n")}\n---\n`;
  const startMs = performance.now();
  const merged = withFrontMatter(card, "co2", { emissions: 1 });
  assert(merged.endsWith("k19999: 19999\nco2:\n  emissions: 1\n---\n"));
  // Each key was compared with all others, which took two minutes.
  assert(performance.now() - startMs < 30_000);
});

Deno.test("aliases of aliases, deep nesting and a key that comes twice are refused with a sentence", () => {
  const nine = (name: string) => `[${Array(9).fill(`*${name}`).join()}]`;
  const bomb = `a: &a [x, x, x, x, x, x, x, x, x]
b: &b ${nine("a")}
c: &c ${nine("b")}
d: ${nine("c")}`;
  const texts: readonly (readonly [yaml: string, why: string])[] = [
    [bomb, "aliases of aliases"],
    ["a: &a\n  b: *a", "aliases of aliases"],
    [`a: ${"[".repeat(20_000)}${"]".repeat(20_000)}`, "nested too deeply"],
    ["a: 1\nb: 2\na: 3", 'has the key "a" twice'],
    ["b:\n  c: 1\n  c: 2", 'has the key "c" twice'],
  ];
  for (const [yaml, why] of texts) {
    assertThrows(
      () => withFrontMatter(`---\n${yaml}\n---\n`, "co2", { emissions: 1 }),
      SyntaxError,
      why,
    );
  }
});
