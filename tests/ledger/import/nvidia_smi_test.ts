import { assertEquals, assertThrows } from "@std/assert";
import { assertClose } from "../../close.ts";
import { importText, leftOutOf } from "./fixture.ts";

/** The energy of each card, in J. */
function joulesOf(text: string): number[] | undefined {
  return importText(text).runs[0]?.components.map(({ energyKwh }) =>
    energyKwh * 3.6e6
  );
}

function assertJoules(text: string, expected: readonly number[]): void {
  const joules = joulesOf(text);
  assertEquals(joules?.length, expected.length, text);
  expected.forEach((energyJ, i) => assertClose(joules?.[i], energyJ));
}

Deno.test("powers of nvidia-smi are one run with the energy of each card", () => {
  const { runs, remarks } = importText(
    [
      "timestamp, index, name, power.draw [W]",
      "2026/10/30 18:00:00.000, 0, NVIDIA A100, 100.00 W",
      "2026/10/30 18:00:00.000, 1, NVIDIA A100, 50.00 W",
      "2026/10/30 18:00:10.000, 0, NVIDIA A100, 300.00 W",
      "2026/10/30 18:00:10.000, 1, NVIDIA A100, [N/A]",
      "2026/10/30 18:00:20.000, 1, NVIDIA A100, 50.00 W",
    ].join("\n"),
    "train.csv",
  );
  const [run] = runs;
  assertEquals(run?.name, "train");
  assertEquals(run?.durationS, 20);
  assertEquals(run?.emissionsKg, undefined);
  // (100 + 300) / 2 W for 10 s, and 50 W for 20 s
  const joules = run?.components.map(({ energyKwh }) => energyKwh * 3.6e6);
  assertClose(joules?.[0], 2000);
  assertClose(joules?.[1], 1000);
  assertEquals(remarks.map(({ line }) => line), [5]);
});

Deno.test("powers of nvidia-smi without units and with one card are read too", () => {
  const { runs } = importText(
    "timestamp, power.draw\n2026/10/30 18:00:00.000, 22\n2026/10/30 18:00:04.000, 24\n",
  );
  // 23 W for 4 s
  assertClose((runs[0]?.energyKwh ?? 0) * 3.6e6, 92);
});

const ROUNDS = [
  "2026/10/30 18:00:00.000, 0, NVIDIA A100, 100.00 W",
  "2026/10/30 18:00:00.000, 1, NVIDIA A100, 50.00 W",
  "2026/10/30 18:00:10.000, 0, NVIDIA A100, 100.00 W",
  "2026/10/30 18:00:10.000, 1, NVIDIA A100, 50.00 W",
];
const HEADINGS = "timestamp, index, name, power.draw [W]";

Deno.test("powers without headings, or with headings in each round, have the same energy", () => {
  const again = ROUNDS.flatMap((line) => [HEADINGS, line]);
  const german = [HEADINGS, ...ROUNDS].map((line) =>
    line.replaceAll(", ", ";").replace(/^2026.10.30/, "30.10.2026")
      .replace(/(\d)\.00 W/, "$1,00 W")
  );
  // 100 W and 50 W for 10 s
  for (const lines of [[HEADINGS, ...ROUNDS], ROUNDS, again, german]) {
    assertJoules(lines.join("\n"), [1000, 500]);
    assertEquals(importText(lines.join("\n")).remarks, []);
  }
});

Deno.test("cards that no column names are told apart by the rounds", () => {
  const line = (ms: number, watts: number) =>
    `2026/10/30 18:00:${
      (ms / 1000).toFixed(3).padStart(6, "0")
    }, ${watts}.00 W`;
  const text = (...lines: string[]) =>
    ["timestamp, power.draw [W]", ...lines].join("\n");
  const rounds = [0, 1, 2].flatMap((s) => [
    line(s * 1000, 100),
    line(s * 1000 + 3, 200),
  ]);
  // 100 W and 200 W for 2 s
  assertJoules(text(...rounds), [200, 400]);
  assertJoules(text(...rounds, line(3000, 100)), [300, 400]);
  // One card that is read every 10 ms
  assertJoules(text(...[0, 10, 20, 30].map((ms) => line(ms, 100))), [3]);
  assertThrows(
    () => importText(text(...rounds, line(3000, 100), line(4000, 100))),
    TypeError,
    "must have a column index or uuid",
  );
});

Deno.test("a line that was cut off within its power is left out", () => {
  const text = [
    HEADINGS,
    ...ROUNDS,
    "2026/10/30 18:00:20.000, 0, NVIDIA A100, 1",
  ];
  assertEquals(leftOutOf(text.join("\n")), [
    'line 6 must end in W as power.draw [W], as the other lines do: current value is "1"',
  ]);
});

Deno.test("a log that has grown is the same run", () => {
  const idOf = (lines: readonly string[]) =>
    importText(lines.join("\n")).runs[0]?.id;
  const all = [HEADINGS, ...ROUNDS];
  assertEquals(idOf(all.slice(0, 4)), idOf(all));
});

Deno.test("powers without a time, or of which nothing says that they are powers, are refused", () => {
  assertThrows(
    () => importText("power.draw [W]\n100.00 W\n"),
    TypeError,
    "line 1 must have the heading timestamp",
  );
  const bare = ROUNDS.map((line) => line.replace(" W", "")).join("\n");
  assertThrows(() => importText(bare), TypeError, "leave noheader out");
});
