import {
  charts,
  compareRegions,
  estimate,
  type Job,
} from "@carboncell/carboncell";

const JOB: Job = {
  hardware: "A100 SXM4 80GB",
  count: 8,
  hours: 120,
  provider: "gcp",
  region: "us-central1",
};

const everywhere = compareRegions(JOB);
const own = compareRegions(JOB, { provider: "gcp" });
const result = estimate(JOB);

// The first drawing loads Plot, the DOM, the renderer and its fonts.
await bundleOf(estimate(JOB));
const sizes = {
  everywhere: kilobytes(await charts.regions(everywhere).svg()),
  own: kilobytes(await charts.regions(own).svg()),
};

// A chart keeps its drawing, so every iteration makes a chart of its own.
Deno.bench({
  name: `charts.regions().svg(), everywhere (${sizes.everywhere})`,
  group: "charts",
  baseline: true,
  fn: async () => void await charts.regions(everywhere).svg(),
});

Deno.bench({
  name: `charts.regions().svg(), one provider (${sizes.own})`,
  group: "charts",
  fn: async () => void await charts.regions(own).svg(),
});

Deno.bench({
  name: "charts.breakdown().svg()",
  group: "charts",
  fn: async () => void await charts.breakdown(result).svg(),
});

Deno.bench({
  name: "charts.equivalents().svg()",
  group: "charts",
  fn: async () => void await charts.equivalents(result).svg(),
});

const drawn = charts.regions(everywhere);
await drawn.svg();

Deno.bench({
  name: "charts.regions().png(), of a drawing at hand",
  group: "pictures and displays",
  baseline: true,
  fn: async () => void await drawn.png(),
});

Deno.bench({
  name: "display bundle of an estimate",
  group: "pictures and displays",
  fn: async () => void await bundleOf(result),
});

Deno.bench({
  name: "display bundle of a comparison of regions",
  group: "pictures and displays",
  fn: async () => void await bundleOf(everywhere),
});

/** What a notebook asks a result for. */
function bundleOf(value: object): Promise<unknown> {
  const key = Symbol.for("Jupyter.display");
  const display = (value as Record<symbol, () => Promise<unknown>>)[key];
  if (display === undefined) throw new TypeError("The value has no display");
  return display.call(value);
}

function kilobytes(svg: string): string {
  const { length } = new TextEncoder().encode(svg);
  return `${(length / 1000).toFixed(1)} kB`;
}
