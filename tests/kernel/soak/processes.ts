/** Everything with this variable in its environment belongs to one kernel of the soak. */
export const MARK = "CARBONCELL_SOAK";

/** The processes that carry a mark, as far as `/proc` tells. */
export function markedProcesses(mark: string): number[] {
  return [...Deno.readDirSync("/proc")].map(({ name }) => Number(name))
    .filter((pid) => pid > 0 && isMarked(pid, mark));
}

function isMarked(pid: number, mark: string): boolean {
  try {
    return Deno.readTextFileSync(`/proc/${pid}/environ`).split("\0")
      .includes(`${MARK}=${mark}`);
  } catch {
    return false; // it is gone, or not this user's
  }
}

/** What is left in a folder: the paths of its files. */
export function filesIn(dir: string): string[] {
  return [...Deno.readDirSync(dir)].flatMap(({ name, isDirectory }) => {
    const path = `${dir}/${name}`;
    return isDirectory ? [path, ...filesIn(path)] : [path];
  });
}
