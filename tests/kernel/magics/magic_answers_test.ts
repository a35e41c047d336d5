import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { magicAnswer } from "../../../src/kernel/magics/magic_answers.ts";

Deno.test("requests about code without magics are left to the kernel", async () => {
  for (
    const type of [
      "complete_request",
      "inspect_request",
      "is_complete_request",
    ]
  ) {
    for (const code of ["", "a % b", "const a = 5;\na", 5]) {
      assertEquals(await magicAnswer(type, { code, cursor_pos: 0 }), undefined);
    }
  }
  assertEquals(
    await magicAnswer("history_request", { code: "%carbon" }),
    undefined,
  );
});

Deno.test("a completion counts code points, as Jupyter does", async () => {
  // "🌱" is one code point, and two units of JavaScript
  const code = "// 🌱\n%carb";
  assertEquals(
    await magicAnswer("complete_request", { code, cursor_pos: 10 }),
    {
      status: "ok",
      matches: ["%carbon"],
      cursor_start: 5,
      cursor_end: 10,
      metadata: {},
    },
  );
});

Deno.test("an inspection of the line of a magic is its help", async () => {
  for (const [line, cursor_pos] of [["%%track x", 0], ["%%track x", 9]]) {
    const { found, data } = await magicAnswer("inspect_request", {
      code: line,
      cursor_pos,
    }) as { found: boolean; data: Record<string, string> };
    assert(found);
    assertStringIncludes(data["text/plain"] ?? "", "--budget");
  }
});

Deno.test("an inspection of an unknown magic finds nothing, and one of code is left to the kernel", async () => {
  const of = (code: string, cursor_pos: number) =>
    magicAnswer("inspect_request", { code, cursor_pos });
  assertEquals((await of("%unknown", 3))?.found, false);
  assertEquals(await of("%carbon\nDeno", 9), undefined);
});

const COMPLETE: Readonly<Record<string, string | undefined>> = {
  "%carbon": "complete",
  "%carbon on": "complete",
  "%%track?": "complete",
  "%%track": "incomplete",
  "%%track\nconst a = 5;": "incomplete",
  "%%track\nconst a = 5;\n": "complete",
  "const a = 5;\n%carbon": undefined, // the kernel's to answer
};

for (const [code, status] of Object.entries(COMPLETE)) {
  Deno.test(`${JSON.stringify(code)} is ${status ?? "left to the kernel"}`, async () => {
    const answer = await magicAnswer("is_complete_request", { code });
    assertEquals(answer?.status, status);
  });
}
