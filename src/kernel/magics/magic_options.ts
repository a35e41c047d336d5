/** The kind of value that an option takes; the words of a list, or the names of a table. */
export type Takes =
  | "text"
  | "number"
  | "switch"
  | "nothing"
  | "place"
  | "mass"
  | "market"
  | "time"
  | "texts"
  | readonly string[]
  | { readonly namesOf: NameTable };

/** Tables of the catalogue that give names for completion. */
export type NameTable =
  | "hardware"
  | "cpus"
  | "instances"
  | "models"
  | "providers"
  | "countries";

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

const PLACE_OPTIONS = optionsOf({
  region: ["place", "place: us-central1, gcp/us-central1, Germany or DE"],
  provider: [{ namesOf: "providers" }, "cloud provider"],
  country: [{ namesOf: "countries" }, "country, by its name or ISO 3166 code"],
  subdivision: ["text", "state or province of the country"],
  "carbon-intensity": ["number", "carbon intensity, in gCO2e/kWh"],
  pue: ["number", "power usage effectiveness, at least 1"],
  "offset-percent": ["number", "share of the emissions that is offset, in %"],
});

/** The options of `%%track`. */
export const TRACK_OPTIONS: readonly MagicOption[] = [
  ...PLACE_OPTIONS,
  ...optionsOf({
    budget: ["mass", "most that the cell may emit, such as 0.1kg or 50g"],
    "on-budget": [["abort", "warn"], "what to do when the budget is spent"],
    interval: ["time", "time between two samples, such as 500ms or 2s"],
    attribution: [
      ["machine", "process"],
      "whose processor and memory use counts",
    ],
    live: ["switch", "whether the run is shown while it is running"],
    command: ["nothing", "the cell holds commands of the shell, not code"],
    tag: ["texts", "tag by which the ledger finds the run; may be repeated"],
  }),
];

/** The options of `%configure`. */
export const CONFIGURE_OPTIONS: readonly MagicOption[] = [
  ...PLACE_OPTIONS,
  ...TRACK_OPTIONS.filter(({ name }) =>
    ["interval", "attribution", "live"].includes(name)
  ),
  ...optionsOf({
    hardware: [{ namesOf: "hardware" }, "device of jobs that name none"],
    ledger: ["text", "file that keeps the runs, or off for none"],
    project: ["text", "project by which the ledger finds the runs"],
    "time-zone": ["text", "time zone of the ledger's days: Europe/Berlin"],
  }),
];

/** The options of `%carbon on`. */
export const CARBON_OPTIONS: readonly MagicOption[] = TRACK_OPTIONS.filter((
  { name },
) => !["live", "command"].includes(name));

/** The options of `%estimate`. */
export const ESTIMATE_OPTIONS: readonly MagicOption[] = [
  {
    name: "kwh",
    field: "energyKwh",
    takes: "number",
    says: "known energy, instead of hardware and hours",
  },
  ...optionsOf({
    hardware: [{ namesOf: "hardware" }, "device, by its name in the catalogue"],
    hours: ["number", "duration, in h"],
    count: ["number", "number of devices"],
    utilization: ["number", "mean share of the rated power, 0 to 1"],
    "mean-watts": ["number", "measured mean power of a device, in W"],
    cpu: [{ namesOf: "cpus" }, "processor, by its name in the catalogue"],
    "memory-gb": ["number", "memory, in GB"],
    instance: [{ namesOf: "instances" }, "cloud machine type"],
    model: [{ namesOf: "models" }, "model that is called, by its API's name"],
    "input-tokens": ["number", "tokens of the input of a call"],
    "cached-input-tokens": ["number", "those of them from a cache"],
    "output-tokens": ["number", "tokens of the answer of a call"],
    calls: ["number", "number of calls"],
    images: ["number", "pictures that a call makes"],
    batch: ["number", "requests in flight on a server of your own"],
    gpu: [{ namesOf: "hardware" }, "GPU that the model runs on"],
  }),
  ...PLACE_OPTIONS,
  ...optionsOf({
    "market-based": ["market", "intensity of your own contract, in gCO2e/kWh"],
    embodied: ["switch", "whether embodied emissions count"],
    dataset: [["latest", "lacoste-2019"], "which data tables"],
  }),
];

function optionsOf(
  rows: Readonly<Record<string, readonly [takes: Takes, says: string]>>,
): readonly MagicOption[] {
  return Object.entries(rows).map(([name, [takes, says]]) => ({
    name,
    field: fieldOf(name, takes),
    takes,
    says,
  }));
}

/** The name in camel case, with its unit if it has one, or in the plural for several texts. */
function fieldOf(name: string, takes: Takes): string {
  const ends: Partial<Record<string, string>> = {
    mass: "Kg",
    time: "Ms",
    texts: "s",
  };
  const end = typeof takes === "string" ? ends[takes] ?? "" : "";
  return name.replace(/-(.)/g, (_, letter) => letter.toUpperCase()) + end;
}
