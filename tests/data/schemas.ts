import * as z from "zod";
import type { Tables } from "./tables.ts";

const Text = z.string().trim().min(1);
const Year = z.int().min(1990).max(2026);
const Watts = z.number().positive().lt(150_000);
const Percent = z.number().min(0).max(100);
const Pue = z.number().min(1).max(3);
const Wue = z.number().min(0).max(10);
const CarbonIntensity = z.number().min(0).max(2000);
const SourceKey = z.string().regex(/^[a-z0-9]+([-.][a-z0-9]+)*$/);
const Id = z.string().regex(/^[a-z0-9]+([-.][a-z0-9]+)*$/);
const Country = z.string().regex(/^[A-Z]{2}$/);
const Subdivision = z.string().regex(/^[A-Z]{2}-[A-Z0-9]{1,3}$/);
const Basis = z.enum(["direct", "lifecycle", "mixed"]);
const ProviderKey = z.string().regex(/^[a-z]+$/);

/** Keys that many rows may have. */
const remarks = {
  confidence: z.enum(["low", "medium"]).optional(),
  note: Text.optional(),
};

const Source = z.strictObject({
  title: Text,
  publisher: Text,
  year: Year,
  licence: Text,
  address: z.url({ protocol: /^https$/ }),
  gwp: Text.optional(),
  gridLosses: Text.optional(),
});

const Accelerator = z.strictObject({
  name: Text,
  aliases: z.array(Text),
  vendor: Text,
  kind: z.enum([
    "apu",
    "fpga",
    "gpu",
    "module",
    "npu",
    "superchip",
    "system",
    "tpu",
  ]),
  memoryGb: z.number().positive().optional(),
  dieMm2: z.number().positive().max(2000).optional(),
  year: Year.optional(),
  idleWatts: Watts.optional(),
  fp16Tflops: z.number().positive().optional(),
  source: SourceKey,
  power: z.array(z.strictObject({
    watts: Watts,
    basis: Text,
    source: SourceKey,
    year: Year.optional(),
    assumed: z.literal(true).optional(),
    ...remarks,
  })),
  note: Text.optional(),
});

const Cpu = z.tuple([
  Text,
  z.int().positive().nullable(),
  Watts,
  Year.nullable(),
  z.int().min(0),
  z.int().positive().optional(), // threads
  z.int().min(0).optional(), // index into assumed
]);

const Cpus = z.strictObject({
  sources: z.array(SourceKey),
  assumed: z.array(Text),
  rows: z.array(Cpu),
});

const Instance = z.strictObject({
  provider: ProviderKey,
  instance: Text,
  accelerator: Text,
  count: z.number().positive().max(256),
  vcpus: z.number().positive().optional(),
  memoryGb: z.number().positive().optional(),
  source: SourceKey,
  ...remarks,
});

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

const PowerModel = z.strictObject({
  id: Id,
  component: z.enum([
    "memory",
    "memory-bend",
    "vcpu",
    "cpu-class",
    "cpu-curve",
    "cpu-default",
    "gpu-default",
    "server",
    "storage",
    "network",
    "instance",
    "system",
    "llm-energy",
    "llm-latency",
  ]),
  provider: ProviderKey.optional(),
  architecture: Text.optional(),
  instance: Text.optional(),
  minWatts: Watts.optional(),
  maxWatts: Watts.optional(),
  value: z.number().optional(), // a coefficient may be negative
  aboveGb: z.number().positive().optional(),
  unit: Text,
  load: z.number().min(0).max(1).optional(),
  year: Year,
  source: SourceKey,
  ...remarks,
});

