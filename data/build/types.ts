/** The types of the tables in `data/*.json`. */

export type Confidence = "low" | "medium";

/** Direct (combustion), lifecycle, or a compilation of both. */
export type Basis = "direct" | "lifecycle" | "mixed";

export interface Source {
  title: string;
  publisher: string;
  /** The year of publication, or of the edition that was read. */
  year: number;
  licence: string;
  address: string;
  /** How the source turns gases into CO2e, where it says so. */
  gwp?: string;
  /** Whether a grid's figure holds losses on the way, where the source says so. */
  gridLosses?: string;
}

export interface PowerFigure {
  watts: number;
  basis: string;
  source: string;
  year?: number;
  assumed?: true;
  confidence?: Confidence;
  note?: string;
}

export interface Accelerator {
  name: string;
  aliases: string[];
  vendor: string;
  kind: string;
  memoryGb?: number;
  dieMm2?: number;
  year?: number;
  idleWatts?: number;
  fp16Tflops?: number;
  /** The source of memory, year and TFLOPS. */
  source: string;
  /** The first entry is the default. */
  power: PowerFigure[];
  note?: string;
}

export interface LacosteHardware {
  name: string;
  vendor: string;
  kind: string;
  watts: number;
  note?: string;
}

export interface LacosteRegion {
  provider: string;
  region: string;
  name: string;
  city?: string;
  country: string;
  subdivision?: string;
  carbonIntensity: number;
  offsetPercent: number;
  source: string;
  year: number;
  note?: string;
  original?: { carbonIntensity: number; year: number };
}

export interface Lacoste2019 {
  sources: string[];
  hardware: LacosteHardware[];
  regions: LacosteRegion[];
}

/**
 * `[name, cores, tdpWatts, year, index into sources, threads, index into assumed]`; the last two
 * only where threads are not two a core, or the power is assumed.
 */
export type CpuRow = [
  name: string,
  cores: number | null,
  tdpWatts: number,
  year: number | null,
  source: number,
  threads?: number,
  assumed?: number,
];

export interface Cpus {
  sources: string[];
  /** What the power of a model is assumed from, if its maker publishes none. */
  assumed: string[];
  rows: CpuRow[];
}

export interface Instance {
  provider: string;
  instance: string;
  accelerator: string;
  count: number;
  vcpus?: number;
  memoryGb?: number;
  source: string;
  confidence?: Confidence;
  note?: string;
}

/** Families of machine types without accelerators, by provider. */
export type MachineTypes = Record<
  string,
  { source: string; families: string[] }
>;

export interface YearValue {
  value: number;
  year: number;
  source: string;
}

export interface Share {
  percent: number;
  year: number;
  source: string;
}

export interface RegionIntensity {
  carbonIntensity: number;
  year: number;
  basis: Basis;
  source: string;
}

export interface Region {
  provider: string;
  region: string;
  name: string;
  city?: string;
  country: string;
  subdivision?: string;
  latitude?: number;
  longitude?: number;
  intensities: RegionIntensity[];
  grids: string[];
  cfe?: Share;
  pue: YearValue[];
  wue?: YearValue;
  matching?: Share;
  confidence?: Confidence;
  note?: string;
}

export type GridKind =
  | "country"
  | "subdivision"
  | "egrid-subregion"
  | "aggregate";

export interface Grid {
  zone: string;
  name: string;
  kind: GridKind;
  iso3?: string;
  carbonIntensity: number;
  year: number;
  basis: Basis;
  source: string;
  note?: string;
}

/** The file of the grids: its words by number, and a row for each zone, its figures last. */
export interface GridTable {
  sources: readonly string[];
  bases: readonly Basis[];
  kinds: readonly GridKind[];
  rows: readonly [
    zone: string,
    name: string,
    kind: number,
    iso3: string | null,
    ...figures: PackedFigure[],
  ][];
}

/** A figure of a zone in the file of the grids. */
export type PackedFigure = readonly [
  carbonIntensity: number,
  year: number,
  basis: number,
  source: number,
  note?: string,
];

export interface ProviderFact {
  metric: string;
  value: number;
  unit: string;
  year: number;
  scope: string;
  source: string;
  thirdParty?: boolean;
  confidence?: Confidence;
  note?: string;
}

