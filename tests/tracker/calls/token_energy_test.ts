import { assertEquals } from "@std/assert";
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
  // 100 W until second 4, then 300 W: 800 J in 4 s, so 200 W for 1 s and for 2 s.
  const samples = [sample(0, 0), sample(4, 100), sample(10, 300)];
  const [call] = withTokenEnergy([CALL], samples);
  assertClose(call?.inputTokenJ, 200 / 500);
  assertClose(call?.outputTokenJ, 400 / 100);
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
