import {
  byPrefix,
  cleanNote,
  confidence,
  type Fact,
  required,
  row,
} from "./facts.ts";
import type { Provider, ProviderFact } from "./types.ts";

/** Maps the start of the collected source to its key. */
const SOURCES: Record<string, string> = {
  "Google data centre efficiency": "google-efficiency",
  "Google": "google-environmental-report",
  "EcoLogits": "ecologits",
  "Microsoft datacenter efficiency": "microsoft-efficiency",
  "Microsoft blog": "microsoft-azure-blog-2022",
  "Microsoft": "microsoft-sustainability",
  "AWS": "aws-cloud-sustainability",
  "Amazon sustainability": "amazon-sustainability-report",
  "Amazon": "climate-pledge",
  "Data Center Dynamics": "dcd-aws-pue-2024",
  "Meta": "meta-sustainability",
  "OVHcloud": "ovh-environment",
  "Scaleway": "scaleway-environment",
  "Oracle, quoted": "dcd-aws-pue-2024",
  "Oracle": "oracle-sustainability",
  "Cloud Carbon Footprint": "ccf-2022",
  "mlco2": "mlco2-impact",
  "Green Algorithms": "green-algorithms-3",
  "Uptime": "uptime-survey",
};

const METRICS: Record<string, string> = {
  "cfe_hourly": "hourly-cfe",
  "renewable_match_annual": "annual-matching",
};

/** Third parties, which come last: their figures are defaults of tools, or claims. */
const THIRD_PARTIES = new Set([
  "ecologits",
  "ccf-2022",
  "green-algorithms-3",
  "mlco2-impact",
  "dcd-aws-pue-2024",
]);

const REGIONAL = /^(Americas|Asia Pacific|Europe|Frosinone)/;

interface Names {
  provider: string;
  name: string;
  operator: string;
  aliases: string[];
  /** Name in the collection, if it is different. */
  collected?: string;
}

/** A provider of which nothing is collected. */
function plain(
  provider: string,
  name: string,
  operator: string,
  ...aliases: string[]
): Names {
  return { provider, name, operator, aliases };
}

const PROVIDERS: readonly Names[] = [
  {
    provider: "gcp",
    collected: "google",
    name: "Google Cloud",
    operator: "Google",
    aliases: ["google", "google cloud platform", "gce"],
  },
  {
    provider: "aws",
    name: "Amazon Web Services",
    operator: "Amazon",
    aliases: ["amazon", "ec2"],
  },
  {
    provider: "azure",
    collected: "microsoft",
    name: "Microsoft Azure",
    operator: "Microsoft",
    aliases: ["microsoft", "ms azure"],
  },
  {
    provider: "ovh",
    name: "OVHcloud",
    operator: "OVH",
    aliases: ["ovh cloud"],
  },
  {
    provider: "scaleway",
    name: "Scaleway",
    operator: "Iliad",
    aliases: ["scw"],
  },
  {
    provider: "ibm",
    name: "IBM Cloud",
    operator: "IBM",
    aliases: ["softlayer"],
  },
  {
    provider: "oracle",
    name: "Oracle Cloud Infrastructure",
    operator: "Oracle",
    aliases: ["oci", "oracle cloud"],
  },
  {
    provider: "coreweave",
    name: "CoreWeave",
    operator: "CoreWeave",
    aliases: [],
  },
  {
    provider: "alibaba",
    name: "Alibaba Cloud",
    operator: "Alibaba",
    aliases: ["aliyun"],
  },
  { provider: "seeweb", name: "Seeweb", operator: "Seeweb", aliases: [] },
  plain("lambda", "Lambda Cloud", "Lambda", "lambda labs", "lambdalabs"),
  plain("runpod", "RunPod", "RunPod"),
  plain("nebius", "Nebius AI Cloud", "Nebius"),
  plain("crusoe", "Crusoe Cloud", "Crusoe"),
  plain("together", "Together AI", "Together", "togetherai"),
  plain("vast", "Vast.ai", "Vast"),
  plain("modal", "Modal", "Modal Labs"),
  plain("hetzner", "Hetzner Cloud", "Hetzner"),
  plain("digitalocean", "DigitalOcean", "DigitalOcean", "paperspace"),
  plain("tencent", "Tencent Cloud", "Tencent", "qcloud"),
  plain("huawei", "Huawei Cloud", "Huawei"),
  plain("colab", "Google Colab", "Google Colab", "google colaboratory"),
  plain("kaggle", "Kaggle", "Kaggle", "kaggle notebooks"),
  { provider: "meta", name: "Meta", operator: "Meta", aliases: ["facebook"] },
  { provider: "openai", name: "OpenAI", operator: "OpenAI", aliases: [] },
  {
    provider: "anthropic",
    name: "Anthropic",
    operator: "Anthropic",
    aliases: [],
  },
  { provider: "cohere", name: "Cohere", operator: "Cohere", aliases: [] },
  {
    provider: "huggingface",
    name: "Hugging Face",
    operator: "Hugging Face",
    aliases: ["hf"],
  },
  {
    provider: "mistral",
    name: "Mistral AI",
    operator: "Mistral AI",
    aliases: ["mistralai"],
  },
  {
    provider: "industry",
    collected: "industry average",
    name: "Industry average",
    operator: "all data centres surveyed",
    aliases: ["on-premise", "private"],
  },
];