export interface Provider {
  provider: string;
  name: string;
  operator: string;
  aliases: string[];
  facts: ProviderFact[];
}

export interface PowerModel {
  id: string;
  component: string;
  provider?: string;
  architecture?: string;
  instance?: string;
  minWatts?: number;
  maxWatts?: number;
  value?: number;
  unit: string;
  aboveGb?: number;
  load?: number;
  year: number;
  source: string;
  confidence?: Confidence;
  note?: string;
}

export interface Embodied {
  id: string;
  item: string;
  kind: string;
  kgco2e: number;
  low?: number;
  high?: number;
  per: string;
  lifetimeYears?: number;
  method: string;
  year: number;
  source: string;
  accelerator?: string;
  confidence?: Confidence;
  note?: string;
}

export interface Equivalence {
  id: string;
  label: string;
  unit: string;
  kgPerUnit: number;
  publishedValue: number;
  publishedUnit: string;
  region: string;
  year: number;
  source: string;
  uptake?: true;
  confidence?: Confidence;
  note?: string;
}

export interface GridWater {
  zone: string;
  litresPerKwh: number;
  year: number;
  source: string;
}

export interface MeasuredPower {
  hardware: string;
  tdpWatts: number;
  measuredWatts: number;
  scope: "accelerator" | "system share";
  workload: string;
  year: number;
  source: string;
}

export interface Published {
  id: string;
  source: string;
  year?: number;
  what: string;
  hardware?: string;
  count?: number;
  hours?: number;
  watts?: number;
  utilization?: number;
  pue?: number;
  pueInEnergy?: boolean;
  provider?: string;
  place?: string;
  carbonIntensity?: number;
  energyKwh?: number;
  emissionsKg?: number;
  tolerancePercent: number;
  basis: string;
  note?: string;
}

export interface Spread {
  id: string;
  what: string;
  medianFactor: number;
  sigma: number;
  n: number;
  method: string;
  source: string[];
}

/** Who serves calls to language models. */
export interface CallProvider {
  provider: string;
  name: string;
  aliases: string[];
  /** Hosts of its API; a star is any label. */
  hosts: string[];
  /** Where it usually runs; absent where nothing says. */
  zone?: string;
  /** Low, usual and high. */
  pue: number[];
  /** Water on site, in L/kWh: low, usual and high. */
  wue: number[];
  source: string;
  /** The cloud whose regions it has. */
  cloud?: string;
  /** What it serves from, where that is not GPUs of a data centre. */
  serves?: "other chips" | "own server";
  note?: string;
}

/** Energy of language models and of pictures, as fitted to the measured rows. */
export interface CallEnergy {
  sources: string[];
  /** Energy of an output token: constant · Pa^active · W^weights · B^batch, in J. */
  decode: {
    constant: number;
    active: number;
    weights: number;
    batch: number;
    b200: number;
    a100: number;
  };
  /** Batches that the fit holds for, and the curve of ln B beyond. */
  outside: { from: number; to: number; linear: number; square: number };
  /** Models with measurements of their own. */
  curve: { batch: number; b200: number; bits: number };
  /** Long answers cost more per token: `factor` from `toTokens` on, and a part of it between. */
  long: { fromTokens: number; toTokens: number; factor: number };
  /** Model, J per output token (batch 100, H100, short answers), and bits a weight. */
  levels: [model: string, joules: number, bits: number][];
  /** Model of pictures, and J per picture. */
  pictures: [model: string, joules: number][];
  /** What is not fitted, by name. */
  constants: Record<string, CallConstant>;
  providers: CallProvider[];
}

/** A figure of the energy of calls with its range. */
export interface CallConstant {
  value: number;
  low?: number;
  high?: number;
  unit: string;
  what: string;
  source: string;
  year: number;
}

/**
 * `[name, maker, aliases, total, active, bits, index into sources, kind, more]`; sizes in 1e9
 * parameters, each a number or low, usual and high.
 */
export type ModelRow = [
  name: string,
  maker: string,
  aliases: string[],
  total: number | [number, number, number],
  active: number | [number, number, number],
  bits: number,
  source: number,
  kind?: number,
];

/** The file of the models. */
export interface ModelTable {
  sources: string[];
  kinds: string[];
  rows: ModelRow[];
}
