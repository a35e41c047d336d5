import fc from "fast-check";
import type { Sample } from "../../../src/tracker/course/sample.ts";
import type { RunRecord } from "../../../src/tracker/run.ts";
import type { Coverage, Scope } from "../../../src/tracker/sharing/coverage.ts";
import { aRun } from "../../notebook/a_run.ts";

/** How long the story of a test is, in s: every second is counted by hand. */
const SECONDS = 24;

/** A process on a machine. */
interface Process {
  readonly machine: string;
  readonly pid: string;
}

/** Two processes on one machine and one on another. */
const PROCESSES: readonly Process[] = [
  { machine: "laptop", pid: "7" },
  { machine: "laptop", pid: "8" },
  { machine: "server", pid: "7" },
];

/** A run of such a story. */
export interface Told {
  readonly id: string;
  readonly process: Process;
  readonly fromS: number;
  readonly toS: number;
  /** When none of its cells ran. */
  readonly pause: readonly [fromS: number, toS: number] | undefined;
  /** Whether it counts the whole processor of the machine, or that of its process. */
  readonly scope: Extract<Scope, "machine" | "tree">;
  /** The cards that it counts. */
  readonly cards: readonly number[];
}

/** A run at any time, in any process. */
const told = fc.record({
  process: fc.constantFrom(...PROCESSES),
  times: fc.uniqueArray(fc.integer({ min: 0, max: SECONDS }), {
    minLength: 4,
    maxLength: 4,
  }).map((times) => times.toSorted((a, b) => a - b)),
  pauses: fc.boolean(),
  scope: fc.constantFrom("machine", "machine", "tree"),
  cards: fc.subarray([0, 1]),
}).map(({ times, pauses, ...rest }): Omit<Told, "id"> => {
  const [fromS, begin, end, toS] = times as [number, number, number, number];
  const pause = pauses ? [begin, end] as const : undefined;
  return { ...rest, fromS, toS, pause };
});

/** Runs that overlap in any way. */
export const story: fc.Arbitrary<Told[]> = fc.array(told, {
  minLength: 1,
  maxLength: 9,
})
  .map((runs) => runs.map((run, i): Told => ({ ...run, id: `run ${i}` })));

/** The names of what a run counts in a second: a processor has a part for each process. */
function counted(run: Told, second: number): string[] {
  const { process: { machine, pid }, fromS, toS, pause, scope, cards } = run;
  const runs = second >= fromS && second < toS &&
    !(pause !== undefined && second >= pause[0] && second < pause[1]);
  if (!runs) return [];
  const pids = scope === "machine" ? ["7", "8"] : [pid];
  return [
    ...pids.map((pid) => `${machine} cpu ${pid} ${second}`),
    ...cards.map((card) => `${machine} card ${card} ${second}`),
  ];
}

/** The energy of some runs, in kWh: a set has each part of each second once. */
export function byHand(runs: readonly Told[]): number {
  const all = new Set(
    runs.flatMap((run) =>
      Array.from({ length: SECONDS }, (_, second) => counted(run, second))
        .flat()
    ),
  );
  return [...all].reduce((sum, name) => sum + joulesOf(name), 0) / 3.6e6;
}

/**
 * What a part of a machine uses in a second, in J; each second differs. A run's samples tell its
 * cards together, so those of a machine differ by a factor.
 */
function joulesOf(name: string): number {
  const [machine, part, number, second] = name.split(" ");
  const isCard = part === "card";
  let hash = 7;
  for (const letter of `${machine} ${isCard || number} ${second}`) {
    hash = (hash * 31 + letter.charCodeAt(0)) % 997;
  }
  return (1 + hash) * (isCard ? 1 + Number(number) : 1);
}

/** The record of such a run, at 400 g/kWh and PUE 1. */
export function recordOf(run: Told): RunRecord & { coverage: Coverage } {
  const { id, process: { machine, pid }, fromS, toS, pause, scope } = run;
  const names = ["cpu", ...run.cards.map((card) => `card ${card}`)];
  const usedJ = names.map(() => 0);
  const samples: Sample[] = [sampleAt(0, 0, {})];
  for (let second = fromS; second < toS; second += 1) {
    const power: Record<string, number> = { cpu: 0, accelerator: 0 };
    for (const name of counted(run, second)) {
      const i = names.findIndex((part) => name.includes(` ${part} `));
      const joules = joulesOf(name);
      usedJ[i]! += joules;
      power[i === 0 ? "cpu" : "accelerator"]! += joules;
    }
    const sumJ = usedJ.reduce((sum, joules) => sum + joules, 0);
    samples.push(sampleAt(second + 1 - fromS, sumJ / 3.6e6, power));
  }
  const energyKwh = samples.at(-1)!.energyKwh;
  const parts = names.map((name) => ({
    id: name,
    component: name === "cpu" ? "cpu" as const : "accelerator" as const,
    scope: name === "cpu" ? scope : "machine" as const,
  }));
  return {
    ...aRun(),
    id,
    startedAt: new Date(Date.UTC(2026, 10, 23) + fromS * 1000),
    durationS: toS - fromS - (pause ? pause[1] - pause[0] : 0),
    energyKwh,
    itEnergyKwh: energyKwh,
    emissionsKg: energyKwh * 0.4,
    components: parts.map(({ id, component }, i) => ({
      component,
      name: id,
      energyKwh: usedJ[i]! / 3.6e6,
      method: "measured",
      source: "a fake",
    })),
    samples,
    coverage: {
      machine,
      container: machine,
      processes: [pid],
      clock: `${machine} ${pid}`,
      startS: fromS + Number(pid) * 1000,
      endS: toS - fromS,
      pauses: pause ? [[pause[0] - fromS, pause[1] - fromS]] : [],
      jumps: [],
      parts,
    },
  };
}

function sampleAt(
  timeS: number,
  energyKwh: number,
  componentPowerW: Sample["componentPowerW"],
): Sample {
  const powerW = Object.values(componentPowerW).reduce((a, b) => a + b, 0);
  return {
    timeS,
    energyKwh,
    emissionsKg: energyKwh * 0.4,
    powerW,
    minPowerW: powerW,
    maxPowerW: powerW,
    componentPowerW,
  };
}
