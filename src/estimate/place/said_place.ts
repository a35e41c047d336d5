import { grids } from "../../catalog/grids.ts";
import { calculatorRegions } from "../../catalog/lacoste_2019.ts";
import { providers } from "../../catalog/providers.ts";
import {
  comparableRegion,
  type Region,
  regions,
} from "../../catalog/regions.ts";
import type { Dataset } from "../../catalog/dataset.ts";
import { UnknownNameError } from "../../errors.ts";
import { comparable, nearest } from "../../nearest.ts";
import type { ASSUMED_BY, PlaceQuery } from "./place_query.ts";

/** A place as a user names it, and the tables to look it up in. */
export type DatedQuery = PlaceQuery & {
  readonly dataset?: Dataset;
  readonly [ASSUMED_BY]?: string;
};

/** What needs a place, in the words of an error. */
export type Placed = "job" | "run" | "notebook";

/** A place by the keys of the tables. A name that is in no table is as the user gave it. */
export interface SaidPlace
  extends Pick<PlaceQuery, "provider" | "region" | "country" | "subdivision"> {
  /** Smaller providers that have a region of the same code. */
  readonly alsoOf?: readonly string[];
}

/**
 * Smaller clouds that took over the codes of a larger one. A code without a provider means the
 * region of the larger one.
 */
const NAMED_AFTER: Readonly<Record<string, string>> = {
  crusoe: "gcp",
  lambda: "aws",
  nebius: "gcp",
};

/**
 * The place that a user means: a region alone (`us-central1`), with its provider
 * (`gcp/us-central1`), one of its zones, its city, or a country or a part of one (`Germany`, `DE`).
 * @param query What the user said
 * @param placed What needs the place, in the words of an error
 * @throws {UnknownNameError} If several places have the name, or none; with those to choose from
 * @throws {RangeError} If two providers are named
 */
export function saidPlace(query: DatedQuery, placed: Placed): SaidPlace {
  const { provider, region, country, subdivision, dataset } = query;
  if (
    subdivision !== undefined || region === undefined && country === undefined
  ) {
    return query;
  }
  if (region !== undefined && country !== undefined) {
    // Both without a provider are a country and one of its parts, as CodeCarbon has them.
    return provider === undefined && regionsOfCode(region).length === 0
      ? { country, subdivision: region }
      : query;
  }
  const text = (region ?? country) as string;
  const { provider: first, rest } = split(text);
  if (provider !== undefined) {
    const key = providers.get(provider).provider;
    if (first === undefined || first === key) return within(key, rest, dataset);
    throw new RangeError(
      `Cannot place the ${placed} as region ${
        JSON.stringify(text)
      } is of provider "${first}": current provider is "${provider}"`,
    );
  }
  if (first !== undefined) return within(first, rest, dataset);
  if (country !== undefined && grids.find(country) !== undefined) return query;
  if (dataset === "lacoste-2019") return of2019(text);
  // As cards name a region: gcp us-central1.
  const { provider: word, rest: after } = split(
    text.trim().replace(/ (?=\S+$)/, "/"),
  );
  const found = anywhere(text) ??
    (word === undefined ? undefined : within(word, after, dataset));
  if (found !== undefined) return found;
  if (country !== undefined) return query;
  throw new UnknownNameError("region", text, closeTo(text));
}

/** Names like a text, or the country of a zone that only others list, as `NO-NO1`. */
function closeTo(text: string): readonly string[] {
  const close = nearest(text, allNames());
  const country = /^([A-Z]{2})[-_]/.exec(text)?.[1];
  const zone = country === undefined ? undefined : grids.find(country)?.zone;
  return close.length > 0 || zone === undefined ? close : [zone];
}

/** The provider before a slash, if there is one, and what follows. */
function split(text: string): { provider?: string; rest: string } {
  const at = text.indexOf("/");
  const known = at > 0 ? providers.find(text.slice(0, at)) : undefined;
  return known === undefined
    ? { rest: text }
    : { provider: known.provider, rest: text.slice(at + 1) };
}

/** A region of one provider, by its code, name, city or country. */
function within(
  provider: string,
  text: string,
  dataset: Dataset | undefined,
): SaidPlace {
  const asSaid = { provider, region: text };
  if (
    dataset === "lacoste-2019" ||
    regions.find(`${provider}/${text}`)?.provider === provider
  ) return asSaid;
  const zone = grids.find(text)?.zone;
  const found = regions.list().filter((row) =>
    row.provider === provider &&
    (isNamed(row, comparable(text)) ||
      zone !== undefined && (row.country === zone || row.subdivision === zone))
  );
  return found.length === 0 ? asSaid : theOnly(found, text);
}

