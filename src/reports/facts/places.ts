import { nameText } from "../../cards/parts/run_texts.ts";
import { gridVintages } from "../../catalog/grids.ts";
import { providers } from "../../catalog/providers.ts";
import type { Place } from "../../estimate/place/site.ts";

/** A place in words, such as `Iowa (Google Cloud us-central1), United States`. */
export function placeInWords(place: Place): string {
  const { name, provider, region } = place;
  const cloud = provider === undefined
    ? ""
    : ` (${providerName(provider)} ${nameText(region ?? "")})`;
  const country = countryOf(place)?.name;
  // The name of a place often ends with the name of its country, or is that name.
  const whole = country === undefined || name.endsWith(country);
  return `${nameText(name)}${cloud}${whole ? "" : `, ${country}`}`;
}

/** The name of a provider; an imported run may have one that is not in the tables. */
export function providerName(provider: string): string {
  return providers.find(provider)?.name ?? nameText(provider);
}

/** The country of a place, with the code that CodeCarbon uses. */
export function countryOf(
  { country }: Place,
): { readonly name: string; readonly iso3: string | undefined } | undefined {
  const row = country === undefined ? undefined : gridVintages(country)[0];
  return row && { name: row.name, iso3: row.iso3 };
}
