import { microjoules } from "./energy_used.ts";
import type { Finding } from "./finding.ts";
import { AccessError } from "../../machine/access_error.ts";
import { type Asking, unasked } from "../../machine/asking.ts";
import { type Machine, messageOf } from "../../machine/machine.ts";
import type { Sensor } from "./sensor.ts";

/** A figure that is read again and again. */
export interface Probe extends Disposable {
  /**
   * Its value now.
   * @throws {Error} If it no longer answers
   */
  read(): number;
}

/** A way to get a probe. */
export interface ProbeWay {
  /** What it reads, in words. */
  readonly what: string;
  /** Opens it, or throws why it cannot be opened. */
  readonly open: () => Probe;
}

/** A probe, and what it reads in words. */
export interface NamedProbe extends Probe {
  /** What it reads, in words. */
  readonly what: string;
  /** Whether it sees this process alone, neither its children nor the rest of the machine. */
  readonly ownProcessOnly?: true;
}

/**
 * A figure in a file that is kept open; read once at the start, so that a failure shows now.
 * @param machine Where the file is
 * @param path The file
 * @param parse Its figure; throws if there is none
 */
export function fileProbe(
  machine: Machine,
  path: string,
  parse: (text: string, path: string) => number,
): Probe {
  const file = machine.openText(path);
  try {
    parse(file.read(), path);
  } catch (error) {
    file[Symbol.dispose]();
    throw error;
  }
  return {
    read: () => parse(file.read(), path),
    [Symbol.dispose]: () => file[Symbol.dispose](),
  };
}

/** A figure that needs no file. */
export function plainProbe(read: () => number): Probe {
  return { read, [Symbol.dispose]: () => {} };
}

/**
 * The first of several probes that works.
 * @param ways Best first
 * @param findings Takes why the ones before it do not work
 */
export function firstProbe(
  ways: readonly ProbeWay[],
  findings: Finding[],
): NamedProbe | undefined {
  for (const { what, open } of ways) {
    try {
      return { ...open(), what };
    } catch (error) {
      findings.push(failed(what, error));
    }
  }
  return undefined;
}

/**
 * The finding of a way that does not work.
 * @param path What was tried
 * @param error Why it does not work
 * @param grant What would help where this user may not read a file. @default the error's own advice
 */
export function failed(path: string, error: unknown, grant?: string): Finding {
  const finding = { path, found: false, why: messageOf(error) };
  if (!(error instanceof AccessError)) return finding;
  const how = error.failure === "unreadable" && grant || error.how;
  return how === undefined ? finding : { ...finding, how };
}

/** Whether an error says that there is no such thing on the machine. */
export function isMissing(error: unknown): error is AccessError {
  return error instanceof AccessError && error.failure === "missing";
}

/**
 * The text of a device's file, without the line's end.
 * @param machine Where the file is
 * @param path The file
 */
export function* deviceText(machine: Machine, path: string): Asking<string> {
  using file = yield* machine.openDevice(path);
  return (yield* file.read()).trimEnd();
}

/**
 * The text of a device's file, or `undefined` if it cannot be read.
 * @param machine Where the file is
 * @param path The file
 */
export function* deviceTextIfAny(
  machine: Machine,
  path: string,
): Asking<string | undefined> {
  try {
    return yield* deviceText(machine, path);
  } catch {
    return undefined;
  }
}

/**
 * A sensor whose one value is in a file of a device, in millionths of a joule or of a watt.
 * @param machine Where the file is
 * @param path The file
 * @param named What the sensor is, and how it computes what was used
 */
export function* deviceSensor(
  machine: Machine,
  path: string,
  named: Pick<
    Sensor,
    "id" | "component" | "name" | "method" | "mostW" | "holds" | "usedBetween"
  >,
): Asking<Sensor> {
  const file = yield* machine.openDevice(path);
  const figure = function* (): Asking<number> {
    return microjoules(yield* file.read(), path);
  };
  try {
    yield* figure();
  } catch (error) {
    file[Symbol.dispose]();
    throw error;
  }
  return {
    ...named,
    source: path,
    figures: [],
    *read(glanced) {
      return [glanced ?? (yield* figure())];
    },
    ...named.method === "gauge" && { glance: figure },
    close: () => unasked(() => file[Symbol.dispose]()),
  };
}
