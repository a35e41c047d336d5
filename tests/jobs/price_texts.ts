import { join } from "node:path";
import { jobLog, type JobLogOptions, type Partition } from "../../mod.ts";
import type { JobLog } from "../../src/jobs/job_log.ts";

/** A card of 100 W, and a processor of 64 cores and 64 W: a core draws 1 W. */
export const PARTITION: Partition = {
  hardware: { name: "card", tdpWatts: 100 },
  cpu: { name: "processor", tdpWatts: 64 },
  cores: 64,
};

/** At 1,000 g/kWh and a PUE of 1, kg are kWh. */
export const PLAIN: JobLogOptions = {
  partitions: { "*": PARTITION },
  carbonIntensity: 1000,
  pue: 1,
};

/**
 * Prices files of text.
 * @param files Their content by name
 * @param options Of the log. @default {@linkcode PLAIN}
 * @param use Looks at it before it is closed
 */
export async function priced<T>(
  files: Readonly<Record<string, string | Uint8Array>>,
  options: JobLogOptions,
  use: (log: JobLog, folder: string) => T | Promise<T>,
): Promise<T> {
  const folder = await Deno.makeTempDir();
  try {
    for (const [name, content] of Object.entries(files)) {
      const bytes = typeof content === "string"
        ? new TextEncoder().encode(content)
        : content;
      await Deno.writeFile(join(folder, name), bytes);
    }
    await using log = await jobLog(join(folder, "*"), options);
    return await use(log, folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

const CELLS = {
  JobID: "1",
  JobIDRaw: "",
  User: "u",
  Account: "a",
  Partition: "p",
  State: "COMPLETED",
  Start: "2026-03-02T08:00:00",
  End: "2026-03-02T09:00:00",
  ElapsedRaw: "3600",
  NNodes: "1",
  NCPUS: "10",
  ReqMem: "0",
  AllocTRES: "cpu=10,mem=0,node=1",
  TotalCPU: "00:00:00",
  ConsumedEnergyRaw: "",
};

/** A line of sacct: a job of an hour with 10 CPUs, but for the given cells. */
export type Line = Readonly<Partial<Record<keyof typeof CELLS, string>>>;

/** Text of sacct with a head. */
export function sacct(lines: readonly Line[], delimiter = "|"): string {
  const head = Object.keys(CELLS).join(delimiter);
  const rows = lines.map((line, i) => {
    const id = String(i + 1);
    const cells = { ...CELLS, JobID: id, User: `u${id}`, ...line };
    const raw = cells.JobIDRaw || cells.JobID;
    return Object.values({ ...cells, JobIDRaw: raw }).join(delimiter);
  });
  return [head, ...rows, ""].join("\n");
}

/** The energy of each user's jobs, in Wh. */
export async function energies(log: JobLog): Promise<Record<string, number>> {
  const rows = await log.by("user");
  return Object.fromEntries(
    rows.map(({ user, energyKwh }) =>
      [user, Number((energyKwh * 1000).toPrecision(12))] as const
    ).sort(([a], [b]) => a < b ? -1 : 1),
  );
}
