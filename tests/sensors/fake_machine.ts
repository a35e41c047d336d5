import { dirname, join } from "node:path";
import { AccessError } from "../../src/machine/access_error.ts";
import { atOnce } from "../../src/machine/asking.ts";
import {
  hostMachine,
  type HostOptions,
  type Machine,
} from "../../src/machine/machine.ts";
import type { Sensor } from "../../src/sensors/parts/sensor.ts";
import { Metered } from "../tracker/metered.ts";

/** A machine whose files, clock and environment are the test's. */
export interface FakeMachine extends Disposable {
  /** For what is tested. */
  readonly machine: Machine;
  /** Writes a file. */
  write(path: string, text: string | Uint8Array): void;
  /** Takes a file or a folder away. */
  remove(path: string): void;
  /** Closes paths to this user; root may read everything, so taking rights away does nothing. */
  close(pattern: RegExp): void;
  /** How many files are held open. */
  openFiles(): number;
  /** Lets time pass, in s. */
  pass(seconds: number): void;
}

/** What of a fake machine differs from an empty one on Linux. */
export type FakeOptions =
  & Omit<HostOptions, "root" | "nowS">
  & Partial<Pick<Machine, "os" | "pid" | "systemCpus" | "systemMemory">>;

/** A tree of files in a temporary folder, as `/`, and a clock that stands still. */
export function fakeMachine(
  files: Readonly<Record<string, string | Uint8Array>> = {},
  options: FakeOptions = {},
): FakeMachine {
  const root = Deno.makeTempDirSync({ prefix: "carboncell-root-" });
  let nowS = 1000;
  let closed: RegExp | undefined;
  const {
    env = {},
    libraries = { "libnvidia-ml.so.1": "/nowhere.so" },
    ...differing
  } = options;
  const host = hostMachine({ root, nowS: () => nowS, env, libraries });
  const write = (path: string, content: string | Uint8Array) => {
    const file = join(root, path);
    Deno.mkdirSync(dirname(file), { recursive: true });
    if (typeof content === "string") Deno.writeTextFileSync(file, content);
    else Deno.writeFileSync(file, content);
  };
  for (const [path, content] of Object.entries(files)) write(path, content);
  const open = new Set<Disposable>();
  /** Counts a file until it is closed, and reads it as long as it is there. */
  const held = <T>(
    path: string,
    file: Disposable & { read(): T },
  ): Disposable & { read(): T } => {
    open.add(file);
    return {
      read: () => {
        checkPlace(path, join(root, path));
        return file.read();
      },
      [Symbol.dispose]: () => {
        file[Symbol.dispose]();
        open.delete(file);
      },
    };
  };
  const allow = (path: string) => {
    if (closed?.test(path)) {
      throw new AccessError("unreadable", `Cannot read "${path}"`);
    }
  };
  const refuse = () => {
    throw new AccessError("permission", "Cannot ask the system in this test");
  };
  return {
    machine: {
      ...host,
      os: "linux",
      cpuCount: 2,
      systemCpus: refuse,
      systemMemory: refuse,
      ...differing,
      readTextFile: (path) => {
        allow(path);
        return host.readTextFile(path);
      },
      openText: (path) => {
        allow(path);
        return held(path, host.openText(path));
      },
      *openDevice(path) {
        allow(path);
        return held(path, yield* host.openDevice(path));
      },
    },
    write,
    remove: (path) => Deno.removeSync(join(root, path), { recursive: true }),
    close: (pattern) => closed = pattern,
    openFiles: () => open.size,
    pass: (seconds) => nowS += seconds,
    [Symbol.dispose]: () => {
      for (const file of open) file[Symbol.dispose]();
      Deno.removeSync(root, { recursive: true });
    },
  };
}

/** A file of a device is gone with it, unlike one of a disk that is still held open. */
function checkPlace(path: string, place: string): void {
  try {
    Deno.statSync(place);
  } catch {
    throw new AccessError("failed", `Cannot read "${path}": No such device`);
  }
}

/**
 * Counts what sensors use from now on.
 * @param sensors Opened
 * @param nowS Monotonic time, in s. @default that of this thread
 * @returns Gives the energy of each since then, in J
 */
export function counting(
  sensors: readonly (Sensor | undefined)[],
  nowS: () => number = () => performance.now() / 1000,
): () => readonly number[] {
  const metered = new Metered(sensors, nowS);
  return () => metered.read().energyJ;
}

/** The power that a gauge gives, in W. */
export function powerW(sensor: Sensor | undefined): number {
  return sensor === undefined ? NaN : atOnce(sensor.read())[0] ?? NaN;
}
