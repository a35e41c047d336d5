import { catalog, compareRegions, type Job } from "@carboncell/carboncell";

const JOB: Job = {
  hardware: "A100 SXM4 80GB",
  count: 8,
  hours: 120,
  provider: "gcp",
  region: "us-central1",
};

const places = compareRegions(JOB, { places: "everywhere" }).rows.length;
const group = "sweep";

Deno.bench({
  name: `compareRegions(), everything (places: ${places})`,
  group,
  baseline: true,
  fn: () => void compareRegions(JOB, { places: "everywhere" }),
});

Deno.bench({
  name: "compareRegions(), everything, lifecycle only",
  group,
  fn: () =>
    void compareRegions(JOB, { basis: "lifecycle", places: "everywhere" }),
});

Deno.bench({
  name: "compareRegions(), everything, without a place of its own",
  group,
  fn: () =>
    void compareRegions({ hardware: "A100 SXM4 80GB", hours: 120 }, {
      places: "everywhere",
    }),
});

Deno.bench({
  name: "compareRegions(), tables of 2019",
  group,
  fn: () => void compareRegions(JOB, { dataset: "lacoste-2019" }),
});

for (const provider of providersOfRegions()) {
  const { length } = compareRegions(JOB, { provider }).rows;
  Deno.bench({
    name: `compareRegions(), ${provider} (places: ${length})`,
    group,
    fn: () => void compareRegions(JOB, { provider }),
  });
}

function providersOfRegions(): readonly string[] {
  return [...new Set(catalog.regions.list().map((row) => row.provider))];
}
