import * as z from "zod";
import { DEVICE_SCHEMAS } from "./device_schemas.ts";
import { PLACE_SCHEMAS } from "./place_schemas.ts";
import { CALL_SCHEMAS } from "./call_schemas.ts";
import {
  CarbonIntensity,
  Country,
  Id,
  Percent,
  ProviderKey,
  Pue,
  remarks,
  SourceKey,
  Subdivision,
  Text,
  Watts,
  Year,
} from "./fields.ts";
import type { Tables } from "./tables.ts";

const Source = z.strictObject({
  title: Text,
  publisher: Text,
  year: Year,
  licence: Text,
  address: z.url({ protocol: /^https$/ }),
  gwp: Text.optional(),
  gridLosses: Text.optional(),
});

const Equivalence = z.strictObject({
  id: Id,
  label: Text,
  unit: Text,
  kgPerUnit: z.number().positive(),
  publishedValue: z.number().positive(),
  publishedUnit: Text,
  region: Text,
  year: Year,
  source: SourceKey,
  uptake: z.literal(true).optional(),
  ...remarks,
});

const Calculator = z.strictObject({
  sources: z.array(SourceKey),
  hardware: z.array(z.strictObject({
    name: Text,
    vendor: Text,
    kind: z.enum(["gpu", "tpu", "cpu"]),
    watts: Watts,
    note: Text.optional(),
  })),
  regions: z.array(z.strictObject({
    provider: ProviderKey,
    region: Text,
    name: Text,
    city: Text.optional(),
    country: Country,
    subdivision: Subdivision.optional(),
    carbonIntensity: CarbonIntensity,
    offsetPercent: Percent,
    source: SourceKey,
    year: Year,
    note: Text.optional(),
    original: z.strictObject({ carbonIntensity: CarbonIntensity, year: Year })
      .optional(),
  })),
});

const Published = z.strictObject({
  id: Id,
  source: SourceKey,
  year: Year.optional(),
  what: Text,
  hardware: Text.optional(),
  count: z.number().positive().optional(),
  hours: z.number().positive().optional(),
  watts: z.number().positive().optional(), // it may be of a whole site
  utilization: z.number().min(0).max(1).optional(),
  pue: Pue.optional(),
  pueInEnergy: z.literal(true).optional(),
  provider: Text.optional(),
  place: Text.optional(),
  carbonIntensity: CarbonIntensity.optional(),
  energyKwh: z.number().positive().optional(),
  emissionsKg: z.number().min(0).optional(),
  tolerancePercent: z.number().min(0).max(50),
  basis: z.enum(["printed", "tool-data", "cross-row", "reference-run"]),
  note: Text.optional(),
});

const Spread = z.strictObject({
  id: Id,
  what: Text,
  medianFactor: z.number().positive().max(3),
  sigma: z.number().positive().max(2),
  n: z.int().min(0),
  method: Text,
  source: z.array(SourceKey),
});

/** The schema of each table, which allows no other keys. */
export const SCHEMAS: Record<keyof Tables, z.ZodType> = {
  ...DEVICE_SCHEMAS,
  ...PLACE_SCHEMAS,
  ...CALL_SCHEMAS,
  equivalences: z.array(Equivalence),
  lacoste_2019: Calculator,
  published: z.array(Published),
  sources: z.record(z.string(), Source),
  spreads: z.array(Spread),
};
