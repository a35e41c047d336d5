import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { lineMetrics } from "../../src/command/line_metrics.ts";

/** Lines as trainings print them, and what they say. */
const LINES: readonly (readonly [string, Record<string, number>])[] = [
  ["loss: 0.12", { loss: 0.12 }],
  ["loss = 1e-3, acc=97.5%", { loss: 0.001, acc: 97.5 }],
  // Keras
  [
    "500/500 [====] - 2s 4ms/step - loss: 0.2345 - accuracy: 0.91 - val_loss: 0.3",
    { loss: 0.2345, accuracy: 0.91, val_loss: 0.3 },
  ],
  // Hugging Face's Trainer prints a dictionary of Python
  [
    "{'loss': 0.5, 'learning_rate': 5e-05, 'epoch': 0.1}",
    { loss: 0.5, learning_rate: 5e-5, epoch: 0.1 },
  ],
  ['{"epoch": 3, "loss": 0.5, "note": "x"}', { epoch: 3, loss: 0.5 }],
  ["[0]\ttrain-rmse:0.50123\tvalid-rmse:0.6", { // XGBoost
    "train-rmse": 0.50123,
    "valid-rmse": 0.6,
  }],
  ["Epoch 3: loss: nan", { loss: NaN }],
  ["loss: -inf", { loss: -Infinity }],
  ["step: 5/100, eval/acc: .5", { step: 5, "eval/acc": 0.5 }],
  ["loss: 0.12.", { loss: 0.12 }],
  // No metrics: a port, a time, a version, an address, a date, a size with its unit
  ["Listening on localhost:8888", {}],
  ["2026-11-30 12:30:05,123 INFO eta: 0:12:03", {}],
  ["version: 3.11.2", {}],
  ["http://10.0.0.1/a=b", {}],
  ["date: 2026-11-30", {}],
  ["took: 3.4s", {}],
  ["[1, 2]", {}],
  ["{not json", {}],
  // Each row of metrics has these of its own
  ["energyKwh: 5, loss: 1", { loss: 1 }],
];

for (const [line, metrics] of LINES) {
  Deno.test(`the metrics of ${JSON.stringify(line)}`, () => {
    assertEquals(lineMetrics(line), metrics);
  });
}

Deno.test("a pattern finds metrics by its named groups, as often as it fits", () => {
  const pattern = /(?<name>\w+) \| (?<loss>\S+)/;
  assertEquals(lineMetrics("iter | 0.5", pattern), { loss: 0.5 });
  assertEquals(lineMetrics("a | 1 b | 2", /a \| (?<a>\d)|b \| (?<b>\d)/y), {
    a: 1,
    b: 2,
  });
  assertEquals(lineMetrics("loss: 0.5", pattern), {});
});

Deno.test("any line is read in linear time and gives only numbers", () => {
  fc.assert(fc.property(fc.string({ unit: "binary" }), (line) => {
    const values = Object.values(lineMetrics(line));
    assert(values.every((value) => typeof value === "number"));
  }));
  const started = performance.now();
  for (const part of ["a", "a ", "a:", "1", "a= ", "{", " "]) {
    lineMetrics(part.repeat(9000 / part.length));
  }
  // It takes 5 ms; in quadratic time it would be some seconds.
  assert(performance.now() - started < 2000);
});
