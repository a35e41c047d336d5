import process from "node:process";
import type { TrackOptions } from "../../src/tracker/options.ts";

/** What a process does that is measured: it sleeps, tracked or not. */
export interface Task {
  /** `undefined`: not tracked. */
  readonly track:
    | Pick<TrackOptions, "attribution" | "intervalMs" | "live">
    | undefined;
  /** How long until it is what it stays: compiled, and rid of the garbage of its start. */
  readonly settleS: number;
  /** How long it is measured then. */
  readonly seconds: number;
}

/** What it says of itself. Times in the stub's clock; energies of the cards in J. */
export interface Measured {
  /** CPU time over `seconds`, in s. */
  readonly steadyCpuS: number;
  /** CPU time from the start of the process to its end, in s. */
  readonly wholeCpuS: number;
  /** The most memory that it held, in B. */
  readonly peakBytes: number;
  /** What only those say that are tracked. */
  readonly tracked: Tracked | undefined;
}

/** What a tracked process says of itself. */
export interface Tracked {
  readonly importMs: number;
  /** From the call until a card's energy or power had been read. */
  readonly firstReadingMs: number;
  /** From the call until every sensor had been read; NaN where that cannot be seen. */
  readonly allReadMs: number;
  /** From the call until it was through. */
  readonly startMs: number;
  readonly stopMs: number;
  /** What the run says that it covers. */
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
  // A function runs on its caller's time until it first waits, and the sensors are read before.
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

/** Whoever loads the library gets one whose first reading is noted. */
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
