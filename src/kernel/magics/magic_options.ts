/** What an option takes. */
export type Takes =
  | { readonly kind: "text" }
  | { readonly kind: "number" }
  | { readonly kind: "switch" }
  | { readonly kind: "word"; readonly words: readonly string[] }
  | { readonly kind: "name"; readonly of: NameTable }
  | { readonly kind: "place" }
  | { readonly kind: "mass" }
  | { readonly kind: "time" };

/** Tables of the catalogue whose names can be completed. */
export type NameTable = "hardware" | "cpus" | "instances" | "providers";

/** An option of a magic. */
export interface Option {
  /** As it is written, after `--`. */
  readonly name: string;
  /** The field of the job or of the run's options. */
  readonly field: string;
  readonly takes: Takes;
  /** In a few words. */
  readonly says: string;
}

const text = (name: string, field: string, says: string): Option => ({
  name,
  field,
  takes: { kind: "text" },
  says,
});

const number = (name: string, field: string, says: string): Option => ({
  name,
  field,
  takes: { kind: "number" },
  says,
});

const PLACE: readonly Option[] = [
  {
    name: "region",
    field: "region",
    takes: { kind: "place" },
    says: "region of the provider, or both as gcp/us-central1",
  },
  {
    name: "provider",
    field: "provider",
    takes: { kind: "name", of: "providers" },
    says: "cloud provider",
  },
  text("country", "country", "country, by name or ISO 3166 code"),
  text("subdivision", "subdivision", "state or province of the country"),
  number("carbon-intensity", "carbonIntensity", "in gCO2e/kWh"),
  number("pue", "pue", "power usage effectiveness, at least 1"),
  number("offset-percent", "offsetPercent", "share that is offset"),
];

/** What a run is tracked with. */
export const TRACK_OPTIONS: readonly Option[] = [
  ...PLACE,
  {
    name: "budget",
    field: "budgetKg",
    takes: { kind: "mass" },
    says: "what the cell may emit, such as 0.1kg or 50g",
  },
  {
    name: "on-budget",
    field: "onBudget",
    takes: { kind: "word", words: ["abort", "warn"] },
    says: "what happens when it is spent",
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
    says: "whose processor and memory count",
  },
  {
    name: "live",
    field: "live",
    takes: { kind: "switch" },
    says: "whether the run is shown while it goes on",
  },
];

/** What is estimated. */
export const ESTIMATE_OPTIONS: readonly Option[] = [
  {
    name: "hardware",
    field: "hardware",
    takes: { kind: "name", of: "hardware" },
    says: "device, by a name of the catalogue",
  },
  number("hours", "hours", "duration, in h"),
  number("count", "count", "how many devices"),
  number("utilization", "utilization", "mean share of the power, 0 to 1"),
  {
    name: "cpu",
    field: "cpu",
    takes: { kind: "name", of: "cpus" },
    says: "processor, by a name of the catalogue",
  },
  number("memory-gb", "memoryGb", "memory, in GB"),
  {
    name: "instance",
    field: "instance",
    takes: { kind: "name", of: "instances" },
    says: "cloud machine type",
  },
  ...PLACE,
  {
    name: "embodied",
    field: "embodied",
    takes: { kind: "switch" },
    says: "whether making the hardware counts",
  },
  {
    name: "dataset",
    field: "dataset",
    takes: { kind: "word", words: ["latest", "lacoste-2019"] },
    says: "which tables",
  },
];
