/** Places that providers have under names of their own. */
const AREAS: ReadonlyMap<string, string> = new Map(Object.entries({
  us: "USA",
  eu: "Europe",
  ae: "United Arab Emirates",
  au: "Australia",
  in: "India",
  jp: "Japan",
  ca: "Canada",
  uk: "United Kingdom",
  apac: "Asia",
}));

/**
 * Where a call runs, as its host and path say it: a name that `estimate()` understands.
 * @param url Of the call
 */
export function hostPlace({ hostname, pathname }: URL): string | undefined {
  const area = /^(?:api\.)?(\w\w)(?:\.api)?\.(?:openai\.com|mistral\.ai)$/
    .exec(hostname)?.[1];
  if (area !== undefined) return AREAS.get(area);
  const aws =
    /\.([a-z]{2}(?:-[a-z]+)+-\d+)\.(?:amazonaws\.com(?:\.cn)?|api\.aws)$/.exec(
      hostname,
    )?.[1];
  if (aws !== undefined) return `aws/${aws}`;
  if (
    !hostname.endsWith("aiplatform.googleapis.com") &&
    !hostname.endsWith(".rep.googleapis.com")
  ) return undefined;
  const location = /\/locations\/([^/]+)/.exec(pathname)?.[1] ??
    /^([a-z0-9-]+)-aiplatform/.exec(hostname)?.[1] ??
    /^aiplatform\.(\w+)\.rep/.exec(hostname)?.[1];
  if (location === undefined || location === "global") return undefined;
  return AREAS.get(location) ?? `gcp/${location}`;
}

/**
 * Where a model of Bedrock runs: the beginning of its name may send it beyond the region.
 * @param model As the path names it
 * @param region As the host says
 */
export function profilePlace(
  model: string,
  region: string | undefined,
): string | undefined {
  const [, area] = /(?:^|\/)(us|eu|apac|jp|au|ca|uk|in|global)\.[a-z]/
    .exec(model) ?? [];
  if (area === undefined) return region;
  return area === "global" ? undefined : AREAS.get(area);
}

/** The area that an answer names, such as `us`; `undefined` if it says "anywhere". */
export function areaPlace(area: string): string | undefined {
  return AREAS.get(area.toLowerCase());
}
