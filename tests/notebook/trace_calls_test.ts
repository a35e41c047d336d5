import {
  assert,
  assertEquals,
  assertStrictEquals,
  assertThrows,
} from "@std/assert";
import { configure, traceCalls, UnknownNameError } from "../../mod.ts";
import { callSettings } from "../../src/calls/settings.ts";

Deno.test("traceCalls() replaces the fetch of a client once, and gives the client back", async () => {
  let sent = 0;
  const client = {
    fetch: () => Promise.resolve(new Response(String(sent += 1))),
  };
  const own = client.fetch;
  assertStrictEquals(traceCalls(client), client);
  const replaced = client.fetch;
  assert(replaced !== own);
  traceCalls(client);
  assertStrictEquals(client.fetch, replaced);
  assertEquals(await (await client.fetch()).text(), "1");
});

Deno.test("traceCalls() leaves clients alone that ask for fetch at each call", () => {
  class GoogleGenAI {}
  const client = new GoogleGenAI();
  assertStrictEquals(traceCalls(client), client);
});

Deno.test("traceCalls() of what has no fetch says what can be seen, and shows no key", () => {
  class BedrockRuntimeClient {
    config = { key: "sk-secret" };
  }
  for (
    const given of [
      new BedrockRuntimeClient(),
      { apiKey: "sk-secret" },
      Object.freeze({ fetch, key: "sk-secret" }),
      undefined,
      "openai",
    ]
  ) {
    const { message } = assertThrows(
      () => traceCalls(given as object),
      TypeError,
      "Cannot trace the calls of",
    );
    assert(!message.includes("secret"));
  }
  const { message } = assertThrows(() =>
    traceCalls(new BedrockRuntimeClient())
  );
  assert(message.includes("BedrockRuntimeClient"));
  assert(message.includes("FetchHttpHandler"));
});

Deno.test("configure() takes whether calls are seen, and the gateways of the user", () => {
  const { fetch } = globalThis;
  try {
    configure({ calls: false });
    assertEquals(callSettings().seen, false);
    configure({ calls: { gateways: { "127.0.0.1:8080": "OpenAI" } } });
    assertEquals(callSettings(), {
      seen: true,
      gateways: { "127.0.0.1:8080": "openai" },
    });
    configure({});
    assertEquals(callSettings(), { seen: true, gateways: {} });
  } finally {
    globalThis.fetch = fetch;
  }
});

Deno.test("configure() says what a gateway must be", () => {
  for (const host of ["https://a.example", "a.example/v1", "a b", ""]) {
    assertThrows(
      () => configure({ calls: { gateways: { [host]: "openai" } } }),
      RangeError,
      "without protocol",
    );
  }
  assertThrows(
    () => configure({ calls: { gateways: { "a.example": "opnai" } } }),
    UnknownNameError,
    'did you mean "openai"',
  );
  assertThrows(
    () => configure({ calls: { gateways: 3 as never } }),
    TypeError,
    "providers by host",
  );
  assertThrows(
    () => configure({ calls: { gateways: { a: 3 as never } } }),
    TypeError,
    "a name such as",
  );
  assertThrows(
    () => configure({ calls: "yes" as never }),
    TypeError,
    "true, false or",
  );
  configure({});
});