/** Gives the claims by provider; the first fact of a metric is its default. */
export function providers(facts: readonly Fact[]): Provider[] {
  const known = new Set(
    PROVIDERS.map((names) => names.collected ?? names.provider),
  );
  const stray = facts.find((fact) => !known.has(fact["provider"]!));
  if (stray) throw new RangeError(`Unknown provider "${stray["provider"]}"`);
  return PROVIDERS.map(({ collected, ...names }) => {
    const own = facts.filter((fact) =>
      fact["provider"] === (collected ?? names.provider)
    );
    const newer = NEWER[names.provider] ?? [];
    return { ...names, facts: ordered([...newer, ...own.map(providerFact)]) };
  });
}

/** Facts that are newer than the collected ones. */
const NEWER: Readonly<Record<string, readonly ProviderFact[]>> = {
  gcp: [2024, 2023].map((year) => ({
    metric: "wue",
    value: 1.15,
    unit: "L/kWh",
    year,
    scope: "fleet average",
    source: "elsworth-2025",
  })),
  azure: [
    {
      metric: "pue",
      value: 1.17,
      unit: "ratio",
      year: 2025,
      scope: "owned data centres",
      source: "microsoft-efficiency",
      confidence: "medium",
      note: "fiscal year 2025; quoted at second hand",
    },
    {
      metric: "wue",
      value: 0.27,
      unit: "L/kWh",
      year: 2025,
      scope: "global, fiscal year 2025",
      source: "microsoft-efficiency",
      confidence: "medium",
      note: "quoted at second hand",
    },
  ],
};

/** Notes that replace those of the collection, by provider, metric and source. */
const FACT_NOTES: Readonly<Record<string, string>> = {
  "google wue ecologits": "from before Google published its own",
};

function providerFact(fact: Fact): ProviderFact {
  const source = byPrefix(SOURCES, fact["source"]!);
  return row<ProviderFact>({
    metric: metricOf(fact),
    value: required(fact["value"]!),
    unit: fact["unit"]!,
    year: required(fact["year"]!),
    scope: fact["scope"]!,
    source,
    thirdParty: THIRD_PARTIES.has(source) || undefined,
    confidence: confidence(fact["confidence"]!),
    note: FACT_NOTES[`${fact["provider"]} ${fact["metric"]} ${source}`] ??
      cleanNote(fact["notes"]!),
  });
}

/** Gives the metric of a fact; one that must not become a default gets its own metric. */
function metricOf(fact: Fact): string {
  const metric = fact["metric"]!;
  // "As low as" is not an average.
  if (fact["scope"]!.startsWith("best sites")) return `${metric}-best-site`;
  // Google has ended its purchases of offsets.
  if (/ ended /.test(fact["notes"]!)) return "carbon-neutral-past";
  return METRICS[metric] ?? metric.replaceAll("_", "-");
}

/** Sorts by metric in order of appearance, own figures before others, newest first. */
function ordered(facts: readonly ProviderFact[]): ProviderFact[] {
  const metrics = [...new Set(facts.map((fact) => fact.metric))];
  return facts.toSorted((a, b) =>
    metrics.indexOf(a.metric) - metrics.indexOf(b.metric) ||
    distance(a) - distance(b) || b.year - a.year
  );
}

function distance(fact: ProviderFact): number {
  if (REGIONAL.test(fact.scope)) return 1;
  return fact.thirdParty ? 2 : 0;
}
