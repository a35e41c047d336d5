import { assert, assertEquals, assertThrows } from "@std/assert";
import { checkMetrics } from "../../src/tracker/reported.ts";

class Scores {
  loss = 0.5;
  get accuracy(): number {
    return 0.9;
  }
}

Deno.test("only an object with numbers by name is a row of metrics", async (t) => {
  const refused: readonly (readonly [string, unknown])[] = [
    ["a number", 3],
    ["nothing", undefined],
    ["an empty object", {}],
    ["a date", new Date(0)],
    ["a map", new Map([["loss", 1]])],
    ["a set", new Set([1])],
    ["a promise", Promise.resolve({ loss: 1 })],
    ["a list", [0.5]],
    ["a list of bytes", new Uint8Array([1])],
    ["a function", () => 1],
    ["a text", "loss"],
    ["a text as an object", Object("loss")],
    ["an error", new Error("loss")],
    [
      "an object with an accessor of its class only",
      new (class {
        get loss(): number {
          return 1;
        }
      })(),
    ],
    ["a value that is no number", { loss: "low" }],
    ["a value that is an object", { loss: Object(1) }],
    ["a big integer", { steps: 1n }],
    ["a name without a value", { loss: undefined }],
  ];
  for (const [what, value] of refused) {
    await t.step(what, () => {
      const { message } = assertThrows(() => checkMetrics(value), TypeError);
      assert(message.startsWith("Cannot log the metrics as "), message);
      assert(message.includes("must be a"), message);
    });
  }
});

Deno.test("each metric is read once, and later changes do not matter", () => {
  let reads = 0;
  const own = {
    get loss() {
      reads += 1;
      return reads === 1 ? 0.5 : "low";
    },
  };
  assertEquals(checkMetrics(own), { loss: 0.5 });
  assertEquals(reads, 1);
  const seen: PropertyKey[] = [];
  const proxy = new Proxy({ loss: 1, accuracy: 0.5 }, {
    get: (target, name) => {
      seen.push(name);
      return Reflect.get(target, name);
    },
  });
  assertEquals(checkMetrics(proxy), { loss: 1, accuracy: 0.5 });
  assertEquals(seen, ["loss", "accuracy"]);
  const changing = { loss: 1 };
  const kept = checkMetrics(changing);
  changing.loss = 2;
  assertEquals(kept, { loss: 1 });
});

Deno.test("a loss that is no number any more is kept, as are the fields of a class", () => {
  assertEquals(checkMetrics({ loss: NaN, scale: Infinity }), {
    loss: NaN,
    scale: Infinity,
  });
  assertEquals(checkMetrics(new Scores()), { loss: 0.5 });
  const named = Object.assign(Object.create(null), { loss: 1 });
  assertEquals(checkMetrics(named), { loss: 1 });
});
