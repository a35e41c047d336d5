import type { Dialect } from "../engines/engine.ts";

/**
 * The columns of a job as the statements use them: times and energies are doubles, and texts are
 * empty where nothing is known. An unknown number is null.
 */
export const JOB_COLUMNS = {
  job_id: "text",
  user_name: "text",
  account: "text",
  part: "text",
  state: "text",
  /** `?` for cards of no named type, and empty without cards. */
  gpu_type: "text",
  zone: "text",
  start_s: "double",
  elapsed_s: "double",
  nodes: "double",
  cpus: "double",
  gpus: "double",
  memory_gb: "double",
  energy_j: "double",
  /** 1 if the energy is that of whole nodes, which others may have used too. */
  of_nodes: "double",
  used_s: "double",
} as const;

/** A column of a job. */
export type JobColumn = keyof typeof JOB_COLUMNS;

/** A select that gives every column, from the expressions of those that are known. */
export function jobsSelect(
  expressions: Readonly<Partial<Record<JobColumn, string>>>,
  from: string,
  { noNumber }: Pick<Dialect, "noNumber">,
): string {
  const columns = Object.entries(JOB_COLUMNS).map(([name, type]) => {
    const given = expressions[name as JobColumn];
    const empty = type === "text"
      ? "''"
      : name === "of_nodes" || name === "gpus"
      ? "0.0"
      : noNumber;
    return `${given ?? empty} as ${name}`;
  });
  return `select ${columns.join(", ")} from ${from}`;
}
