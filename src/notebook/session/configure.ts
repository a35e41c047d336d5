import { wrapFetch } from "../../calls/fetch_wrapper.ts";
import { gatewaysOf } from "../../calls/gateways.ts";
import { setCallSettings } from "../../calls/settings.ts";
import type { Budget } from "../../ledger/budget.ts";
import { atEdge } from "./edge.ts";
import { hardwareOf } from "../../estimate/hardware.ts";
import * as v from "../../input.ts";
import { placeFault } from "../../machine/file_place.ts";
import {
  checkDevice,
  type CustomHardware,
  DEVICE_SHAPE,
  deviceWanted,
} from "../../estimate/devices/custom_hardware.ts";
import type { Job } from "../../estimate/job.ts";
import { OTHER_NAMES } from "../../estimate/other_names.ts";
import { isOwnServer } from "../../estimate/calls/served_model.ts";
import { findSite } from "../../estimate/place/find_site.ts";
import {
  ASSUMED_BY,
  PLACE_SHAPE,
  PLACE_WANTED,
  type PlaceQuery,
} from "../../estimate/place/place_query.ts";
import { checkTimeZone } from "../../ledger/moments.ts";
import { frozen } from "../../frozen.ts";
import type { Attribution } from "../../sensors/parts/finding.ts";
import {
  SAMPLING_SHAPE,
  SAMPLING_WANTED,
} from "../../tracker/sampling_options.ts";

/** Values for a whole notebook, unless a job or a run gives its own. */
export interface Defaults extends PlaceQuery {
  /** Hardware of jobs that name none: a name of the catalogue, or a device of your own. */
  readonly hardware?: string | CustomHardware;
  /**
   * Whether the processor and memory of a run count for the whole machine, or for this process and
   * its children.
   * @default "machine"
   */
  readonly attribution?: Attribution;
  /** Time between two samples of a run, in ms, 20 to 3,600,000. @default 1000 */
  readonly intervalMs?: number;
  /** Whether to show a run while it is running. @default true */
  readonly live?: boolean;
  /**
   * The path of the ledger that keeps the runs; `false` to keep none.
   * @default `CARBONCELL_LEDGER`, else a file in the platform's data folder
   */
  readonly ledger?: string | false;
  /**
   * The most that the runs of a month may emit: those with a tag, of the project, or all. Cards say
   * how much is used, and warn from 80 %. It stops no run.
   * @default none
   */
  readonly budget?: Budget;
  /** The project of the runs, by which the ledger finds them. @default none */
  readonly project?: string;
  /** The time zone of the ledger's days and dates, such as `"Europe/Berlin"`. @default "UTC" */
  readonly timeZone?: string;
  /**
   * Whether the calls to language models are seen that go through `fetch` while a run is open.
   * `true` makes a script see the clients that it makes before its first run, as a notebook does.
   * Hosts of your own that pass calls on to a provider are named as
   * `{ gateways: { "llm.company.example": "openai", "127.0.0.1:8080": "openai" } }`.
   * @default in a notebook `true`; in a script, from its first run on
   */
  readonly calls?: boolean | {
    /** Providers by host, with its port if only that port is meant. */
    readonly gateways: Readonly<Record<string, string>>;
  };
}

const schema = v.record({
  ...PLACE_SHAPE,
  hardware: DEVICE_SHAPE,
  ...SAMPLING_SHAPE,
  ledger: v.optional(v.either(v.text(), v.no())),
  budget: v.optional(v.record({
    kg: v.number(v.above(0)),
    per: v.word("month"),
    tag: v.optional(v.text()),
  })),
  project: v.optional(v.text()),
  timeZone: v.optional(v.text()),
  calls: v.optional(v.either(v.flag(), v.record({ gateways: v.anything() }))),
});

const WANTED: v.Wanted = {
  doing: "configure the notebook",
  whole: "an object of defaults",
  otherNames: OTHER_NAMES,
  fields: {
    ...PLACE_WANTED,
    ...deviceWanted("hardware"),
    ...SAMPLING_WANTED,
    ledger: "the path of a file, or false for none",
    budget: '{ kg: 5, per: "month" }, also with a tag',
    "budget.kg": "a finite number > 0, in kgCO2e",
    "budget.per": '"month"',
    "budget.tag": "text that is not empty",
    project: "the name of a project, as text",
    timeZone: 'the name of a time zone such as "Europe/Berlin"',
    calls: 'true, false or { gateways: { "llm.company.example": "openai" } }',
    "calls.gateways": "providers by host",
  },
};

const NOTHING: Defaults = Object.freeze({});

// This lasts from cell to cell, as a notebook has one place and one machine.
let configured = NOTHING;

