import { hostProvider } from "./call_hosts.ts";
import { type Format, formatOf } from "./formats.ts";
import { hostPlace } from "./place.ts";
import { callSettings } from "./settings.ts";

/** What the address of a call says. */
export interface CallAddress {
  /** Who is called; `undefined` for a local server that we do not know. */
  readonly provider: string | undefined;
  /** With its port, if it has one. */
  readonly host: string;
  /** How it asks and answers. */
  readonly format: Format;
  /** The model, where the path holds it. */
  readonly model: string | undefined;
  /** What the path calls the answer, where it may be got again. */
  readonly id: string | undefined;
  /** Where it runs, where the host says it. */
  readonly place: string | undefined;
  /** Whether this machine answers. */
  readonly isLocal: boolean;
  /** Whether the path asks for a stream. */
  readonly asksStream: boolean;
}

/** What listens on a port that it usually has. */
const PORTS: Readonly<Record<string, string>> = {
  "11434": "ollama",
  "1234": "lmstudio",
};

/**
 * Reads the address of a request; `undefined` if it is no call to a model.
 * @param input What `fetch` was given
 * @param init What else it was given
 */
export function callAddress(
  input: RequestInfo | URL,
  init: RequestInit | undefined,
): CallAddress | undefined {
  const given = input instanceof Request ? input.url : String(input);
  if (!/^https?:/i.test(given)) return undefined;
  const url = new URL(given);
  const gateway = gatewayProvider(url);
  const loops = isLoopback(url.hostname);
  const known = gateway ?? (loops ? undefined : hostProvider(url.hostname));
  if (known === undefined && !loops) return undefined;
  const path = url.pathname.replace(/(?<=.)\/+$/, "");
  const method = init?.method ?? (input as Partial<Request>).method ?? "GET";
  const provider = known ?? localProvider(url.port, path);
  const format = formatOf(path, method.toUpperCase(), provider);
  if (format === undefined) return undefined;
  const { model, id } = format.path.exec(path)?.groups ?? {};
  return {
    provider,
    host: url.host,
    format,
    model: model && decoded(model),
    id,
    place: gateway === undefined ? hostPlace(url) : undefined,
    isLocal: loops && gateway === undefined,
    asksStream: /stream/i.test(path),
  };
}

function localProvider(port: string, path: string): string | undefined {
  if (/\/api\/(?:chat|generate|embed|embeddings)$/.test(path)) return "ollama";
  if (/\/(?:completion|infill)$/.test(path)) return "llama.cpp";
  return PORTS[port];
}

/** The provider behind a host of one's own, by its name with the port or without. */
function gatewayProvider(url: URL): string | undefined {
  const { gateways } = callSettings();
  const port = url.port || (url.protocol === "https:" ? "443" : "80");
  for (const [host, provider] of Object.entries(gateways)) {
    const [, name = host, wanted] = /^(.*?)(?::(\d+))?$/.exec(host) ?? [];
    if ((wanted ?? port) !== port) continue;
    const isSame = name.toLowerCase() === url.hostname ||
      isLoopback(name) && isLoopback(url.hostname);
    if (isSame) return provider;
  }
}

/** Whether a host is this machine. */
function isLoopback(hostname: string): boolean {
  return /^(?:localhost|.*\.localhost|127(?:\.\d+){3}|\[::1\]|0\.0\.0\.0)$/i
    .test(hostname);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
