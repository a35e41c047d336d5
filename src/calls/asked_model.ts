import type { Format } from "./formats.ts";
import { objectOf, parsed, textOf } from "./answer/json.ts";

/** Vercel's gateway gets the model in a header. */
const MODEL_HEADER = "ai-language-model-id";

/**
 * Prepares to find the model that a request asks for. The request is read when the model is wanted,
 * as most answers name it. A stream of the user's is never read.
 * @param given What `fetch` was given
 * @param format Of the request
 */
export function askedModel(
  [input, init]: Readonly<Parameters<typeof fetch>>,
  format: Format,
): () => string | undefined | Promise<string | undefined> {
  const isRequest = input instanceof Request;
  if (format.name === "ai-gateway") {
    const headers = init?.headers ?? (isRequest ? input.headers : undefined);
    const model = new Headers(headers).get(MODEL_HEADER) ?? undefined;
    return () => model;
  }
  const body = init?.body;
  if (body === undefined && isRequest) {
    const type = input.headers.get("content-type") ?? "";
    if (format.asked !== true || !/json/.test(type)) return () => undefined;
    // The user's body may break, which is the matter of the request alone.
    const model = input.clone().text().then(modelIn, () => undefined);
    return () => model;
  }
  return () => {
    if (typeof body === "string") return modelIn(body);
    if (body instanceof FormData) return textOf(body.get("model"));
    if (!ArrayBuffer.isView(body) && !(body instanceof ArrayBuffer)) return;
    try {
      return modelIn(new TextDecoder().decode(body));
    } catch {
      // The user has handed the bytes over to another reader.
      return undefined;
    }
  };
}

function modelIn(body: string): string | undefined {
  const asked = objectOf(parsed(body));
  return textOf(asked?.["model"]) ?? textOf(asked?.["agent_id"]) ??
    textOf(asked?.["agent"]);
}