/**
 * Says once where the notebook runs, and on what hardware. It replaces everything that was
 * configured before; `configure({})` removes it.
 *
 * The place, with its PUE and offset, is used for jobs and runs that name no place of their own (no
 * provider, region, country, subdivision or carbon intensity). The hardware is used for jobs that
 * name none (no hardware, CPU or instance). A PUE or an offset that a job gives wins over the
 * configured one.
 *
 * If no place is configured either, the environment variable `CARBONCELL_PLACE` gives one, such as
 * `gcp/us-central1` or `Germany`. Results mark it as assumed.
 *
 * @param defaults See {@linkcode Defaults}
 * @throws {TypeError} If a field is unknown or of the wrong type, or half of a place is given
 * @throws {RangeError} If a value is out of its range, or no ledger can be at its path
 * @throws {UnknownNameError} If a name is not in the catalogue; with the nearest ones
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { configure, estimate } from "@carboncell/carboncell";
 *
 * configure({ region: "gcp/europe-north1", hardware: "A100" });
 * assert.equal(estimate({ hours: 10 }).place.name, "Finland");
 * assert.equal(estimate({ hours: 10, region: "France" }).place.name, "France");
 * configure({}); // from here on, each job says where it runs
 * assert.throws(() => estimate({ hardware: "A100", hours: 10 }), TypeError);
 * ```
 */
export function configure(defaults: Defaults): void {
  atEdge(() => setDefaults(defaults));
}

function setDefaults(defaults: Defaults): void {
  v.checkInput(schema, defaults, WANTED);
  const { hardware, ledger } = defaults;
  if (defaults.timeZone !== undefined) checkTimeZone(defaults.timeZone);
  findSite(defaults, "notebook");
  if (hardware !== undefined) {
    checkDevice(hardware, "hardware");
    hardwareOf({ hardware, hours: 0 });
  }
  checkLedger(ledger);
  configureCalls(defaults.calls);
  const given = Object.entries(defaults).filter(([, value]) =>
    value !== undefined
  );
  configured = given.length === 0
    ? NOTHING
    : frozen(structuredClone(Object.fromEntries(given)));
}

function configureCalls(calls: Defaults["calls"]): void {
  const gateways = typeof calls === "object" ? gatewaysOf(calls.gateways) : {};
  setCallSettings({ seen: calls !== false, gateways });
  if (calls !== undefined && calls !== false) wrapFetch();
}

/** Says at once what would otherwise be said at the end of the first run. */
function checkLedger(ledger: Defaults["ledger"]): void {
  if (ledger === undefined || ledger === false) return;
  const fault = ledger.trim() === ""
    ? "it has only spaces"
    : placeFault(ledger);
  if (fault === undefined) return;
  throw new RangeError(
    `Cannot configure the notebook as ledger must be ${
      WANTED.fields["ledger"]
    }, and not ${v.shown(ledger)}: ${fault}`,
  );
}

/** The configured values; empty if there are none. */
export function configuredDefaults(): Defaults {
  return configured;
}

/**
 * A job with the configured values for what it leaves out.
 * @param job The user's job, not checked yet; anything that is not an object stays as it is
 */
export function withDefaults(job: Job): Job {
  if (typeof job !== "object" || job === null) return job;
  if (job.model !== undefined) {
    // Where the notebook runs says nothing of the place of a provider.
    return isOwnServer(job) ? withDefaultPlace(job) : job;
  }
  const { hardware } = configured;
  const placed = withDefaultPlace(job);
  return hardware === undefined || names(job, HARDWARE)
    ? placed
    : { ...placed, hardware };
}

/**
 * A job, or the options of a run, with the configured place if they name none.
 * @param query The user's values, not checked yet
 */
export function withDefaultPlace<Query extends object>(query: Query): Query {
  if (names(query, PLACE)) return query;
  const left = [...PLACE, ...OF_PLACE].filter((key) =>
    names(configured, [key]) && !names(query, [key])
  );
  const filled = Object.fromEntries(left.map((key) => [key, configured[key]]));
  const whole = { ...query, ...filled };
  return names(configured, PLACE) ? whole : withAssumedPlace(whole);
}

/** The place of `CARBONCELL_PLACE`, for a notebook that says none and a machine that stays. */
function withAssumedPlace<Query extends object>(query: Query): Query {
  const variable = "CARBONCELL_PLACE";
  const { state } = Deno.permissions.querySync({ name: "env", variable });
  const region = state === "granted" ? Deno.env.get(variable)?.trim() : "";
  return region ? { ...query, region, [ASSUMED_BY]: variable } : query;
}

/** A job that gives its energy, or the mean power of a whole machine, needs no hardware. */
const HARDWARE = ["hardware", "cpu", "instance", "energyKwh"] as const;

const PLACE = [
  "provider",
  "region",
  "country",
  "subdivision",
  "carbonIntensity",
] as const;

/** Figures of a place that do not name it; a job's own ones win over the configured ones. */
const OF_PLACE = ["pue", "offsetPercent"] as const;

function names(given: object, keys: readonly string[]): boolean {
  return keys.some((key) =>
    (given as Readonly<Record<string, unknown>>)[key] !== undefined
  );
}
