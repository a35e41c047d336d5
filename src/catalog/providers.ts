import rows from "../../data/providers.json" with { type: "json" };
import type { Cited, DatedValue } from "./cited.ts";
import { createTable, type Table } from "./table.ts";

/** A figure that a provider or a third party publishes about the provider. */
export interface ProviderFact extends Cited, DatedValue {
  /** What it is: `pue`, `wue`, `hourly-cfe`, `annual-matching` … */
  readonly metric: string;
  /** The figure. */
  readonly value: number;
  /** `ratio`, `L/kWh` or `%`. */
  readonly unit: string;
  /** What it covers. */
  readonly scope: string;
  /** Set if a third party says so. */
  readonly thirdParty?: boolean;
}

/** A provider of computing, with what it publishes and claims. */
export interface Provider {
  /** Key, such as `gcp`. */
  readonly provider: string;
  /** Name of the service. */
  readonly name: string;
  /** The company, which makes the claims. */
  readonly operator: string;
  /** Other names of the service. */
  readonly aliases: readonly string[];
  /** What is published; the default figure of a metric comes first. */
  readonly facts: readonly ProviderFact[];
}

/** The providers. */
export const providers: Table<Provider> = createTable(
  rows as readonly Provider[],
  {
    kind: "provider",
    names: (row) => [row.provider, row.name, row.operator, ...row.aliases],
  },
);

/**
 * A provider's default figure of a metric.
 * @param provider A key of the table
 * @param metric Such as `pue`
 */
export function providerFact(
  provider: string,
  metric: string,
): ProviderFact | undefined {
  return providers.find(provider)?.facts.find((f) => f.metric === metric);
}
