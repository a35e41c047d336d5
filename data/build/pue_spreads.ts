import { distinct, rms, sd, Z90 } from "./statistics.ts";
import type { Provider, Region, Spread } from "./types.ts";
import { consecutive } from "./years.ts";

interface Tables {
  providers: readonly Provider[];
  regions: readonly Region[];
}

type Fact = Provider["facts"][number];

/** Computes how far the PUE of a place differs from the figure used for it. */
export function pueSpreads(tables: Tables): Spread[] {
  return [
    pueRegion(tables),
    pueFleet(tables),
    pueUnknown(tables),
    pueIndustry(tables),
    pueUser(tables),
  ];
}

function pueRegion({ regions }: Tables): Spread {
  const logs = regions.flatMap(({ pue }) =>
    consecutive(pue).map(([newer, older]) =>
      Math.log(newer.value / older.value)
    )
  );
  return {
    id: "pue-region",
    what: "PUE of a region, from one year to the next",
    medianFactor: 1,
    sigma: sd(logs),
    n: logs.length,
    method: "sd(ln(PUE of year t / PUE of year t-1)), same region",
    source: ["gsf-real-time-cloud-1.1"],
  };
}

function fleetPues({ providers }: Tables, name: string): Fact[] {
  const facts = providers.find(({ provider }) => provider === name)!.facts;
  const all = facts.filter(({ metric }) => metric === "pue");
  // The default comes first. Regional figures and tools' defaults are not fleet averages.
  return all.filter((fact) =>
    fact.source === all[0]!.source && fact.scope === all[0]!.scope
  );
}

function pueFleet(tables: Tables): Spread {
  const seen = new Set<string>();
  const logs = tables.regions.flatMap(({ provider, pue }) =>
    pue.filter(({ source }) => source === "gsf-real-time-cloud-1.1").map(
      ({ value, year }) => {
        const fleet = nearest(fleetPues(tables, provider), year);
        seen.add(fleet.source);
        return Math.log(value / fleet.value);
      },
    )
  );
  return {
    id: "pue-fleet",
    what: "PUE of a region, the provider's fleet average given",
    medianFactor: 1,
    sigma: sd(logs),
    n: logs.length,
    method: "sd(ln(region's PUE / fleet PUE of the same or nearest year))",
    source: ["gsf-real-time-cloud-1.1", ...[...seen].sort()],
  };
}

function nearest(facts: readonly Fact[], year: number): Fact {
  return facts.toSorted((a, b) =>
    Math.abs(a.year - year) - Math.abs(b.year - year)
  )[0]!;
}

function industryPue(tables: Tables): Fact {
  return fleetPues(tables, "industry")[0]!;
}

function pueUnknown(tables: Tables): Spread {
  const industry = industryPue(tables);
  return {
    id: "pue-unknown",
    what: "PUE where neither a provider nor a PUE is given and 1 is used",
    medianFactor: Math.sqrt(industry.value),
    sigma: Math.log(industry.value) / (2 * Z90),
    n: 1,
    method: "sqrt(P) and ln(P) / (2 * 1.6449), so that the 90 % interval is " +
      `1 to P, P = ${industry.value}, the industry average of ${industry.year}`,
    source: [industry.source],
  };
}

function pueIndustry(tables: Tables): Spread {
  const industry = industryPue(tables);
  const newest = [
    ...tables.regions.flatMap(({ pue }) => pue.slice(0, 1)),
    ...tables.providers.filter(({ provider }) => provider !== "industry")
      .flatMap(({ provider }) => fleetPues(tables, provider).slice(0, 1))
      // A tool's assumption about a provider is not an observation.
      .filter(({ confidence }) => confidence !== "low"),
  ];
  return {
    id: "pue-industry",
    what: "PUE of a provider that publishes none, industry average used",
    medianFactor: 1,
    sigma: rms(newest.map(({ value }) => Math.log(value / industry.value))),
    n: newest.length,
    method: "rms(ln(PUE / P)) over the newest PUE of each region and provider" +
      `, P = ${industry.value}, the industry average of ${industry.year}`,
    source: distinct([...newest, industry].map(({ source }) => source)),
  };
}

function pueUser(tables: Tables): Spread {
  const { sigma, n, source } = pueRegion(tables);
  return {
    id: "pue-user",
    what: "PUE given by the user",
    medianFactor: 1,
    sigma,
    n,
    method: "that of pue-region: a PUE is the mean of a year, and the next " +
      "year has another one",
    source,
  };
}
