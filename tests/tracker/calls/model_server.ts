import { callSettings, setCallSettings } from "../../../src/calls/settings.ts";

/** Texts of a call that must be nowhere: in the prompt, in the answer, as key and in a header. */
export const CANARIES = {
  prompt: "canary-of-the-prompt",
  answer: "canary-of-the-answer",
  key: "canary-of-the-key",
  header: "canary-of-the-header",
} as const;

/** A server on this machine that answers as OpenAI does, and counts as OpenAI. */
export interface ModelServer extends AsyncDisposable {
  /** How many requests have come. */
  readonly requests: number;
  /**
   * Calls a model.
   * @param model Its name; "silent" says no tokens, and "busy" fails
   * @param more Fields of the answer besides
   * @returns Its answer, read to the end
   */
  call(model?: string, more?: object): Promise<string>;
  /**
   * Calls a model, and reads nothing.
   * @returns Reads the answer
   */
  begin(model?: string): Promise<() => Promise<string>>;
}

/** The tokens of each answer. */
export const USAGE = {
  prompt_tokens: 1000,
  completion_tokens: 500,
  total_tokens: 1500,
} as const;

/**
 * Starts such a server.
 * @param provider What it counts as; `undefined` for a server of this machine. @default "openai"
 */
export function modelServer(
  provider: string | undefined = "openai",
  isLocal = false,
): ModelServer {
  let requests = 0;
  const server = Deno.serve(
    { port: 0, hostname: "127.0.0.1", onListen() {} },
    async (request) => {
      requests += 1;
      const { model, more } = await request.json();
      if (model === "busy") {
        return Response.json({ error: { message: "busy" } }, { status: 429 });
      }
      return Response.json({
        object: "chat.completion",
        model,
        choices: [{ message: { content: CANARIES.answer } }],
        ...model !== "silent" && { usage: USAGE },
        ...more,
      });
    },
  );
  const host = `127.0.0.1:${server.addr.port}`;
  const before = callSettings();
  if (!isLocal) {
    setCallSettings({ seen: true, gateways: { [host]: provider ?? "openai" } });
  }
  const send = (model: string, more: object) =>
    fetch(`http://${host}/v1/chat/completions`, {
      method: "POST",
      headers: {
        authorization: `Bearer ${CANARIES.key}`,
        "x-note": CANARIES.header,
      },
      body: JSON.stringify({
        model,
        more,
        messages: [{ role: "user", content: CANARIES.prompt }],
      }),
    });
  return {
    get requests() {
      return requests;
    },
    call: async (model = "gpt-4o", more = {}) =>
      await (await send(model, more)).text(),
    begin: async (model = "gpt-4o") => {
      const response = await send(model, {});
      return () => response.text();
    },
    async [Symbol.asyncDispose]() {
      setCallSettings(before);
      await server.shutdown();
    },
  };
}
