import { type Machine, tried } from "../machine/machine.ts";
import { need, needEverything } from "../machine/permission.ts";
import { parseStat } from "./models/process_stat.ts";

/** Which machine and process this is. Runs of the same one may measure the same energy. */
export interface HostIdentity {
  /** The machine since it was booted, in any container; `undefined` if it cannot be known. */
  readonly machine: string | undefined;
  /** The container, or the machine outside of one. */
  readonly container: string | undefined;
  /** This process and those that it was started by, nearest first. */
  readonly processes: readonly string[];
}

/**
 * Finds out which machine and process this is.
 * @param machine The world to look at
 */
export function hostIdentity(machine: Machine): HostIdentity {
  const boot = tried(() =>
    machine.readTextFile("/proc/sys/kernel/random/boot_id").trim()
  );
  const id = boot ?? tried(hostHash);
  const group = tried(namespaces);
  return {
    machine: id,
    container: id === undefined || group === undefined ? id : `${id} ${group}`,
    processes: processesOf(machine),
  };
}

/** The namespaces of which each container has one or both for itself. */
function namespaces(): string {
  return ["cgroup", "pid"].map((kind) => {
    const path = `/proc/self/ns/${kind}`;
    needEverything(path);
    return Deno.readLinkSync(path);
  }).join(" ");
}

/** Where Linux is not at hand, the machine's name, in a form that does not give it away. */
function hostHash(): string {
  need(
    { name: "sys", kind: "hostname" },
    "read the machine's name",
    "--allow-sys=hostname",
  );
  const { process } = globalThis as unknown as {
    process: { getBuiltinModule(id: string): typeof import("node:crypto") };
  };
  const hash = process.getBuiltinModule("node:crypto").createHash("sha256");
  return hash.update(Deno.hostname()).digest("hex").slice(0, 32);
}

/** A process is known by its number and its start, as numbers are used again. */
function processesOf(machine: Machine): string[] {
  const processes: string[] = [];
  let pid = machine.pid;
  while (pid > 0) {
    const text = tried(() => machine.readTextFile(`/proc/${pid}/stat`));
    if (text === undefined) break;
    const { parent, begunTicks } = parseStat(text);
    processes.push(`${pid}@${begunTicks}`);
    pid = parent;
  }
  return processes.length > 0 ? processes : [`${machine.pid}`];
}
