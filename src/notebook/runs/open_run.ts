import { rareModule } from "../../late.ts";
import { providers } from "../../catalog/providers.ts";
import { saidPlace } from "../../estimate/place/said_place.ts";
import type { OpenRun } from "../../tracker/open_run.ts";
import { openMeter } from "../../tracker/sampling/source.ts";
import { checkOptions, type TrackOptions } from "../../tracker/options.ts";
import type { SensorSource } from "../../tracker/sampling/source.ts";
import type { BegunRun, RunExtent } from "./begin_run.ts";
import { configuredDefaults, withDefaultPlace } from "../session/configure.ts";
import type { PricedByHour } from "./priced_by_hour.ts";

/**
 * Begins a run. It reads the sensors before it loads anything else, so that the run misses nothing.
 * @param name Checked
 * @param given The user's options, not checked yet
 * @param extent What the run measures
 * @param begun What exists of the run already. @default nothing
 */
export async function openRun(
  name: string,
  given: TrackOptions = {},
  extent: RunExtent = "function",
  begun: BegunRun = {},
): Promise<OpenRun> {
  try {
    const options = fullOptions(given);
    // A function starts once the run is open. Cells continue, so that they are measured meanwhile.
    const early = extent === "function" ? await priced(options) : undefined;
    const opened = await openMeter(sourceOf(options));
    const { beginRun } = await import("./begin_run.ts");
    const { hours, ...rest } = early ?? await priced(options);
    return beginRun(name, rest.options, opened, extent, begun, hours);
  } catch (error) {
    begun.earlyCalls?.handOver(undefined);
    throw error;
  }
}

/** The options of a run, and the hours of its source if it has one. */
async function priced(options: TrackOptions): Promise<PricedByHour> {
  const { carbonIntensity: source } = options;
  if (typeof source !== "object") return { options };
  const { pricedByHour } = await rareModule<
    typeof import("./priced_by_hour.ts")
  >("./priced_by_hour.ts", import.meta.url);
  return await pricedByHour(options, source);
}

/**
 * The options of a run with what is configured.
 * @param given The user's options, not checked yet
 * @throws {TypeError} If an option is unknown or of the wrong type
 * @throws {RangeError} If a value is out of its range
 */
export function fullOptions(given: TrackOptions): TrackOptions {
  const options = checkOptions(given);
  const { attribution, intervalMs, live } = configuredDefaults();
  return {
    ...(attribution !== undefined && { attribution }),
    ...(intervalMs !== undefined && { intervalMs }),
    ...(live !== undefined && { live }),
    ...withDefaultPlace(options),
  };
}

function sourceOf(options: TrackOptions): SensorSource {
  const { replay, attribution = "machine" } = options;
  if (replay !== undefined) return { kind: "replay", recording: replay };
  const provider = providerOf(options);
  return {
    kind: "machine",
    host: {},
    detect: { attribution, ...(provider !== undefined && { provider }) },
  };
}

/**
 * The cloud of a run, if there is one. A wrong place is an error later, after the first reading.
 */
function providerOf(
  { carbonIntensity: _, ...query }: TrackOptions,
): string | undefined {
  try {
    const { provider } = saidPlace(query, "run");
    return provider && providers.find(provider)?.provider;
  } catch {
    return undefined;
  }
}
