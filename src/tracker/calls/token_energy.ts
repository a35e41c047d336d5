import type { Sample } from "../course/sample.ts";
import type { RunCall } from "./run_call.ts";

/**
 * Splits the measured energy of this machine among the tokens of its own server, by the times that
 * the server says.
 * @param calls Of a run
 * @param samples What the run measured
 */
export function withTokenEnergy(
  calls: readonly RunCall[],
  samples: readonly Sample[],
): readonly RunCall[] {
  if (!calls.some(({ serverTimes }) => serverTimes !== undefined)) return calls;
  const usedJ = energyBy(samples);
  return calls.map((call) => {
    const { isLocal, serverTimes, timeS, durationS = 0 } = call;
    if (!isLocal || serverTimes === undefined || !(durationS > 0)) return call;
    const joules = usedJ(timeS + durationS) - usedJ(timeS);
    const meanW = joules / durationS;
    if (!(meanW > 0)) return call;
    const { inputTokens = NaN, cachedInputTokens = 0, outputTokens = NaN } =
      call;
    const each = (seconds: number, tokens: number) =>
      tokens > 0 && seconds > 0 ? meanW * seconds / tokens : undefined;
    const inputTokenJ = each(
      serverTimes.inputS,
      inputTokens - cachedInputTokens,
    );
    const outputTokenJ = each(serverTimes.outputS, outputTokens);
    return {
      ...call,
      ...inputTokenJ !== undefined && { inputTokenJ },
      ...outputTokenJ !== undefined && { outputTokenJ },
    };
  });
}

/** The IT energy of the machine until a moment, in J, on straight lines between the samples. */
function energyBy(samples: readonly Sample[]): (timeS: number) => number {
  const sums = [0];
  for (let i = 0; i < samples.length; i += 1) {
    const { timeS, powerW } = samples[i] as Sample;
    const fromS = samples[i - 1]?.timeS ?? 0;
    sums.push((sums[i] ?? 0) + powerW * (timeS - fromS));
  }
  return (timeS) => {
    let low = 0;
    let high = samples.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((samples[middle] as Sample).timeS < timeS) low = middle + 1;
      else high = middle;
    }
    const fromS = samples[low - 1]?.timeS ?? 0;
    const powerW = samples[low]?.powerW ?? 0;
    return (sums[low] ?? 0) + powerW * Math.max(0, timeS - fromS);
  };
}
