import { rareModule } from "../late.ts";
import * as v from "../input.ts";
import type {
  Hourly,
  HourlyFileOptions,
} from "../hourly/sources/hourly_options.ts";
import type { HourlySource, IntensityHour } from "../hourly/hourly_source.ts";
import type { Described, Feed } from "../hourly/sources/open_source.ts";
import { yearlyAverageOf } from "../hourly/yearly_average.ts";
import { atEdge } from "./session/edge.ts";

const GB = "https://api.carbonintensity.org.uk/";
const ELECTRICITY_MAPS = "https://api.electricitymaps.com/v3/";
const ENERGY_CHARTS = "https://api.energy-charts.info/";
const WATT_TIME = "https://api.watttime.org/";

const baseUrl = v.optional(v.text());
const SERVER = "an address that begins with https:// or http://";

/**
 * Sources of carbon intensity by the hour. Nothing is asked of the network before a run, `bestTime`
 * or you ask for hours. Answers are kept on the disk for a while, without tokens. An hour that a
 * source lacks gets the yearly average of its zone, and says so.
 *
 * @example A file of your own
 * ```ts
 * import assert from "node:assert/strict";
 * import { hourly } from "@carboncell/carboncell";
 *
 * const path = `${await Deno.makeTempDir()}/hours.csv`;
 * await Deno.writeTextFile(
 *   path,
 *   "time,gPerKwh\n2026-03-02T08:00Z,310\n2026-03-02T09:00Z,250\n",
 * );
 * const source = hourly.file(path, { zone: "DE", basis: "lifecycle" });
 * const [first] = await source.between(
 *   new Date("2026-03-02T08:00Z"),
 *   new Date("2026-03-02T10:00Z"),
 * );
 * assert.equal(first?.gPerKwh, 310);
 * ```
 */
export const hourly: Hourly = Object.freeze<Hourly>({
  gb: (options = {}) =>
    atEdge(() => {
      check("hourly.gb", options, {
        region: [
          v.optional(v.number(v.least(1), v.most(17), Number.isInteger)),
          "a whole number from 1 to 17",
        ],
        baseUrl: [baseUrl, SERVER],
      });
      const { region, baseUrl: base = GB } = options;
      const name = "GB Carbon Intensity";
      const query = { name, regionId: region, baseUrl: address(base) };
      return networkSource({
        name,
        zone: region === undefined ? "GB" : `GB, region ${region}`,
        basis: "direct",
        licence: "CC BY 4.0, National Energy System Operator",
        resolutionMinutes: 30,
        keepsForecasts: true,
      }, (feeds) => feeds.gbFeed(query, feeds.HOST_NETWORK));
    }),
  electricityMaps: (options) =>
    atEdge(() => {
      check("hourly.electricityMaps", options, {
        token: [v.text(), "your token, a text"],
        zone: [v.text(), 'the code of a zone, such as "DE"'],
        baseUrl: [baseUrl, SERVER],
      });
      const { token, zone, baseUrl: base = ELECTRICITY_MAPS } = options;
      const name = "Electricity Maps";
      const query = { name, zone, token, baseUrl: address(base) };
      return networkSource({
        name,
        zone,
        basis: "lifecycle",
        licence: "terms of Electricity Maps",
        resolutionMinutes: 60,
      }, (feeds) => feeds.electricityMapsFeed(query, feeds.HOST_NETWORK));
    }),
  energyCharts: (options) =>
    atEdge(() => {
      check("hourly.energyCharts", options, {
        country: [v.text(), 'the code of a country, such as "DE"'],
        baseUrl: [baseUrl, SERVER],
      });
      const { country, baseUrl: base = ENERGY_CHARTS } = options;
      const name = "Energy-Charts";
      const query = { name, country, baseUrl: address(base) };
      return networkSource({
        name,
        zone: country.toUpperCase(),
        // Its documentation does not say what its factors count.
        basis: "unknown",
        licence: "terms of Energy-Charts, Fraunhofer ISE",
        resolutionMinutes: 15,
        keepsForecasts: true,
      }, (feeds) => feeds.energyChartsFeed(query, feeds.HOST_NETWORK));
    }),
  wattTime: (options) =>
    atEdge(() => {
      check("hourly.wattTime", options, {
        user: [v.text(), "your name at WattTime"],
        password: [v.text(), "your password, a text"],
        region: [v.text(), 'the code of a region, such as "CAISO_NORTH"'],
        baseUrl: [baseUrl, SERVER],
      });
      const { user, password, region, baseUrl: base = WATT_TIME } = options;
      const name = "WattTime";
      const query = { name, user, password, region, baseUrl: address(base) };
      return networkSource({
        name,
        zone: region,
        basis: "marginal",
        licence: "terms of WattTime",
        resolutionMinutes: 5,
      }, (feeds) => feeds.wattTimeFeed(query, feeds.HOST_NETWORK));
    }),
  file: (path, options = {}) =>
    atEdge(() => {
      if (typeof path !== "string" || path === "") {
        throw new TypeError(
          `Cannot use hourly.file as its first argument must be the path of a file: current value is ${
            v.shown(path)
          }`,
        );
      }
      check("hourly.file", options, {
        zone: [v.optional(v.text()), "the name or the code of an area"],
        columns: [
          v.optional(
            v.record({
              time: v.optional(v.text()),
              gPerKwh: v.optional(v.text()),
            }),
          ),
          "{ time, gPerKwh }, the headings of two columns",
        ],
        basis: [
          v.optional(
            v.word("lifecycle", "direct", "mixed", "marginal", "unknown"),
          ),
          '"lifecycle", "direct", "mixed", "marginal" or "unknown"',
        ],
      });
      return fileSource(path, options);
    }),
  made: (options = {}) =>
    atEdge(() => {
      check("hourly.made", options, {
        seed: [
          v.optional(v.number(v.least(0), Number.isInteger)),
          "a whole number >= 0",
        ],
        meanGPerKwh: [
          v.optional(v.number(v.above(0))),
          "a finite number > 0, in gCO2e/kWh",
        ],
        zone: [v.optional(v.text()), "the name of the area"],
      });
      const { seed = 0, meanGPerKwh = 300, zone = "a made grid" } = options;
      const query = { seed, meanGPerKwh };
      const average = { gPerKwh: meanGPerKwh, source: "mean of the formula" };
      return sourceOf({
        name: "made by a formula",
        zone: /\bmade\b/.test(zone) ? zone : `${zone} (made)`,
        basis: "unknown",
        licence: "no licence needed",
        resolutionMinutes: 60,
      }, async () => {
        const { madeHours } = await rareModule<
          typeof import("../hourly/sources/made_hours.ts")
        >("../hourly/sources/made_hours.ts", import.meta.url);
        return feedOf((start, end) => madeHours(query, start, end));
      }, () => average);
    }),
});

