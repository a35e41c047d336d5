/** The kind of value that an option takes. */
export type Takes =
  | { readonly kind: "text" }
  | { readonly kind: "number" }
  | { readonly kind: "switch" }
  | { readonly kind: "word"; readonly words: readonly string[] }
  | { readonly kind: "name"; readonly of: NameTable }
  | { readonly kind: "place" }
  | { readonly kind: "mass" }
  | { readonly kind: "time" };

/** Tables of the catalogue that give names for completion. */
export type NameTable = "hardware" | "cpus" | "instances" | "providers";

/** An option of a magic. */
export interface MagicOption {
  /** Its name after `--`. */
  readonly name: string;
  /** The field of the job, or of the run's options. */
  readonly field: string;
  readonly takes: Takes;
  /** Its help, in a few words. */
  readonly says: string;
}

const text = (name: string, field: string, says: string): MagicOption => ({
  name,
  field,
  takes: { kind: "text" },
  says,
});

const number = (name: string, field: string, says: string): MagicOption => ({
  name,
  field,
  takes: { kind: "number" },
  says,
});

const PLACE_OPTIONS: readonly MagicOption[] = [
  {
    name: "region",
    field: "region",
    takes: { kind: "place" },
    says: "region, alone or with its provider: gcp/us-central1",
  },
  {
    name: "provider",
    field: "provider",
    takes: { kind: "name", of: "providers" },
    says: "cloud provider",
  },
  text("country", "country", "country, by its name or ISO 3166 code"),
  text("subdivision", "subdivision", "state or province of the country"),
  number(
    "carbon-intensity",
    "carbonIntensity",
    "carbon intensity, in gCO2e/kWh",
  ),
  number("pue", "pue", "power usage effectiveness, at least 1"),
  number(
    "offset-percent",
    "offsetPercent",
    "share of the emissions that is offset, in %",
  ),
];

/** The options of `%%track`. */
export const TRACK_OPTIONS: readonly MagicOption[] = [
  ...PLACE_OPTIONS,
  {
    name: "budget",
    field: "budgetKg",
    takes: { kind: "mass" },
    says: "most that the cell may emit, such as 0.1kg or 50g",
  },
  {
    name: "on-budget",
    field: "onBudget",
    takes: { kind: "word", words: ["abort", "warn"] },
    says: "what to do when the budget is spent",
  },
  {
    name: "interval",
    field: "intervalMs",
    takes: { kind: "time" },
    says: "time between two samples, such as 500ms or 2s",
  },
  {
    name: "attribution",
    field: "attribution",
    takes: { kind: "word", words: ["machine", "process"] },
    says: "whose processor and memory use counts",
  },
  {
    name: "live",
    field: "live",
    takes: { kind: "switch" },
    says: "whether the run is shown while it is running",
  },
];

/** The options of `%estimate`. */
export const ESTIMATE_OPTIONS: readonly MagicOption[] = [
  {
    name: "hardware",
    field: "hardware",
    takes: { kind: "name", of: "hardware" },
    says: "device, by its name in the catalogue",
  },
  number("hours", "hours", "duration, in h"),
  number("count", "count", "number of devices"),
  number("utilization", "utilization", "mean share of the rated power, 0 to 1"),
  {
    name: "cpu",
    field: "cpu",
    takes: { kind: "name", of: "cpus" },
    says: "processor, by its name in the catalogue",
  },
  number("memory-gb", "memoryGb", "memory, in GB"),
  {
    name: "instance",
    field: "instance",
    takes: { kind: "name", of: "instances" },
    says: "cloud machine type",
  },
  ...PLACE_OPTIONS,
  {
    name: "embodied",
    field: "embodied",
    takes: { kind: "switch" },
    says: "whether embodied emissions count",
  },
  {
    name: "dataset",
    field: "dataset",
    takes: { kind: "word", words: ["latest", "lacoste-2019"] },
    says: "which data tables",
  },
];
