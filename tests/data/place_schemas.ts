import * as z from "zod";
import {
  Basis,
  CarbonIntensity,
  Country,
  Percent,
  ProviderKey,
  Pue,
  remarks,
  SourceKey,
  Subdivision,
  Text,
  Wue,
  Year,
} from "./fields.ts";

const Share = z.strictObject({
  percent: Percent,
  year: Year,
  source: SourceKey,
});

const Region = z.strictObject({
  provider: ProviderKey,
  region: Text,
  name: Text,
  city: Text.optional(),
  country: Country,
  subdivision: Subdivision.optional(),
  latitude: z.number().min(-90).max(90).optional(),
  longitude: z.number().min(-180).max(180).optional(),
  intensities: z.array(z.strictObject({
    carbonIntensity: CarbonIntensity,
    year: Year,
    basis: Basis,
    source: SourceKey,
  })),
  grids: z.array(Text).min(1),
  cfe: Share.optional(),
  pue: z.array(z.strictObject({ value: Pue, year: Year, source: SourceKey })),
  wue: z.strictObject({ value: Wue, year: Year, source: SourceKey }).optional(),
  matching: Share.optional(),
  ...remarks,
});

const Grid = z.strictObject({
  zone: z.string().regex(/^[A-Z0-9]+(-[A-Z0-9]+)*$/),
  name: Text,
  kind: z.enum(["country", "subdivision", "egrid-subregion", "aggregate"]),
  iso3: z.string().regex(/^[A-Z]{3}$/).optional(),
  carbonIntensity: CarbonIntensity,
  year: Year,
  basis: Basis,
  source: SourceKey,
  note: Text.optional(),
});

const fact = {
  scope: Text,
  source: SourceKey,
  thirdParty: z.literal(true).optional(),
  ...remarks,
};

const ProviderFact = z.discriminatedUnion("metric", [
  z.strictObject({
    metric: z.enum(["pue", "pue-best-site"]),
    value: Pue,
    unit: z.literal("ratio"),
    year: Year,
    ...fact,
  }),
  z.strictObject({
    metric: z.literal("wue"),
    value: Wue,
    unit: z.literal("L/kWh"),
    year: Year,
    ...fact,
  }),
  z.strictObject({
    metric: z.enum([
      "annual-matching",
      "carbon-neutral",
      "carbon-neutral-past",
      "critique",
      "hourly-cfe",
      "offset-assumed",
    ]),
    value: Percent,
    unit: z.literal("%"),
    year: Year,
    ...fact,
  }),
  z.strictObject({
    metric: z.enum([
      "target-cfe-hourly",
      "target-net-zero",
      "target-renewable-match-annual",
      "target-renewable-ppa",
      "target-zero-carbon-energy-hourly",
    ]),
    value: Percent,
    unit: z.literal("%"),
    year: z.int().min(2020).max(2050), // the future year of the target
    ...fact,
  }),
]);

const Provider = z.strictObject({
  provider: ProviderKey,
  name: Text,
  operator: Text,
  aliases: z.array(Text),
  facts: z.array(ProviderFact),
});

const Water = z.strictObject({
  zone: Text,
  litresPerKwh: z.number().positive().max(25), // hydropower evaporates much
  year: Year,
  source: SourceKey,
});

/** The schemas of the tables of places. */
export const PLACE_SCHEMAS: Record<
  "grids" | "providers" | "regions" | "area_names" | "water",
  z.ZodType
> = {
  grids: z.array(Grid),
  providers: z.array(Provider),
  regions: z.array(Region),
  area_names: z.record(
    z.string().regex(/^[A-Z]{2}(-[A-Z]{2})?$/),
    z.array(Text).min(1),
  ),
  water: z.array(Water),
};
