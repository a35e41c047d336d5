import type { Sample } from "../course/sample.ts";
import type { RunCall } from "./run_call.ts";

/**
 * Splits the measured energy of this machine among the tokens of its own servers, by the times that
 * they say. Calls that are at work at the same time share the energy of that time equally, so that
 * all of them together never have more than the machine.
 * @param calls Of a run
 * @param samples What the run measured
 */
export function withTokenEnergy(
  calls: readonly RunCall[],
  samples: readonly Sample[],
): readonly RunCall[] {
  if (!calls.some(({ serverTimes }) => serverTimes !== undefined)) return calls;
  const sharedJ = sharedBy(calls.flatMap(workOf), energyBy(samples));
  return calls.map((call) => {
    const [work] = call.serverTimes === undefined ? [] : workOf(call);
    if (work === undefined) return call;
    const { inputTokens = NaN, cachedInputTokens = 0, outputTokens = NaN } =
      call;
    const { fromS, answersS, toS } = work;
    const each = (fromS: number, toS: number, tokens: number) => {
      const joules = sharedJ(toS) - sharedJ(fromS);
      return tokens > 0 && joules > 0 ? joules / tokens : undefined;
    };
    const inputTokenJ = each(fromS, answersS, inputTokens - cachedInputTokens);
    const outputTokenJ = each(answersS, toS, outputTokens);
    return {
      ...call,
      ...inputTokenJ !== undefined && { inputTokenJ },
      ...outputTokenJ !== undefined && { outputTokenJ },
    };
  });
}

/** When a server of this machine works on a call, in s since the start of the run. */
interface Work {
  readonly fromS: number;
  /** When the prompt is read, and the answer begins. */
  readonly answersS: number;
  readonly toS: number;
}

/**
 * The work on a call; none for a call elsewhere. It ends with the answer: before it, the call may
 * have waited for others, or for the model to be loaded. A server that does not say its times may
 * work from the beginning.
 */
function workOf(
  { isLocal, outcome, serverTimes, timeS, durationS = 0 }: RunCall,
): Work[] {
  if (!isLocal || outcome === "failed" || !(durationS > 0)) return [];
  const toS = timeS + durationS;
  if (serverTimes === undefined) return [{ fromS: timeS, answersS: toS, toS }];
  const { inputS, outputS } = serverTimes;
  // A server may say a little more time than the whole call took.
  const part = Math.min(1, durationS / (inputS + outputS));
  const answersS = toS - outputS * part;
  return [{ fromS: answersS - inputS * part, answersS, toS }];
}

/** The energy until a moment of one of the calls that are at work, in J. */
function sharedBy(
  works: readonly Work[],
  usedJ: (timeS: number) => number,
): (timeS: number) => number {
  const changes = new Map<number, number>();
  for (const { fromS, answersS, toS } of works) {
    for (
      const [timeS, more] of [[fromS, 1], [answersS, 0], [toS, -1]] as const
    ) {
      changes.set(timeS, (changes.get(timeS) ?? 0) + more);
    }
  }
  const shared = new Map<number, number>();
  let [atWork, joules, lastJ] = [0, 0, 0];
  for (const timeS of [...changes.keys()].sort((a, b) => a - b)) {
    const untilJ = usedJ(timeS);
    if (atWork > 0) joules += (untilJ - lastJ) / atWork;
    shared.set(timeS, joules);
    lastJ = untilJ;
    atWork += changes.get(timeS) ?? 0;
  }
  return (timeS) => shared.get(timeS) ?? 0;
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
