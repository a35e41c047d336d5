import { watchedFetch, wrapFetch } from "../calls/fetch_wrapper.ts";
import { kernelBroadcast } from "../jupyter/broadcast.ts";
import { shown } from "../input.ts";
import { atEdge } from "./session/edge.ts";

// A client keeps the `fetch` that it finds when it is made, which can be long before a run.
if (kernelBroadcast() !== undefined) wrapFetch();

/**
 * Lets the calls of a client be seen that was made before this module was imported, or with a
 * `fetch` of its own. Clients that are made later need nothing.
 *
 * It replaces `client.fetch`, which the clients of OpenAI, Anthropic, Groq, Together, Cerebras,
 * Perplexity and Ollama have. Those of Google, Mistral, Cohere, Hugging Face, LangChain and Vercel
 * ask for `fetch` at each call, so that theirs are seen anyway.
 *
 * Calls that do not go through `fetch` cannot be seen: `node:http` and libraries on top of it such
 * as axios (unless made with `adapter: "fetch"`), the AWS client for Bedrock (unless made with
 * `requestHandler: new FetchHttpHandler()`), gRPC, WebSockets (OpenAI's Realtime, Gemini Live), and
 * models that run in this process. Estimate these with `estimate({ model, inputTokens,
 * outputTokens })`.
 *
 * @param client The client
 * @returns The same client
 * @throws {TypeError} If the client has no `fetch`; says what can be done
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { traceCalls } from "@carboncell/carboncell";
 *
 * // Stands for `new OpenAI()`, made before the import
 * const client = { fetch: () => Promise.resolve(Response.json({})) };
 * assert.equal(traceCalls(client), client);
 * assert((await client.fetch()).ok);
 * assert.throws(() => traceCalls({}), /has no fetch/);
 * ```
 */
export function traceCalls<Client extends object>(client: Client): Client {
  return atEdge(() => traced(client));
}

function traced<Client extends object>(client: Client): Client {
  const name = nameOf(client);
  const holder = client as { fetch?: unknown };
  if (typeof holder?.fetch === "function") {
    const watched = watchedFetch(holder.fetch as typeof fetch);
    if (Reflect.set(holder, "fetch", watched)) return client;
    throw new TypeError(
      `Cannot trace the calls of ${name} as its fetch cannot be replaced: make the client ` +
        "after the import of this module",
    );
  }
  if (SEEN_ANYWAY.test(name)) return client;
  throw new TypeError(
    `Cannot trace the calls of ${name} as it has no fetch: wanted is a client such as ` +
      "new OpenAI(), new Anthropic() or new Ollama(). Calls through fetch are seen when the " +
      "client is made after the import of this module; for Bedrock give it requestHandler: new " +
      'FetchHttpHandler(), for axios adapter: "fetch". Calls through node:http, gRPC or a ' +
      "WebSocket cannot be seen: estimate them with estimate({ model, inputTokens, outputTokens })",
  );
}

/** Clients that ask for the global `fetch` at each call. */
const SEEN_ANYWAY =
  /^(?:GoogleGenAI|Mistral|Cohere(?:Client)?(?:V2)?|InferenceClient|HfInference|Chat\w+)$/;

/** The class of a client. Its fields are not shown, as one of them is the user's key. */
function nameOf(client: unknown): string {
  if (typeof client !== "object" || client === null) return shown(client);
  const name = client.constructor?.name ?? "Object";
  return name === "Object" ? "an object of no class" : name;
}
