import { assert } from "@std/assert";
import fc from "fast-check";
import { isDue, NOTHING } from "../../../src/ledger/journal/journal.ts";

/** The news of a run with so many changes, idle for so long. */
function news(changes: number, idleS = 0) {
  const idle = { durationS: idleS, energyKwh: 0, emissionsKg: 0 };
  return { changes, idle };
}

const written = { timeS: 100, changes: 3, idleS: 20 };

Deno.test("the first news of a run is due at once", () => {
  assert(isDue({ timeS: 0 }, news(0), NOTHING));
});

Deno.test("nothing is due while nothing is new, however much time passes", () => {
  fc.assert(fc.property(fc.double({ min: 0, noNaN: true }), (timeS) => {
    assert(!isDue({ timeS }, news(3, 20), written));
  }));
});

Deno.test("a change is due 5 s after the news before it, and not sooner", () => {
  assert(!isDue({ timeS: 104.9 }, news(4, 20), written));
  assert(isDue({ timeS: 105 }, news(4, 20), written));
});

Deno.test("time between cells is due like any other change", () => {
  assert(!isDue({ timeS: 104.9 }, news(3, 20.5), written));
  assert(isDue({ timeS: 105 }, news(3, 20.5), written));
});

Deno.test("a run with news at every sample is written once in 5 s", () => {
  let last = NOTHING;
  let lines = 0;
  for (let timeS = 0; timeS < 3600; timeS += 0.5) {
    if (!isDue({ timeS }, news(timeS * 2), last)) continue;
    last = { timeS, changes: timeS * 2, idleS: 0 };
    lines += 1;
  }
  assert(lines === 720, `${lines}`);
});
