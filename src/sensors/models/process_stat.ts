/** What `/proc/<pid>/stat` says of a process. */
export interface ProcessStat {
  /** The process that started it. */
  readonly parent: number;
  /** The group of processes that it is in, such as a line of a shell. */
  readonly group: number;
  /** The session that it is in, such as a terminal or a kernel. */
  readonly session: number;
  /** CPU time of itself and of its children that ended, in s. */
  readonly cpuS: number;
  /** When it began, in ticks since the machine was booted. */
  readonly begunTicks: number;
}

/** Ticks per second in all figures that Linux gives to programs. */
export const USER_HZ = 100;

/**
 * The text of `/proc/<pid>/stat`.
 * @see https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html
 */
export function parseStat(text: string): ProcessStat {
  // The name of the program is in brackets, and may itself contain spaces and brackets.
  const fields = text.slice(text.lastIndexOf(")") + 2).split(" ").map(Number);
  const [user = 0, system = 0, childUser = 0, childSystem = 0] = fields.slice(
    11,
    15,
  );
  return {
    parent: fields[1] ?? 0,
    group: fields[2] ?? 0,
    session: fields[3] ?? 0,
    cpuS: (user + system + childUser + childSystem) / USER_HZ,
    begunTicks: fields[19] ?? 0,
  };
}