/** A place of any kind: a region by its code, an area, or a region by a zone, its name or city. */
function anywhere(text: string): SaidPlace | undefined {
  const coded = codes().get(comparableRegion(text));
  if (coded !== undefined) return theOnly(coded, text);
  const area = grids.find(text);
  if (area !== undefined) {
    const zones = zonesOf(text);
    if (zones.size > 1) throw ambiguous(text, [...zones]);
    return area.kind === "country" || area.kind === "aggregate"
      ? { country: area.zone }
      : { country: area.zone.slice(0, 2), subdivision: area.zone };
  }
  const form = comparable(text);
  const named = [
    ...regionsOfZone(text),
    ...regions.list().filter((row) => isNamed(row, form)),
  ];
  return named.length > 0 ? theOnly(named, text) : undefined;
}

function of2019(text: string): SaidPlace {
  const form = comparableRegion(text);
  const found = calculatorRegions.list()
    .filter(({ region }) => comparableRegion(region) === form);
  return found.length === 0 ? { country: text } : theOnly(found, text);
}

let byCode: ReadonlyMap<string, readonly Region[]> | undefined;

function codes(): ReadonlyMap<string, readonly Region[]> {
  return byCode ??= Map.groupBy(
    regions.list(),
    ({ region }) => comparableRegion(region),
  );
}

/** The regions of a code, or of a zone in them. */
export function regionsOfCode(code: string): readonly Region[] {
  return codes().get(comparableRegion(code)) ?? regionsOfZone(code);
}

/** The regions that a zone may lie in, or that had a code before. */
function regionsOfZone(zone: string): readonly Region[] {
  return providers.list().flatMap(({ provider }) => {
    const row = regions.find(`${provider}/${zone}`);
    // A provider's own name of a region is not a code.
    return row?.provider === provider && !isNamed(row, comparable(zone))
      ? [row]
      : [];
  });
}

function isNamed({ name, city = "" }: Region, form: string): boolean {
  return form !== "" &&
    (comparable(name) === form || comparable(city) === form);
}

/** Codes of the areas that have a name: Georgia is a country and a state. */
function zonesOf(name: string): ReadonlySet<string> {
  const form = comparable(name);
  const named = grids.list().filter((row) => comparable(row.name) === form);
  return new Set(named.map(({ zone }) => zone));
}

/**
 * Leaves out the regions of smaller clouds whose code a larger one had first.
 * @param found Regions of one code or name
 * @param providerOf Says whose a region is
 */
export function firstOwners<Found>(
  found: readonly Found[],
  providerOf: (region: Found) => string | undefined,
): readonly Found[] {
  const owners = new Set(found.map(providerOf));
  return found.filter((region) =>
    !owners.has(NAMED_AFTER[providerOf(region) ?? ""])
  );
}

/** The region of a name, if there is only one but for those of smaller clouds. */
function theOnly(
  found: readonly Pick<Region, "provider" | "region">[],
  text: string,
): SaidPlace {
  const [only, ...more] = firstOwners(found, (row) => row.provider);
  if (only === undefined || more.length > 0) {
    throw ambiguous(
      text,
      found.map(({ provider, region }) => `${provider}/${region}`),
    );
  }
  const { provider, region } = only;
  const alsoOf = found.filter((row) => row !== only).map((row) => row.provider);
  return { provider, region, ...(alsoOf.length > 0 && { alsoOf }) };
}

function ambiguous(
  text: string,
  candidates: readonly string[],
): UnknownNameError {
  const hint = `${candidates.length} places have that name`;
  return new UnknownNameError("region", text, candidates, hint);
}

function allNames(): (readonly [string, string])[] {
  return [
    ...regions.list().flatMap(({ provider, region, name, city }) =>
      [region, `${provider}/${region}`, name, city ?? name]
        .map((alias) => [alias, `${provider}/${region}`] as const)
    ),
    ...grids.list().flatMap(({ zone, name, kind }) =>
      [zone, name].map((alias) =>
        [alias, kind === "country" ? name : zone] as const
      )
    ),
  ];
}
