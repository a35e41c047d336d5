import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import {
  type Labelled,
  labelOffset,
  labelPlaces,
  type Side,
} from "../../../src/charts/parts/label_places.ts";

const ROOM = { width: 600, height: 300 };
const SIDES: readonly Side[] = [[1, 0], [-1, 0], [0, -1], [0, 1]];

const dots = fc.array(
  fc.record({
    x: fc.integer({ min: 0, max: ROOM.width }),
    y: fc.integer({ min: 0, max: ROOM.height }),
    width: fc.integer({ min: 10, max: 200 }),
  }),
  { maxLength: 30 },
).map((list) =>
  list.map(({ x, y, width }): Labelled => ({
    x,
    y,
    labels: [{ width, height: 28 }, { width: width / 2, height: 14 }],
    sides: SIDES,
  }))
);

Deno.test("labelPlaces() lets no label cover another, a dot or the edge", () => {
  fc.assert(fc.property(dots, (all) => {
    const boxes = labelPlaces(all, ROOM, []).flatMap((place, index) => {
      if (place === undefined) return [];
      const { x, y, labels } = all[index] as Labelled;
      const size = labels[place.label] ?? { width: NaN, height: NaN };
      const [dx, dy] = labelOffset(size, place.side);
      return [{ x: x + dx, y: y + dy, ...size }];
    });
    for (const [index, a] of boxes.entries()) {
      assert(a.x - a.width / 2 >= 0 && a.x + a.width / 2 <= ROOM.width);
      assert(a.y - a.height / 2 >= 0 && a.y + a.height / 2 <= ROOM.height);
      for (const b of boxes.slice(index + 1)) {
        const apart = Math.abs(a.x - b.x) >= (a.width + b.width) / 2 ||
          Math.abs(a.y - b.y) >= (a.height + b.height) / 2;
        assert(apart);
      }
      for (const { x, y } of all) {
        assert(
          Math.abs(a.x - x) >= a.width / 2 || Math.abs(a.y - y) >= a.height / 2,
        );
      }
    }
  }));
});

Deno.test("labelPlaces() takes the shorter label before it takes none", () => {
  const dot = { x: 10, y: 10, sides: [[1, 0]] as const };
  const long = { width: 700, height: 28 };
  const short = { width: 50, height: 14 };
  assertEquals(
    labelPlaces([{ ...dot, labels: [long, short] }], ROOM, []),
    [{ label: 1, side: [1, 0] }],
  );
  assertEquals(labelPlaces([{ ...dot, labels: [long] }], ROOM, []), [
    undefined,
  ]);
});

Deno.test("labelPlaces() keeps clear of what else is drawn", () => {
  const dot = {
    x: 100,
    y: 100,
    labels: [{ width: 50, height: 14 }],
    sides: [[1, 0], [-1, 0]] as const,
  };
  const line = { left: 120, right: 122, top: 0, bottom: 300 };
  assertEquals(labelPlaces([dot], ROOM, [line])[0]?.side, [-1, 0]);
});
