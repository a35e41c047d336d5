/**
 * Compares the cost of tracking by carboncell and by CodeCarbon, on one card at the same time:
 *
 *     deno run -A tests/bench/tracking.ts [seconds] [rounds]
 *
 * Processes that only sleep, tracked or not, run side by side on a stub of NVIDIA's library,
 * whose true energy is known. The first run makes a Python environment in `.venv-bench` and
 * installs CodeCarbon there.
 *
 * @module
 */
import { join } from "node:path";
import { delay } from "../delay.ts";
import {
  type StubNvml,
  stubNvml,
  type StubSettings,
} from "../sensors/stub_nvml.ts";
import type { Measured, Task, Tracked } from "./measured.ts";
import {
  type Command,
  type Commands,
  commands,
  withSmi,
} from "./measured_commands.ts";
import { median } from "./median.ts";
import { say, sayTable } from "./say.ts";

const SETTLE_S = 60;
/** A pause between starts, because processes that start together delay each other. */
const APART_MS = 2000;
/** The number of short runs, one after another, for the costs of starting and stopping. */
const STARTS = 10;
const START_S = 2;

const S_PER_HOUR = 3600;
const TARGET_PERCENT = 0.05;
const TARGET_LIVE_PERCENT = 1;
const TARGET_READING_MS = 20;
const TARGET_COUNTER_PERCENT = 0.5;
const TARGET_POWER_PERCENT = 2;

/** Bursts of 10 ms to 10 s. */
const COUNTING: StubSettings = {
  cards: ["NVIDIA A100-SXM4-80GB"],
  loads: ["bursts:60,380,3"],
};
/** The same power, on a card that counts no energy. */
const POWER_ONLY: StubSettings = { ...COUNTING, counter: false };

/** A kind of measured process. */
interface Kind {
  readonly name: string;
  readonly command: Command;
  readonly track?: NonNullable<Task["track"]>;
  readonly settings?: StubSettings;
  /** The same, not tracked. */
  readonly idle?: Kind;
}

function kindsOf({ deno, python, kernel }: Commands) {
  const idleDeno: Kind = { name: "Deno", command: deno };
  const idlePython: Kind = { name: "Python", command: python };
  const idleKernel: Kind = { name: "kernel", command: kernel };
  const quiet = { live: false } as const;
  const tenths = { ...quiet, intervalMs: 100 } as const;
  const own = { ...idleDeno, name: "carboncell", track: quiet, idle: idleDeno };
  const other = {
    ...idlePython,
    name: "CodeCarbon",
    track: {},
    idle: idlePython,
  };
  const inKernel = { ...idleKernel, idle: idleKernel };
  const share = { attribution: "process" } as const;
  return {
    idleDeno,
    idlePython,
    idleKernel,
    own,
    other,
    ownShare: {
      ...own,
      name: "carboncell, process",
      track: { ...quiet, ...share },
    },
    otherShare: { ...other, name: "CodeCarbon, process", track: share },
    ownKernel: {
      ...inKernel,
      name: "carboncell, in the kernel",
      track: quiet,
    },
    ownLive: {
      ...inKernel,
      name: "carboncell, with its live view",
      track: { live: true },
    },
    ownPower: {
      ...own,
      name: "carboncell, power at 100 ms",
      track: tenths,
      settings: POWER_ONLY,
    },
    otherPower: {
      ...other,
      name: "CodeCarbon, power at 100 ms",
      track: tenths,
      settings: POWER_ONLY,
    },
  } satisfies Record<string, Kind>;
}

/** Runs measured processes and collects their figures. */
class Found {
  readonly #stub: StubNvml;
  readonly #env: Readonly<Record<string, string>>;
  readonly #found = new Map<Kind, Measured[]>();

  constructor(stub: StubNvml, env: Readonly<Record<string, string>>) {
    this.#stub = stub;
    this.#env = env;
  }

