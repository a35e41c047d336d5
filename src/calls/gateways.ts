import { callProviders } from "../catalog/models/call_providers.ts";
import { shown } from "../input.ts";

/** The name of a host or its address, with a port or without. */
const HOST = /^(?:[^\s/:@?#[\]]+|\[[\da-f:]+\])(?::\d{1,5})?$/i;

/**
 * Checks the hosts of one's own that pass calls on to a provider.
 * @param given Providers by host, not checked yet
 * @returns The key of the provider of each host
 * @throws {TypeError} If it is no object of texts
 * @throws {RangeError} If a host is written as an address
 * @throws {UnknownNameError} If a provider is not known; with the nearest ones
 */
export function gatewaysOf(given: unknown): Record<string, string> {
  if (typeof given !== "object" || given === null || Array.isArray(given)) {
    throw new TypeError(
      "Cannot configure the notebook as calls.gateways must be providers by host, such as " +
        `{ "llm.company.example": "openai" }: current value is ${shown(given)}`,
    );
  }
  return Object.fromEntries(
    Object.entries(given).map(([host, provider]) => [
      checkedHost(host),
      checkedProvider(host, provider),
    ]),
  );
}

function checkedHost(host: string): string {
  if (HOST.test(host)) return host;
  throw new RangeError(
    "Cannot configure the notebook as the keys of calls.gateways must be hosts such as " +
      '"llm.company.example" or "127.0.0.1:8080", without protocol and path: ' +
      `current value is ${shown(host)}`,
  );
}

function checkedProvider(host: string, provider: unknown): string {
  if (typeof provider !== "string") {
    throw new TypeError(
      `Cannot configure the notebook as the provider of ${
        shown(host)
      } in calls.gateways must ` +
        `be a name such as "openai": current value is ${shown(provider)}`,
    );
  }
  return callProviders.get(provider).provider;
}