const Embodied = z.strictObject({
  id: Id,
  item: Text,
  kind: z.enum([
    "board",
    "cpu",
    "gpu",
    "gpu-model",
    "hdd",
    "instance-platform",
    "memory",
    "server",
    "ssd",
  ]),
  kgco2e: z.number().positive(),
  low: z.number().positive().optional(),
  high: z.number().positive().optional(),
  per: Text,
  lifetimeYears: z.number().positive().max(20).optional(),
  method: Text,
  year: Year,
  source: SourceKey,
  accelerator: Text.optional(),
  ...remarks,
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

const Water = z.strictObject({
  zone: Text,
  litresPerKwh: z.number().positive().max(25), // hydropower evaporates much
  year: Year,
  source: SourceKey,
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

const MachineTypes = z.record(
  ProviderKey,
  z.strictObject({
    source: SourceKey,
    families: z.array(
      z.string().regex(/^[\w.-]*#[\w.-]* [\d.]+( [\w.-]+(=\d+)?(:[\d.]+)?)+$/),
    ),
  }),
);

const MeasuredPower = z.strictObject({
  hardware: Text,
  tdpWatts: Watts,
  measuredWatts: Watts,
  scope: z.enum(["accelerator", "system share"]),
  workload: Text,
  year: Year,
  source: SourceKey,
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

const Factor = z.number().positive().max(2);
const Range = z.tuple([z.number(), z.number(), z.number()])
  .refine(([low, usual, high]) => low <= usual && usual <= high);

const CallProvider = z.strictObject({
  provider: z.string().regex(/^[a-z][a-z0-9_.-]*$/),
  name: Text,
  aliases: z.array(Text),
  hosts: z.array(z.string().regex(/^[a-z0-9.*-]+$/)),
  zone: z.string().regex(/^[A-Z-]+$/).optional(),
  pue: Range.refine(([low]) => low >= 1),
  wue: Range.refine(([low]) => low >= 0),
  source: SourceKey,
  cloud: z.enum(["aws", "azure", "gcp"]).optional(),
  serves: z.enum(["other chips", "own server"]).optional(),
  note: Text.optional(),
});

const Calls = z.strictObject({
  sources: z.array(SourceKey),
  decode: z.strictObject({
    constant: z.number().positive().max(1),
    active: z.number().min(0).max(1),
    weights: z.number().min(0).max(1),
    batch: z.number().min(-1).max(0),
    b200: Factor,
    a100: Factor,
  }),
  outside: z.strictObject({
    from: z.literal(32),
    to: z.literal(512),
    linear: z.number().min(-1).max(0),
    square: z.number().min(0).max(0.1),
  }),
  curve: z.strictObject({
    batch: z.number().min(-1).max(0),
    b200: Factor,
    bits: z.number().min(0).max(1),
  }),
  long: z.strictObject({ fromTokens: z.literal(4000), factor: Factor }),
  levels: z.array(
    z.tuple([Text, z.number().positive().max(10), z.number().max(16)]),
  ),
  pictures: z.array(z.tuple([Text, z.number().min(300).max(8000)])),
  constants: z.record(
    z.string(),
    z.strictObject({
      value: z.number().positive(),
      low: z.number().positive().optional(),
      high: z.number().positive().optional(),
      unit: z.string(),
      what: Text,
      source: SourceKey,
      year: z.int().min(2024).max(2027),
    }).refine(({ low, value, high }) =>
      (low ?? value) <= value && value <= (high ?? value)
    ),
  ),
  providers: z.array(CallProvider),
});

const Parameters = z.number().positive().max(6000);
const Size = z.union([Parameters, Range]);

const Models = z.strictObject({
  sources: z.array(SourceKey),
  kinds: z.array(Text),
  rows: z.array(
    z.tuple([
      Text,
      Text,
      z.array(Text),
      Size,
      Size,
      z.number().min(2).max(16),
      z.int().min(0).max(4),
    ]).rest(z.int().min(1).max(5)),
  ),
});

/** The schema of each table, which allows no other keys. */
export const SCHEMAS: Record<keyof Tables, z.ZodType> = {
  accelerators: z.array(Accelerator),
  calls: Calls,
  cpus: Cpus,
  embodied: z.array(Embodied),
  equivalences: z.array(Equivalence),
  grids: z.array(Grid),
  instances: z.array(Instance),
  lacoste_2019: Calculator,
  machine_types: MachineTypes,
  measured_power: z.array(MeasuredPower),
  models: Models,
  power_models: z.array(PowerModel),
  providers: z.array(Provider),
  published: z.array(Published),
  regions: z.array(Region),
  sources: z.record(z.string(), Source),
  spreads: z.array(Spread),
  area_names: z.record(
    z.string().regex(/^[A-Z]{2}(-[A-Z]{2})?$/),
    z.array(Text).min(1),
  ),
  water: z.array(Water),
};