  /** Runs one process of each kind, side by side. */
  async round(
    kinds: readonly Kind[],
    times: Omit<Task, "track">,
  ): Promise<void> {
    await Promise.all(kinds.map(async (kind, i) => {
      await delay(i * APART_MS);
      const { command, track, settings = COUNTING } = kind;
      const env = { ...this.#env, ...this.#stub.environment(settings) };
      const one = await command({ track, ...times }, env);
      this.#found.set(kind, [...this.of(kind), one]);
    }));
  }

  of(kind: Kind): readonly Measured[] {
    return this.#found.get(kind) ?? [];
  }

  tracked(kind: Kind): readonly Tracked[] {
    return this.of(kind).flatMap(({ tracked }) => tracked ?? []);
  }

  /** Gives a figure minus that of the untracked process in the same round. */
  more(kind: Kind, figure: (one: Measured) => number): number[] {
    const idle = kind.idle === undefined ? [] : this.of(kind.idle);
    return this.of(kind).map((one, i) => {
      const without = idle[i];
      return figure(one) - (without === undefined ? 0 : figure(without));
    });
  }

  /** Gives the errors of the card's energy, in %. */
  errors(kind: Kind): number[] {
    this.#stub.play(COUNTING);
    return this.tracked(kind).map(({ fromS, toS, cardJ }) =>
      (cardJ / this.#stub.trueEnergyJ(0, fromS, toS) - 1) * 100
    );
  }
}

function span(values: readonly number[], digits: number): string {
  const [middle, least, most] = [
    median(values),
    Math.min(...values),
    Math.max(...values),
  ].map((value) => value.toFixed(digits));
  return `${middle} (${least} to ${most})`;
}

/** Gives the share of a core in the steady state, in %. */
function percents(found: Found, kind: Kind, seconds: number): number[] {
  return found.more(kind, (one) => one.steadyCpuS / seconds * 100);
}

function sayCosts(
  found: Found,
  kinds: readonly Kind[],
  seconds: number,
): void {
  const onceS = (one: Measured) =>
    one.wholeCpuS - one.steadyCpuS * (1 + SETTLE_S / seconds);
  sayTable([
    [
      "more than not tracked",
      "% of a core",
      "CPU s an hour",
      "CPU s once",
      "peak memory, MB",
      "of all the process, MB",
    ],
    ...kinds.map((kind) => {
      const shares = percents(found, kind, seconds);
      const hourly = shares.map((percent) => percent / 100 * S_PER_HOUR);
      return [
        kind.name,
        span(shares, 4),
        span(hourly, 2),
        span(found.more(kind, onceS), 2),
        span(found.more(kind, (one) => one.peakBytes / 1e6), 0),
        span(found.of(kind).map((one) => one.peakBytes / 1e6), 0),
      ];
    }),
  ]);
}

function sayErrors(found: Found, kinds: readonly Kind[]): void {
  sayTable([
    ["energy of the card", "error, %"],
    ...kinds.map((kind) => [kind.name, span(found.errors(kind), 3)]),
  ]);
}

function sayStarts(found: Found, kinds: readonly Kind[]): void {
  const columns = [
    ["import", "importMs"],
    ["card read", "firstReadingMs"],
    ["all read", "allReadMs"],
    ["started", "startMs"],
    ["stopped", "stopMs"],
  ] as const;
  sayTable([
    ["ms", ...columns.map(([title]) => title)],
    ...kinds.map((kind) => [
      kind.name,
      ...columns.map(([, key]) =>
        span(found.tracked(kind).map((one) => one[key]), 1)
      ),
    ]),
  ]);
}

function sayTarget(name: string, isMet: boolean): void {
  say(`  ${name}: ${isMet ? "met" : "MISSED"}`);
  if (!isMet) Deno.exitCode = 1;
}

async function main(): Promise<void> {
  const seconds = Number(Deno.args[0] ?? 120);
  const rounds = Number(Deno.args[1] ?? 3);
  const kinds = kindsOf(await commands());
  await using stub = await stubNvml();
  const env = {
    ...await withSmi(stub.folder),
    // Runs are saved, as for users, but not to the user's own ledger.
    CARBONCELL_LEDGER: join(stub.folder, "ledger.db"),
  };
  const { own, other, ownLive, ownPower } = kinds;
  const starts = new Found(stub, env);
  for (let i = 0; i < STARTS; i++) {
    for (const kind of [own, other]) {
      await starts.round([kind], { settleS: START_S, seconds: 0 });
    }
  }
  const long = new Found(stub, env);
  // The main comparison runs alone, so that heavier processes do not disturb it.
  const alone: Kind[] = [own, other, kinds.idleDeno, kinds.idlePython];
  const others = Object.values<Kind>(kinds)
    .filter((kind) => !alone.includes(kind));
  for (let i = 0; i < rounds; i++) {
    for (const group of [alone, others]) {
      await long.round(group, { settleS: SETTLE_S, seconds });
    }
  }
  say(
    `${rounds} rounds of ${seconds} s after ${SETTLE_S} s, ${STARTS} starts; median (least to greatest)`,
  );
  const tracked = Object.values<Kind>(kinds).filter(({ track }) => track);
  const counted = tracked.filter(({ settings }) => settings !== POWER_ONLY);
  sayCosts(long, counted, seconds);
  say();
  sayErrors(long, tracked);
  say();
  sayStarts(starts, [own, other]);
  say("\nTargets, by the medians");
  const percent = (kind: Kind) => median(percents(long, kind, seconds));
  const error = (kind: Kind) => median(long.errors(kind).map(Math.abs));
  const reading = median(starts.tracked(own).map((one) => one.allReadMs));
  for (
    const [name, isMet] of [
      [`<= ${TARGET_PERCENT} % of a core`, percent(own) <= TARGET_PERCENT],
      ["less than CodeCarbon", percent(own) < percent(other)],
      [
        `<= ${TARGET_LIVE_PERCENT} % with the live view`,
        percent(ownLive) <= TARGET_LIVE_PERCENT,
      ],
      [
        `everything read within ${TARGET_READING_MS} ms`,
        reading <= TARGET_READING_MS,
      ],
      [
        `error <= ${TARGET_COUNTER_PERCENT} % by a counter`,
        error(own) <= TARGET_COUNTER_PERCENT,
      ],
      [
        `error <= ${TARGET_POWER_PERCENT} % by power`,
        error(ownPower) <= TARGET_POWER_PERCENT,
      ],
    ] as const
  ) sayTarget(name, isMet);
}

await main();
