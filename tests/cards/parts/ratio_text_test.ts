import { assertEquals } from "@std/assert";
import {
  ratioRangeText,
  ratioText,
} from "../../../src/cards/parts/ratio_text.ts";

Deno.test("a ratio has the digits that tell it from 1", () => {
  assertEquals(
    [0.5, 4 / 3, 1.04, 1.004, 1.00004, 1, 1 + 1e-15, 1234.5, 0, 1e-6]
      .map((ratio) => ratioText(ratio)),
    [
      ...["0.5", "1.33", "1.04", "1.004", "1.00004", "1", "1", "1,230", "0"],
      "0.000001",
    ],
  );
});

Deno.test("a ratio in percent has the digits that tell it from 100 %", () => {
  assertEquals(
    [0.0104, 0.01, 0.9996, 0.99].map((ratio) => ratioText(ratio, 100)),
    ["1.04", "1", "99.96", "99"],
  );
});

Deno.test("the ends of a ratio's range have the digits that tell them apart", () => {
  assertEquals(ratioRangeText(4 / 3, [0.287, 4.69]), "0.29 to 4.7");
  assertEquals(ratioRangeText(1.1, [1.046, 1.157]), "1.05 to 1.16");
  assertEquals(ratioRangeText(0.01, [0.00675, 0.0148], 100), "0.68 to 1.5");
  assertEquals(ratioRangeText(1.0004, [1.0003, 1.0005]), "1.0003 to 1.0005");
});

Deno.test("a ratio whose range has no width, or only that of rounding, has no ends", () => {
  for (const [low, high] of [[0.5, 0.5], [0.5, 0.5 + 1e-16], [0, 0]] as const) {
    assertEquals(ratioRangeText(low, [low, high]), undefined);
  }
});
