import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { pathData } from "../../../src/charts/parts/path_data.ts";

Deno.test("pathData() writes steps from place to place, rounded", () => {
  assertEquals(pathData([1, 2, 3.26, 4.04], 10), "M1,2l2.3,2");
  assertEquals(
    pathData([10, 10, 9.6, 8.9, 9.6, 20], 10),
    "M10,10l-.4-1.1v11.1",
  );
  assertEquals(pathData([10.4, 10.6, 20.4, 10.6], 1), "M10,11h10");
});

Deno.test("pathData() leaves out what lies on the way along an axis", () => {
  assertEquals(pathData([0, 0, 1, 0, 2, 0, 5, 0, 5, 3, 5, 7], 1), "M0,0h5v7");
});

Deno.test("pathData() keeps a turn that is narrower than what it writes", () => {
  assertEquals(pathData([0, 50, 0.1, 5, 0.2, 50, 1, 50], 1), "M0,50v-45v45h1");
});

const vertices = fc.array(
  fc.tuple(
    fc.double({ min: 0, max: 500, noNaN: true }),
    fc.double({ min: 0, max: 500, noNaN: true }),
  ),
  { minLength: 1, maxLength: 200 },
);

for (const perPixel of [1, 10] as const) {
  Deno.test(`pathData() ends within half of 1/${perPixel} px of where it should, however many steps`, () => {
    fc.assert(fc.property(vertices, (points) => {
      const [x, y] = endOf(pathData(points.flat(), perPixel));
      const [wantedX, wantedY] = points.at(-1) as [number, number];
      assert(Math.abs(x - wantedX) <= 0.5 / perPixel + 1e-6);
      assert(Math.abs(y - wantedY) <= 0.5 / perPixel + 1e-6);
    }));
  });
}

/** Where a path of M, l, h and v ends. */
function endOf(path: string): readonly [number, number] {
  let [x, y] = [0, 0];
  for (const [, command, rest] of path.matchAll(/([Mlhv])([^Mlhv]*)/g)) {
    const numbers = (rest?.match(/-?(\d+\.?\d*|\.\d+)/g) ?? []).map(Number);
    const [first = 0, second = 0] = numbers;
    if (command === "M") [x, y] = [first, second];
    else if (command === "v") y += first;
    else {
      x += first;
      y += second;
    }
  }
  return [x, y];
}
