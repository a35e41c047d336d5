import { assert, assertEquals } from "@std/assert";
import { KERNEL_NAME } from "../../src/kernel/install/kernel_spec.ts";
import { askScript } from "./python.ts";

/** By test of the suite: "passed", "skipped", or why it failed. */
type Outcomes = Readonly<Record<string, string>>;

/** What both kernels were tested with, and what only one can pass. */
type Answer = Readonly<
  Record<"same" | "more", Readonly<Record<string, Outcomes>>>
>;

Deno.test("Jupyter's suite for kernels passes on this kernel wherever it passes on the plain one, and in more cases", async () => {
  const { same, more } = await askScript<Answer>(
    "conformance.py",
    "deno",
    KERNEL_NAME,
  );
  const own = same[KERNEL_NAME]!;
  assertEquals(failuresIn(own), []);
  for (const test of passedIn(same["deno"]!)) {
    assertEquals(own[test], "passed", test);
  }
  assert(passedIn(own).length >= 9);

  assertEquals(failuresIn(more[KERNEL_NAME]!), []);
  // Of code that does not parse the plain kernel shows no error, and it knows nothing of magics.
  const plain = failuresIn(more["deno"]!).map(([test]) => test);
  for (const test of ["test_error", "test_inspect", "test_completion"]) {
    assert(plain.includes(test), test);
  }
});

function passedIn(outcomes: Outcomes): string[] {
  return Object.keys(outcomes).filter((test) => outcomes[test] === "passed");
}

function failuresIn(outcomes: Outcomes): [test: string, why: string][] {
  return Object.entries(outcomes)
    .filter(([, outcome]) => outcome !== "passed" && outcome !== "skipped");
}
