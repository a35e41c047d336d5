import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import type { RunCall } from "../../../src/tracker/calls/run_call.ts";
import { withTokenEnergy } from "../../../src/tracker/calls/token_energy.ts";
import { assertClose } from "../../close.ts";

/** A call of a server on this machine from second 2 to second 6, of which it worked 1 s and 2 s. */
const CALL: RunCall = {
  id: "call",
  provider: undefined,
  model: "llama3.1:8b",
  inputTokens: 1000,
  cachedInputTokens: 500,
  outputTokens: 100,
  reasoningTokens: undefined,
  images: undefined,
  streamed: false,
  estimated: false,
  status: 200,
  outcome: "answered",
  timeS: 2,
  firstTokenS: undefined,
  durationS: 4,
  isLocal: true,
  serverTimes: { inputS: 1, outputS: 2 },
  energyKwh: undefined,
  emissionsKg: undefined,
  place: undefined,
};

const sample = (timeS: number, powerW: number) => ({
  timeS,
  energyKwh: 0,
  emissionsKg: 0,
  powerW,
  minPowerW: powerW,
  maxPowerW: powerW,
  componentPowerW: {},
});

Deno.test("the machine's energy of a call is split among its tokens by the times of its server", () => {
  // It reads the prompt from second 3 to 4 with 100 W, and answers until second 6 with 300 W.
  const samples = [sample(0, 0), sample(4, 100), sample(10, 300)];
  const [call] = withTokenEnergy([CALL], samples);
  assertClose(call?.inputTokenJ, 100 / 500);
  assertClose(call?.outputTokenJ, 600 / 100);
});

Deno.test("without times of the server, samples or tokens nothing is known of a token", () => {
  const samples = [sample(0, 0), sample(10, 100)];
  const { serverTimes: _, ...rest } = CALL;
  const timeless = { ...rest, serverTimes: undefined };
  assertEquals(withTokenEnergy([timeless], samples), [timeless]);
  assertEquals(withTokenEnergy([CALL], []), [CALL]);
  const remote = { ...CALL, isLocal: false };
  assertEquals(withTokenEnergy([remote], samples), [remote]);
  const [call] = withTokenEnergy(
    [{ ...CALL, outputTokens: undefined }],
    samples,
  );
  assertEquals(call?.outputTokenJ, undefined);
});

/** A call that was sent at second 0, and its server's times. */
const sent = (durationS: number, inputS: number, outputS: number): RunCall => ({
  ...CALL,
  timeS: 0,
  durationS,
  serverTimes: { inputS, outputS },
});

Deno.test("calls that one server answers at the same time share the energy of that time", () => {
  // 100 W: two calls read for 1 s each and write for 9 s, and nothing else works.
  const samples = [sample(0, 0), sample(10, 100)];
  const calls = withTokenEnergy([sent(10, 1, 9), sent(10, 1, 9)], samples);
  for (const { inputTokenJ, outputTokenJ } of calls) {
    assertClose(inputTokenJ, 50 / 500);
    assertClose(outputTokenJ, 450 / 100);
  }
});

Deno.test("a call that waits for another one takes no energy until its turn", () => {
  // The second is sent with the first and begins when that ends: 1,000 J each, at 100 W.
  const samples = [sample(0, 0), sample(20, 100)];
  const calls = withTokenEnergy([sent(10, 1, 9), sent(20, 1, 9)], samples);
  for (const { inputTokenJ, outputTokenJ } of calls) {
    assertClose(inputTokenJ, 100 / 500);
    assertClose(outputTokenJ, 900 / 100);
  }
});

Deno.test("a call without times of its server takes its share of those that have them", () => {
  // From second 4 to 8 both are open. 400 J: half of them for the one with times.
  const samples = [sample(0, 0), sample(10, 100)];
  const silent = { ...sent(8, 0, 0), serverTimes: undefined };
  const [call, other] = withTokenEnergy([sent(8, 2, 2), silent], samples);
  assertClose(call?.inputTokenJ, 100 / 500);
  assertClose(call?.outputTokenJ, 100 / 100);
  assertEquals(other, silent);
});

Deno.test("the calls of this machine never have more energy than the machine", () => {
  const call = fc.record({
    timeS: fc.double({ min: 0, max: 50, noNaN: true }),
    durationS: fc.double({ min: 0.01, max: 50, noNaN: true }),
    inputS: fc.double({ min: 0.01, max: 60, noNaN: true }),
    outputS: fc.double({ min: 0.01, max: 60, noNaN: true }),
  });
  fc.assert(fc.property(fc.array(call, { maxLength: 20 }), (drawn) => {
    const calls = withTokenEnergy(
      drawn.map(({ timeS, durationS, ...serverTimes }) => ({
        ...CALL,
        timeS,
        durationS,
        serverTimes,
      })),
      [sample(0, 0), sample(100, 100)],
    );
    const joules = calls.reduce(
      (sum, { inputTokenJ = 0, outputTokenJ = 0 }) =>
        sum + inputTokenJ * 500 + outputTokenJ * 100,
      0,
    );
    assert(joules <= 100 * 100 * (1 + 1e-9));
  }));
});
