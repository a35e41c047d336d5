import process from "node:process";
import type { TrackOptions } from "../../src/tracker/options.ts";

/** The task of a measured process: it sleeps, tracked or not. */
export interface Task {
  /** The options of `track`; `undefined` if it is not tracked. */
  readonly track:
    | Pick<TrackOptions, "attribution" | "intervalMs" | "live">
    | undefined;
  /** The time until it is steady: compiled, and with the garbage of its start collected. */
  readonly settleS: number;
  /** The time for which it is then measured. */
  readonly seconds: number;
}

/** The process's own figures, with times by the stub's clock and energies of cards in J. */
export interface Measured {
  /** CPU time over `seconds`, in s. */
  readonly steadyCpuS: number;
  /** CPU time from the start of the process to its end, in s. */
  readonly wholeCpuS: number;
  /** Its peak memory, in B. */
  readonly peakBytes: number;
  /** Figures of tracked processes only. */
  readonly tracked: Tracked | undefined;
}

/** The figures of a tracked process. */
export interface Tracked {
  readonly importMs: number;
  /** Time from the call until a card's energy or power had been read. */
  readonly firstReadingMs: number;
  /** Time from the call until every sensor had been read; NaN if it is unknown. */
  readonly allReadMs: number;
  /** Time from the call to its return. */
  readonly startMs: number;
  readonly stopMs: number;
  /** The time that the run covers. */
  readonly fromS: number;
  readonly toS: number;
  readonly cardJ: number;
}

const LIBRARY = "libnvidia-ml.so.1";

/** Does the task in this process. */
export async function measured(task: Task): Promise<Measured> {
  const asked = { atMs: NaN };
  noteFirstReading(asked);
  const begun = task.track && await begin(task.track, asked);
  await sleep(task.settleS);
  const settledCpuS = cpuS();
  await sleep(task.seconds);
  const steadyCpuS = cpuS() - settledCpuS;
  const tracked = await begun?.end();
  return { steadyCpuS, wholeCpuS: cpuS(), peakBytes: peakBytes(), tracked };
}

async function begin(
  options: TrackOptions,
  asked: { readonly atMs: number },
): Promise<{ end(): Promise<Tracked> }> {
  const nowS = stubClock();
  const importedMs = performance.now();
  const { startRun } = await import("../../mod.ts");
  const calledMs = performance.now();
  const fromS = nowS();
  const starting = startRun("bench", { country: "FR", ...options });
  // The call returns when it first waits, and it reads the sensors before that.
  const allReadMs = performance.now() - calledMs;
  const handle = await starting;
  const startMs = performance.now() - calledMs;
  const firstReadingMs = asked.atMs - calledMs;
  return {
    end: async () => {
      const stoppedMs = performance.now();
      const run = await handle.stop();
      const stopMs = performance.now() - stoppedMs;
      const cardJ = run.components
        .filter(({ component }) => component === "accelerator")
        .reduce((sum, { energyKwh }) => sum + energyKwh * 3.6e6, 0);
      const importMs = calledMs - importedMs;
      const times = { importMs, firstReadingMs, allReadMs, startMs, stopMs };
      return { ...times, fromS, toS: fromS + run.durationS, cardJ };
    },
  };
}

/** Replaces the loaded library by one that notes the time of the first reading. */
function noteFirstReading(asked: { atMs: number }): void {
  const open = Deno.dlopen;
  // deno-lint-ignore no-explicit-any
  (Deno as any).dlopen = (name: string, symbols: any) => {
    const library = open(name, symbols);
    const noted = Object.fromEntries(
      ["nvmlDeviceGetTotalEnergyConsumption", "nvmlDeviceGetPowerUsage"]
        .filter((symbol) => symbol in symbols)
        .map((symbol) => [symbol, (...given: unknown[]) => {
          // deno-lint-ignore no-explicit-any
          const code = (library.symbols as any)[symbol](...given);
          if (Number.isNaN(asked.atMs) && code === 0) {
            asked.atMs = performance.now();
          }
          return code;
        }]),
    );
    return {
      symbols: { ...library.symbols, ...noted },
      close: () => library.close(),
    };
  };
}

function stubClock(): () => number {
  const { symbols } = Deno.dlopen(LIBRARY, {
    stub_now: { parameters: [], result: "f64" },
  });
  return () => symbols.stub_now();
}

function sleep(seconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, seconds * 1000));
}

function cpuS(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

function peakBytes(): number {
  const status = Deno.readTextFileSync("/proc/self/status");
  return Number(/^VmHWM:\s+(\d+) kB/m.exec(status)?.[1]) * 1024;
}
