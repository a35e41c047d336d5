import type { CpuRow, Cpus, PowerModel } from "./types.ts";

/** Processors of a class by their names. */
const CLASSES: Readonly<Record<string, RegExp>> = {
  laptop:
    /Core (i\d-\d{4,5}(U|H|HK|HQ|HX|P|M|G[1-7])|Ultra \d \d{3}(U|H|V|HX))$|Ryzen AI|Ryzen \d (PRO )?\d{4}(U|H|HS|HX)$/,
  desktop:
    /Core (i\d-\d{4,5}(K|KF|KS|F|T|X|XE|S)?|Ultra \d \d{3}(K|KF|F|T)?)$|Ryzen \d (PRO )?\d{4}(X|XT|X3D|G|GE|E|F)?$/,
  server: /Xeon (Gold|Platinum|Silver|6\d{3})|EPYC/,
};

/**
 * Gives the power of a processor that is not listed: the median of the listed ones of its class,
 * with their 5th and 95th percentile. A server's is that of a thread.
 */
export function cpuClasses({ rows }: Cpus): PowerModel[] {
  return Object.entries(CLASSES).map(([architecture, names]): PowerModel => {
    const server = architecture === "server";
    const watts = rows
      .filter(([name, cores]) => names.test(name) && (!server || cores))
      .map((row) => server ? row[2] / threadsOf(row) : row[2])
      .sort((a, b) => a - b);
    const at = (share: number) => watts[Math.floor(watts.length * share)]!;
    return {
      id: `cpu-class-${architecture}`,
      component: "cpu-class",
      architecture,
      minWatts: Number(at(0.05).toPrecision(3)),
      maxWatts: Number(at(0.95).toPrecision(3)),
      value: Number(at(0.5).toPrecision(3)),
      unit: server ? "W/thread" : "W",
      year: 2026,
      source: "codecarbon-3.3",
      note: `median, 5th and 95th percentile of ${watts.length} listed models`,
    };
  });
}

function threadsOf([, cores, , , , threads]: CpuRow): number {
  return threads ?? cores! * 2;
}