/** Schemas by field, each with what it wants in the words of an error. */
type Fields = Readonly<Record<string, readonly [v.Schema, string]>>;

function check(name: string, options: unknown, fields: Fields): void {
  const schema = v.record(
    Object.fromEntries(
      Object.entries(fields).map(([field, [schema]]) => [field, schema]),
    ),
  );
  const faults = v.faultsOf(schema, options);
  if (faults.length === 0) return;
  throw v.inputError(faults, hidden(options), {
    doing: `use ${name}`,
    whole: "an object of options",
    fields: Object.fromEntries(
      Object.entries(fields).map(([field, [, wanted]]) => [field, wanted]),
    ),
  });
}

/** The error on one field must not show the token in another. */
function hidden(options: unknown): unknown {
  if (typeof options !== "object" || options === null) return options;
  return Object.fromEntries(
    Object.entries(options).map(([name, value]) => [
      name,
      /token|password/i.test(name) && typeof value === "string" && value !== ""
        ? "***"
        : value,
    ]),
  );
}

/** An address that paths are added to. */
function address(base: string): string {
  const url = URL.parse(base.endsWith("/") ? base : `${base}/`);
  if (url !== null && /^https?:$/.test(url.protocol)) return url.href;
  throw new TypeError(
    `Cannot use the source as baseUrl must be ${SERVER}: current value is ${
      v.shown(base)
    }`,
  );
}

type Feeds = typeof import("../hourly/sources/network_feeds.ts");

function networkSource(
  described: Omit<Described, "yearlyAverage">,
  open: (feeds: Feeds) => Feed,
): HourlySource {
  return sourceOf(
    described,
    async () =>
      open(
        await rareModule("../hourly/sources/network_feeds.ts", import.meta.url),
      ),
  );
}

function fileSource(
  path: string,
  { zone, columns, basis = "unknown" }: HourlyFileOptions,
): HourlySource {
  const file = path.split(/[\\/]/).at(-1) ?? path;
  let minutes = 60;
  return sourceOf({
    name: `the file ${file}`,
    zone: zone ?? file,
    basis,
    licence: "the licence of the file",
    get resolutionMinutes() {
      return minutes;
    },
  }, async () => {
    const files = await rareModule<
      typeof import("../hourly/sources/file_hours.ts")
    >("../hourly/sources/file_hours.ts", import.meta.url);
    const read = await files.readFileHours(path, columns);
    minutes = read.minutes;
    return feedOf(() => read.hours);
  });
}

/** The feed of hours that are there at once. */
function feedOf(
  hours: (start: Date, end: Date) => readonly IntensityHour[],
): Feed {
  async function* read(start: Date, end: Date) {
    yield [...hours(start, end)];
  }
  return { past: read, ahead: read };
}

function reading(): Promise<
  typeof import("../hourly/sources/open_source.ts")
> {
  return rareModule("../hourly/sources/open_source.ts", import.meta.url);
}

/** A source that loads what it needs when it is first asked. */
function sourceOf(
  described: Omit<Described, "yearlyAverage">,
  open: () => Promise<Feed>,
  average = () => yearlyAverageOf(described.zone, described.basis),
): HourlySource {
  let feed: Promise<Feed> | undefined;
  const opened = async () => {
    try {
      return await (feed ??= open());
    } catch (error) {
      // A file that could not be read is read again, as its user may have mended it.
      feed = undefined;
      throw error;
    }
  };
  const methods: Pick<HourlySource, "between" | "forecast"> = {
    async between(start: Date, end: Date) {
      const { hoursBetween } = await reading();
      return await hoursBetween(source, await opened(), start, end);
    },
    async forecast(start: Date, end: Date) {
      const { hoursAhead } = await reading();
      return await hoursAhead(await opened(), start, end, Date.now());
    },
  };
  const source = Object.defineProperties(methods, {
    ...Object.getOwnPropertyDescriptors(described),
    yearlyAverage: {
      enumerable: true,
      get: average,
    },
  }) as HourlySource;
  return Object.freeze(source);
}
