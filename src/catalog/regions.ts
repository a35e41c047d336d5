import rows from "../../data/regions.json" with { type: "json" };
import type { Basis } from "./basis.ts";
import type { DatedValue } from "./cited.ts";
import { createTable, type Table } from "./table.ts";

/** A region of a cloud provider. */
export interface Region {
  /** Key of the provider, such as `gcp`. */
  readonly provider: string;
  /** The provider's code, such as `us-central1`. */
  readonly region: string;
  /** The provider's name, such as `Iowa`. */
  readonly name: string;
  /** City, where published. */
  readonly city?: string;
  /** ISO 3166-1 alpha-2 code of the country. */
  readonly country: string;
  /** ISO 3166-2 code of the state or province. */
  readonly subdivision?: string;
  /** Latitude of the city, in degrees. */
  readonly latitude?: number;
  /** Longitude of the city, in degrees. */
  readonly longitude?: number;
  /** Intensities that the provider publishes, in gCO2e/kWh, newest first. */
  readonly intensities: readonly (DatedValue & {
    readonly carbonIntensity: number;
    readonly basis: Basis;
  })[];
  /** Zones of the grids table that the region lies in, nearest first. */
  readonly grids: readonly string[];
  /** Hourly carbon-free energy, in percent, as the provider claims. */
  readonly cfe?: DatedValue & { readonly percent: number };
  /** Power usage effectiveness published for this region, newest first. */
  readonly pue: readonly (DatedValue & { readonly value: number })[];
  /** Water usage effectiveness published for this region, in L/kWh. */
  readonly wue?: DatedValue & { readonly value: number };
  /** Yearly matching with renewable energy claimed for this region, in percent. */
  readonly matching?: DatedValue & { readonly percent: number };
  /** Set where the row was cited without a second look at its source. */
  readonly confidence?: "low" | "medium";
  /** What to know about the region. */
  readonly note?: string;
}

/**
 * The form in which region codes are compared. Their hyphens count: `us-east1` is Google's
 * South Carolina, `us-east-1` is Amazon's Virginia.
 */
export function comparableRegion(code: string): string {
  return code.trim().toLowerCase();
}

/** What the zones of a region add to its code: `us-central1-a`, `us-east-1a`, `US-EAST-04A`. */
const ZONES: Readonly<Record<string, RegExp>> = {
  alibaba: /-?[a-z]$/,
  aws: /[a-f]$/,
  azure: /-[1-3]$/,
  coreweave: /a$/,
  crusoe: /-[a-c]$/,
  gcp: /-[a-z]$/,
  ibm: /-\d$/,
  scaleway: /-\d$/,
  tencent: /-\d$/,
};

/** OVHcloud's older codes, such as `GRA11`, by their letters. */
const OVH_SITES: Readonly<Record<string, string>> = {
  bhs: "ca-east-bhs",
  de: "eu-west-lim",
  gra: "eu-west-gra",
  par: "eu-west-par",
  rbx: "eu-west-rbx",
  sbg: "eu-west-sbg",
  sgp: "ap-southeast-sgp",
  syd: "ap-southeast-syd",
  tor: "ca-east-tor",
  uk: "eu-west-eri",
  waw: "eu-central-waw",
};

/** The region of a zone or an older code; `undefined` if the text is none. */
function regionOfZone(code: string): string | undefined {
  const [provider = "", zone = ""] = comparableRegion(code).split("/");
  if (provider === "ovh") {
    const site = OVH_SITES[zone.replace(/\d+$/, "")];
    return `ovh/${site ?? zone.replace(/-[a-c]$/, "")}`;
  }
  const ending = ZONES[provider];
  return ending?.test(zone)
    ? `${provider}/${zone.replace(ending, "")}`
    : undefined;
}

let byKey: ReadonlyMap<string, ReadonlyMap<string, Region>> | undefined;

/**
 * A row by the keys that it has in the table, which is quicker than by any of its names.
 * @param provider Key of the provider
 * @param region The provider's code
 */
export function regionRow(
  provider: string,
  region: string,
): Region | undefined {
  if (byKey === undefined) {
    const ofProviders = new Map<string, Map<string, Region>>();
    for (const row of rows as readonly Region[]) {
      const own = ofProviders.get(row.provider) ?? new Map<string, Region>();
      ofProviders.set(row.provider, own.set(row.region, row));
    }
    byKey = ofProviders;
  }
  return byKey.get(provider)?.get(region);
}

const table = createTable(rows as readonly Region[], {
  kind: "region",
  comparable: comparableRegion,
  names: (row) => [
    `${row.provider}/${row.region}`,
    row.region,
    `${row.provider}/${row.name}`,
  ],
});

function findRegion(code: string): Region | undefined {
  const exact = table.find(code);
  if (exact !== undefined) return exact;
  const whole = regionOfZone(code);
  return whole === undefined ? undefined : table.find(whole);
}

/**
 * The regions of the cloud providers. They are found by `provider/region`, also of a zone in it,
 * or by the code alone, which means the first one in the file if providers share it.
 */
export const regions: Table<Region> = Object.freeze({
  list: table.list,
  find: findRegion,
  get: (code: string) => findRegion(code) ?? table.get(code),
});
