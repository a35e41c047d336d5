import { hardwareOf } from "../estimate/hardware.ts";
import {
  either,
  faultsOf,
  flag,
  inputError,
  least,
  most,
  no,
  number,
  optional,
  record,
  text,
  type Wanted,
  word,
} from "../input.ts";
import {
  type CustomHardware,
  DEVICE_SHAPE,
  deviceWanted,
  type Job,
} from "../estimate/job.ts";
import { findSite } from "../estimate/place/find_site.ts";
import {
  PLACE_SHAPE,
  PLACE_WANTED,
  type PlaceQuery,
} from "../estimate/place/place_query.ts";
import { frozen } from "../frozen.ts";
import type { Attribution } from "../sensors/finding.ts";

/** What holds for a whole notebook, unless a job or a run says otherwise. */
export interface Defaults extends PlaceQuery {
  /** Hardware of the jobs that name none: a name of the catalogue, or a device of one's own. */
  readonly hardware?: string | CustomHardware;
  /** Whether processor and memory of a run count for the whole machine or for this process and its children. @default "machine" */
  readonly attribution?: Attribution;
  /** Time between two samples of a run, in ms, 20 to 3,600,000. @default 1000 */
  readonly intervalMs?: number;
  /** Whether to show a run while it goes on. @default true */
  readonly live?: boolean;
  /** The path of the ledger that keeps the runs; `false` if none shall. @default `CARBONCELL_LEDGER`, else the platform's data folder */
  readonly ledger?: string | false;
}

const schema = record({
  ...PLACE_SHAPE,
  hardware: DEVICE_SHAPE,
  attribution: optional(word("machine", "process")),
  intervalMs: optional(number(least(20), most(3_600_000))),
  live: optional(flag()),
  ledger: optional(either(text(), no())),
});

const WANTED: Wanted = {
  doing: "configure the notebook",
  whole: "an object of defaults",
  fields: {
    ...PLACE_WANTED,
    ...deviceWanted("hardware"),
    attribution: '"machine" or "process"',
    intervalMs: "a number from 20 to 3,600,000, in ms",
    live: "true or false",
    ledger: "the path of a file, or false for none",
  },
};

const NOTHING: Defaults = Object.freeze({});

// The one thing that lasts from cell to cell: a notebook has one place and one machine.
let configured = NOTHING;

/**
 * Says once where and on what the notebook runs. Whatever was configured before is forgotten;
 * `configure({})` forgets it and puts nothing in its place.
 *
 * The place, with its PUE and offset, holds for the jobs and runs that name none of
 * their own (no provider, region, country, subdivision or carbon intensity); the hardware for
 * the jobs that name none (no hardware, CPU or instance). A PUE or an offset that a job gives
 * wins over the one configured.
 *
 * @param defaults See {@linkcode Defaults}
 * @throws {TypeError} If a field is unknown or of the wrong type, or half of a place is given
 * @throws {RangeError} If a value is out of its range
 * @throws {UnknownNameError} If a name is not in the catalogue; with the nearest ones
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { configure, estimate } from "@carboncell/carboncell";
 *
 * configure({ provider: "gcp", region: "europe-north1", hardware: "A100" });
 * assert.equal(estimate({ hours: 10 }).place.name, "Finland");
 * assert.equal(estimate({ hours: 10, country: "FR" }).place.name, "France");
 * configure({}); // from here on, each job says where it runs
 * assert.throws(() => estimate({ hardware: "A100", hours: 10 }), TypeError);
 * ```
 */
export function configure(defaults: Defaults): void {
  const faults = faultsOf(schema, defaults);
  if (faults.length > 0) throw inputError(faults, defaults, WANTED);
  const { hardware } = defaults;
  findSite(defaults, "notebook");
  if (hardware !== undefined) hardwareOf({ hardware, hours: 0 });
  const given = Object.entries(defaults).filter(([, v]) => v !== undefined);
  configured = given.length === 0
    ? NOTHING
    : frozen(structuredClone(Object.fromEntries(given)));
}

/** What was configured; empty if nothing was. */
export function configuredDefaults(): Defaults {
  return configured;
}

/**
 * A job with what was configured in place of what it leaves out.
 * @param job What the user gave, unchecked: what is no job stays as it is
 */
export function withDefaults(job: Job): Job {
  if (configured === NOTHING || typeof job !== "object" || job === null) {
    return job;
  }
  const { hardware } = configured;
  const placed = withDefaultPlace(job);
  return hardware === undefined || names(job, HARDWARE)
    ? placed
    : { ...placed, hardware };
}

/**
 * A job, or the options of a run, with the configured place where they name none.
 * @param query What the user gave, unchecked
 */
export function withDefaultPlace<Query extends object>(query: Query): Query {
  if (configured === NOTHING || names(query, PLACE)) return query;
  const left = [...PLACE, ...OF_PLACE].filter((key) =>
    names(configured, [key]) && !names(query, [key])
  );
  const filled = Object.fromEntries(left.map((key) => [key, configured[key]]));
  return { ...query, ...filled };
}

const HARDWARE = ["hardware", "cpu", "instance"] as const;

const PLACE = [
  "provider",
  "region",
  "country",
  "subdivision",
  "carbonIntensity",
] as const;

/** What says nothing of where it is, and wins over what was configured. */
const OF_PLACE = ["pue", "offsetPercent"] as const;

function names(given: object, keys: readonly string[]): boolean {
  return keys.some((key) =>
    (given as Readonly<Record<string, unknown>>)[key] !== undefined
  );
}
