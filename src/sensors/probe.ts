import type { Finding } from "./finding.ts";
import { AccessError } from "../machine/access_error.ts";
import { type Machine, messageOf } from "../machine/machine.ts";

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
      const why = messageOf(error);
      findings.push({ path: what, found: false, why, ...howOf(error) });
    }
  }
  return undefined;
}

/** What would help against an error, as a field of a finding. */
export function howOf(error: unknown): { how?: string } {
  return error instanceof AccessError && error.how !== undefined
    ? { how: error.how }
    : {};
}
