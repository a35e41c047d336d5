import { assertEquals, assertRejects } from "@std/assert";
import { withFrontMatter } from "../../../src/reports/files/front_matter.ts";
import { mergedBytes } from "../../../src/reports/files/merged_bytes.ts";

const merge = (text = "") =>
  Promise.resolve(withFrontMatter(text, "co2", { emissions: 1 }));

/** Bytes of texts and of numbers. */
function bytesOf(...parts: readonly (string | number[])[]) {
  return new Uint8Array(
    parts.flatMap((part) =>
      typeof part === "string" ? [...new TextEncoder().encode(part)] : part
    ),
  );
}

/** Latin-1, and bytes that are no text at all. */
const LATIN = [0x63, 0x61, 0x66, 0xe9, 0x0a, 0xff, 0x00, 0x80, 0xc3];

Deno.test("bytes below the front matter that are no UTF-8 stay as they are", async () => {
  const cases = [
    [
      "---\nlicense: mit\n---\n",
      "---\nlicense: mit\nco2:\n  emissions: 1\n---\n",
    ],
    ["---\nname: é\n---\n", "---\nname: é\nco2:\n  emissions: 1\n---\n"],
    [
      "---\r\na: 1\r\n---\r\n",
      "---\r\na: 1\r\nco2:\r\n  emissions: 1\r\n---\r\n",
    ],
    ["\uFEFF", "\uFEFF---\nco2:\n  emissions: 1\n---\n"],
    ["\uFEFF---\na: 1\n---\n", "\uFEFF---\na: 1\nco2:\n  emissions: 1\n---\n"],
    ["", "---\nco2:\n  emissions: 1\n---\n"],
    ["# Title\n---\n", "---\nco2:\n  emissions: 1\n---\n# Title\n---\n"],
  ] as const;
  for (const [before, after] of cases) {
    assertEquals(
      await mergedBytes(bytesOf(before, LATIN), merge),
      bytesOf(after, LATIN),
    );
  }
});

Deno.test("a mark of byte order and text in UTF-8 stay as they are", async () => {
  assertEquals(
    await mergedBytes(bytesOf("\uFEFF# Ünï\n"), merge),
    bytesOf("\uFEFF---\nco2:\n  emissions: 1\n---\n# Ünï\n"),
  );
  assertEquals(
    await mergedBytes(undefined, merge),
    bytesOf("---\nco2:\n  emissions: 1\n---\n"),
  );
});

Deno.test("front matter that is no UTF-8, and a file in UTF-16, are refused", async () => {
  for (
    const bytes of [
      bytesOf("---\nname: ", [0xe9], "\n---\n"),
      bytesOf([0xff, 0xfe, 0x23, 0x00]),
      bytesOf([0xfe, 0xff, 0x00, 0x23]),
    ]
  ) {
    await assertRejects(
      () => mergedBytes(bytes, merge),
      SyntaxError,
      "Cannot merge into the model card as",
    );
  }
});
