import type {
  CallProvider,
  UsualRange,
} from "../../catalog/models/call_providers.ts";
import { grids } from "../../catalog/grids.ts";
import { regions } from "../../catalog/regions.ts";
import {
  type Input,
  published,
  type SourcedFigure,
} from "../../catalog/sourced_figure.ts";
import type { Spread } from "../../catalog/spreads.ts";
import { between90, EXACT, type LogNormal } from "../../model/interval.ts";
import { once } from "../../once.ts";
import type { CallJob } from "./call_fields.ts";
import { findSite } from "../place/find_site.ts";
import { assumedSite, gridSite, type Site } from "../place/site.ts";
import type { ServedModel } from "./served_model.ts";

/** Where calls are answered, with how far the water on site may be off. */
export interface CallSite {
  readonly site: Site;
  readonly waterFactor: LogNormal | undefined;
}

/**
 * Finds where the calls of a job are answered: where the job or the name of the model says, else
 * where the provider usually is, which is marked as assumed.
 * @param job A checked job of calls
 * @param served Its model and provider
 */
export function callSite(job: CallJob, served: ServedModel): CallSite {
  const { provider, model } = served;
  if (provider === undefined) {
    return {
      site: ownServerSite(job) ?? assumed("WORLD", "no place is given"),
      waterFactor: undefined,
    };
  }
  const site = saidSite(job, provider) ?? namedSite(model, provider) ??
    usualSite(provider);
  return site.place.provider !== undefined &&
      site.place.provider === provider.cloud
    ? { site, waterFactor: undefined }
    : { site: withOverheads(site, provider), waterFactor: waterOf(provider) };
}

/** The place of one's own server is that of any job; runtimes of models are no clouds. */
function ownServerSite(job: CallJob): Site | undefined {
  const { region, country, subdivision, carbonIntensity } = job;
  const isPlaced = (region ?? country ?? subdivision ?? carbonIntensity) !==
    undefined;
  if (!isPlaced) return undefined;
  return findSite(withoutRuntime(job));
}

function withoutRuntime(job: CallJob): CallJob {
  const { provider, ...rest } = job;
  return provider === undefined || !RUNTIMES.test(provider) ? job : rest;
}

const RUNTIMES =
  /^(?:ollama|llama\.?cpp|vllm|lm[- ]?studio|local|own server|self-hosted|on-premise)$/i;

function saidSite(job: CallJob, { cloud }: CallProvider): Site | undefined {
  const { provider: _, ...place } = job;
  const { region } = place;
  if (cloud !== undefined && region !== undefined) {
    const isOfCloud = regions.find(`${cloud}/${region}`)?.provider === cloud;
    if (isOfCloud) return findSite({ ...place, provider: cloud });
  }
  return findSite(place);
}

/** What the name of the model says of the place: a region, or an area. */
function namedSite(
  { region, zone }: ServedModel["model"],
  { cloud }: CallProvider,
): Site | undefined {
  if (region !== undefined && cloud !== undefined) {
    if (regions.find(`${cloud}/${region}`)?.provider === cloud) {
      return findSite({ provider: cloud, region });
    }
  }
  return zone === undefined ? undefined : areaSite(zone);
}

const areaSite = once((zone: string): Site => gridSite(grids.get(zone)));

const usualSite = once(({ name, zone }: CallProvider): Site =>
  zone === undefined
    ? assumed("WORLD", `nothing says where ${name} runs`)
    : assumed(zone, `${name} usually runs there`)
);

function assumed(zone: string, why: string): Site {
  return assumedSite(
    areaSite(zone),
    (source) => `${source}; the place is assumed: ${why}`,
  );
}

function withOverheads(site: Site, provider: CallProvider): Site {
  return { ...site, pue: pueOf(provider), wueSite: wueOf(provider) };
}

const pueOf = once(({ name, provider, pue, source }: CallProvider): Input => {
  const [low, value, high] = pue;
  const what = `power usage effectiveness (PUE) of ${name} (${low} to ${high})`;
  return {
    figure: published(
      { role: "pue", what, value, unit: "" },
      source,
      undefined,
      true,
    ),
    spread: spreadOf(`pue-${provider}`, what, pue, source),
  };
});

const wueOf = once(({ name, wue, source }: CallProvider): SourcedFigure => {
  const [low, value, high] = wue;
  const what =
    `water usage effectiveness on site of ${name} (${low} to ${high})`;
  return published(
    { role: "wueSite", what, value, unit: "L/kWh" },
    source,
    undefined,
    true,
  );
});

const waterOf = once(({ wue }: CallProvider): LogNormal =>
  Object.freeze(factorOf(wue))
);

function spreadOf(
  id: string,
  what: string,
  range: UsualRange,
  source: string,
): Spread {
  const method = "its ends as those of 90 %";
  return { id, what, ...factorOf(range), n: 0, method, source: [source] };
}

/** The factor whose 90 % interval has the ends of a range around its usual value. */
function factorOf([low, usual, high]: UsualRange): LogNormal {
  return low === high ? EXACT : between90(low / usual, high / usual);
}
