/**
 * Writes a year of a made cluster as text of Slurm's `sacct`: 200,000 jobs of 60 users in 8 projects,
 * on cards and on processors. The same seed gives the same log. No real cluster is in it.
 *
 *     deno run -R -W notebooks/tools/made_log.ts sacct-made-2025.txt
 *
 * @module
 */

/** What is made. */
export interface MadeLogOptions {
  /** How many jobs. @default 200,000 */
  readonly jobs?: number;
  /** Another whole number makes another log. @default 1 */
  readonly seed?: number;
}

const HEAD = [
  ...["JobID", "JobIDRaw", "User", "Account", "Partition", "State", "Start"],
  ...["End", "ElapsedRaw", "NNodes", "NCPUS", "ReqMem", "AllocTRES"],
  ...["TotalCPU", "ConsumedEnergyRaw"],
];

const USERS = 60;
const ACCOUNTS = [
  "climate",
  "fluids",
  "genomes",
  "language",
  "materials",
  "neuro",
  "robots",
  "vision",
];
const HOUR = 3600;
const DAY = 24 * HOUR;
const START = Date.UTC(2025, 0, 1) / 1000;

/**
 * Writes the log.
 * @param path Of the file
 * @param options How many jobs, and the seed
 */
export async function writeMadeLog(
  path: string,
  { jobs = 200_000, seed = 1 }: MadeLogOptions = {},
): Promise<void> {
  const random = randomOf(seed);
  const encoder = new TextEncoder();
  using file = await Deno.create(path);
  let lines = [HEAD.join("|")];
  for (let i = 0; i < jobs; i += 1) {
    lines.push(lineOf(i, i / jobs, random));
    if (lines.length === 10_000 || i === jobs - 1) {
      await writeAll(file, encoder.encode(`${lines.join("\n")}\n`));
      lines = [];
    }
  }
}

async function writeAll(file: Deno.FsFile, bytes: Uint8Array): Promise<void> {
  let left = bytes;
  while (left.length > 0) left = left.subarray(await file.write(left));
}

/** People submit by day; what waits in the queue `batch` begins at any hour. */
function lineOf(i: number, year: number, random: () => number): string {
  const user = Math.floor(USERS * random() ** 2);
  const account = ACCOUNTS[user % ACCOUNTS.length];
  const kind = random();
  const partition = kind < 0.25 ? "gpu" : kind < 0.6 ? "batch" : "cpu";
  const hour = partition === "batch"
    ? 24 * random()
    : 9 + 5 * (random() + random());
  const day = Math.floor(365 * year);
  const startS = START + day * DAY + Math.floor(hour * HOUR);
  const luck = random();
  const neverStarted = luck < 0.01;
  const elapsedS = neverStarted
    ? 0
    : Math.ceil(60 + 2 * DAY * random() ** (partition === "gpu" ? 4 : 6));
  const cpus = 2 **
    Math.floor(partition === "gpu" ? 3 + 3 * random() : 7 * random());
  const gpus = partition === "gpu" ? 2 ** Math.floor(3 * random()) : 0;
  const state = neverStarted
    ? "CANCELLED by 1000"
    : luck < 0.06
    ? "FAILED"
    : luck < 0.09
    ? "TIMEOUT"
    : "COMPLETED";
  const card = gpus > 0 ? `gres/gpu=${gpus},gres/gpu:a100=${gpus},` : "";
  const memory = cpus * 4;
  const tres = neverStarted
    ? ""
    : `billing=${cpus},cpu=${cpus},${card}mem=${memory}G,node=1`;
  const used = Math.floor(elapsedS * cpus * (0.2 + 0.75 * random()));
  return [
    i + 1,
    i + 1,
    `user${String(user + 1).padStart(2, "0")}`,
    account,
    partition,
    state,
    neverStarted ? "None" : timeText(startS),
    timeText(startS + elapsedS),
    elapsedS,
    neverStarted ? 0 : 1,
    neverStarted ? 0 : cpus,
    `${memory}G`,
    tres,
    `${Math.floor(used / DAY)}-${timeText(used % DAY).slice(11, 19)}`,
    "",
  ].join("|");
}

function timeText(seconds: number): string {
  return `${new Date(seconds * 1000).toISOString().slice(0, 19)}+0000`;
}

/** Numbers from 0 to 1: mulberry32. */
function randomOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6D2B79F5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

if (import.meta.main) {
  await writeMadeLog(Deno.args[0] ?? "sacct-made-2025.txt");
}
