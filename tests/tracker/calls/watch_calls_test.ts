import { assertEquals } from "@std/assert";
import {
  type CallTaker,
  EarlyCalls,
  watchCalls,
} from "../../../src/tracker/calls/watch_calls.ts";
import { modelServer } from "./model_server.ts";

/** A run that writes down what it hears. */
function listener(id: string, sinceS = 0): CallTaker & { heard: string[] } {
  const heard: string[] = [];
  return {
    id,
    sinceS,
    heard,
    sent: () => heard.push("sent"),
    none: () => heard.push("none"),
    ended: ({ call, first }) => heard.push(`${call.model} of ${first}`),
    refusal: () => undefined,
  };
}

Deno.test("calls that are sent while sensors are being opened are handed to the run", async () => {
  await using server = modelServer();
  const early = new EarlyCalls("run");
  await server.call();
  const late = await server.begin();
  const run = listener("run");
  const stop = watchCalls(run);
  early.handOver(run);
  assertEquals(run.heard, ["sent", "sent", "gpt-4o of run"]);
  await late();
  assertEquals(run.heard.at(-1), "gpt-4o of run");
  assertEquals(run.heard.length, 4);
  stop();
});

Deno.test("a run that could not begin takes no calls, and nothing more is recorded", async () => {
  await using server = modelServer();
  const early = new EarlyCalls("run");
  await server.call();
  early.handOver(undefined);
  const run = listener("later", performance.now() / 1000);
  const stop = watchCalls(run);
  await server.call();
  stop();
  await server.call();
  assertEquals(run.heard, ["sent", "gpt-4o of later"]);
});

Deno.test("of the runs that take a call the one that began first counts it", async () => {
  await using server = modelServer();
  const runs = [listener("a"), listener("b")];
  const stops = runs.map(watchCalls);
  await server.call();
  stops.forEach((stop) => stop());
  assertEquals(runs.map(({ heard }) => heard.at(-1)), [
    "gpt-4o of a",
    "gpt-4o of a",
  ]);
});
