import { mean, rms, sd } from "./statistics.ts";
import type { Embodied, GridWater, Provider, Spread } from "./types.ts";

interface Tables {
  embodied: readonly Embodied[];
  providers: readonly Provider[];
  water: readonly GridWater[];
}

/** Computes how far water and embodied emissions differ from the figures used for them. */
export function otherSpreads(tables: Tables): Spread[] {
  return [
    waterSite(tables),
    waterGrid(tables),
    embodiedDevice(tables),
    embodiedServer(tables),
  ];
}

function waterSite({ providers }: Tables): Spread {
  const source = "microsoft-azure-blog-2022";
  const facts = providers.find(({ provider }) => provider === "azure")!.facts
    .filter((fact) => fact.metric === "wue" && fact.source === source);
  const fleet = facts.find(({ scope }) => scope === "global")!;
  const logs = facts.filter((fact) => fact !== fleet)
    .map(({ value }) => Math.log(value / fleet.value));
  return {
    id: "water-site",
    what: "water on site of a region, the provider's fleet average used",
    medianFactor: 1,
    sigma: rms(logs),
    n: logs.length,
    method: "rms(ln(WUE of a part of the world / of the fleet)), Microsoft",
    source: [source],
  };
}

function waterGrid({ water }: Tables): Spread {
  const world = water.find(({ zone }) => zone === "WORLD")!;
  const logs = water.filter((row) => row !== world)
    .map(({ litresPerKwh }) => Math.log(litresPerKwh / world.litresPerKwh));
  return {
    id: "water-grid",
    what: "water of a grid: of a part of a country, or of an unknown one",
    medianFactor: 1,
    sigma: rms(logs),
    n: logs.length,
    method: "rms(ln(country / WORLD)): parts of a country differ as " +
      "countries do, as the rivers and the stations at them differ",
    source: [world.source],
  };
}

/** Years of service that sources assume for a device. */
const LIFETIMES = [3, 4, 6];

function embodiedDevice({ embodied }: Tables): Spread {
  const of = (id: string) => embodied.find((row) => row.id === id)!;
  const general = of("additional-gpu-card");
  const others = [
    of("nvidia-h100-sxm-80gb-1-8-of-hgx-h100-baseboard"),
    of("nvidia-a100-pcie-40gb"),
  ];
  const logs = others.map(({ kgco2e }) => Math.log(kgco2e / general.kgco2e));
  const years = LIFETIMES.map((years) =>
    Math.log(general.lifetimeYears! / years)
  );
  return {
    id: "embodied-device",
    what: "embodied emissions of a device in an hour of its service",
    medianFactor: 1,
    sigma: Math.hypot(rms(logs), rms(years)),
    n: logs.length,
    method: "hypot(rms(ln(kg of a device / of any GPU)), rms(ln(4 / years of " +
      "service))), years of 3, 4 and 6 by source",
    source: [general, ...others].map(({ source }) => source),
  };
}

function embodiedServer({ embodied }: Tables): Spread {
  const of = (id: string) => embodied.find((row) => row.id === id)!;
  const used = of("ai-server-p5.48xlarge-without-gpus");
  const apollo = of("hpe-apollo-6500-server-without-gpus-as-assumed-for-bloom");
  const platform = of("p4d.24xlarge-whole-platform");
  const gpu = of("additional-gpu-card");
  const perYear = [
    used.kgco2e / used.lifetimeYears!,
    apollo.kgco2e / apollo.lifetimeYears!,
    (platform.kgco2e - 8 * gpu.kgco2e) / platform.lifetimeYears!,
  ];
  const logs = perYear.map((kg) => Math.log(kg / perYear[0]!));
  return {
    id: "embodied-server",
    what: "embodied emissions of a server of 8 accelerators, without them",
    medianFactor: Math.exp(mean(logs)),
    sigma: sd(logs),
    n: logs.length,
    method: "exp(mean ln q) and sd(ln q), q = kg a year / that of EcoLogits, " +
      "of EcoLogits, HPE's Apollo 6500 and CCF's p4d.24xlarge without GPUs",
    source: [used.source, apollo.source, platform.source],
  };
}
