import { callProviders } from "../catalog/models/call_providers.ts";

/** Hosts without a star, and patterns of the others. */
const exact = new Map<string, string>();
const patterns: [pattern: RegExp, provider: string][] = [];

function fill(): void {
  for (const { provider, hosts } of callProviders.list()) {
    for (const host of hosts) {
      if (host.includes("*")) patterns.push([patternOf(host), provider]);
      else exact.set(host, provider);
    }
  }
}

/** A star is any label. */
function patternOf(host: string): RegExp {
  const text = host.replaceAll(".", "\\.").replaceAll("*", "[^.]+");
  return new RegExp(`^${text}$`);
}

/** The provider that a host belongs to; `undefined` for most of the web. */
export function hostProvider(host: string): string | undefined {
  if (exact.size === 0) fill();
  return exact.get(host) ??
    patterns.find(([pattern]) => pattern.test(host))?.[1];
}
