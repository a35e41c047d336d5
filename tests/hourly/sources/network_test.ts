import {
  assert,
  assertEquals,
  assertRejects,
  assertStringIncludes,
} from "@std/assert";
import { gbFeed } from "../../../src/hourly/sources/gb.ts";
import { SourceError } from "../../../src/hourly/sources/source_error.ts";
import { hourly } from "../../../mod.ts";
import {
  ahead,
  between,
  DE,
  MAPS,
  maps,
  MORNING,
  NOW,
  Served,
  testNetwork,
  TOKEN,
} from "./served.ts";

Deno.test("a server that is busy is asked again after the wait that it names", async () => {
  await using served = new Served();
  const { baseUrl } = served;
  let tries = 0;
  served.answer(
    "/carbon-intensity/past-range",
    () =>
      ++tries < 3
        ? new Response("slow down", {
          status: 429,
          headers: { "retry-after": "7" },
        })
        : MAPS,
  );
  const network = testNetwork(NOW);
  const hours = await between(maps(baseUrl, network), MORNING);
  assertEquals(hours[0]?.gPerKwh, 342);
  assertEquals(network.waits, [7000, 7000]);
});

Deno.test("a server that asks for a long wait, or fails, is not waited for", async () => {
  await using served = new Served();
  const { baseUrl } = served;
  for (
    const answer of [
      new Response("", { status: 429, headers: { "retry-after": "3600" } }),
      new Response("", {
        status: 429,
        headers: { "retry-after": "Mon, 02 Mar 2026 11:12:00 GMT" },
      }),
      new Response("oops", { status: 500 }),
    ]
  ) {
    served.answer("/carbon-intensity/past-range", () => answer);
    const network = testNetwork(NOW);
    const hours = await between(maps(baseUrl, network), MORNING, DE);
    assertEquals(hours.map(({ kind }) => kind), ["assumed", "assumed"]);
    assertStringIncludes(hours[0]!.why!, "did not answer");
    assertEquals(network.waits, []);
  }
});

Deno.test("a redirection is not followed, as the token would go along", async () => {
  await using served = new Served();
  const { baseUrl } = served;
  served.answer("/carbon-intensity/past-range", () =>
    new Response(null, {
      status: 302,
      headers: { location: `${baseUrl}elsewhere` },
    }));
  served.answer("/elsewhere", MAPS);
  await assertRejects(
    () => between(maps(baseUrl), MORNING, DE),
    SourceError,
    "another address",
  );
  assertEquals(served.requests.length, 1);
});

Deno.test("a server that does not answer in time is given up", async () => {
  await using served = new Served();
  const { baseUrl } = served;
  const { promise, resolve } = Promise.withResolvers<void>();
  served.answer("/carbon-intensity/past-range", async () => {
    await promise;
    return MAPS;
  });
  const network = testNetwork(NOW, { timeoutMs: 50 });
  const hours = await between(maps(baseUrl, network), MORNING, DE);
  resolve();
  assertEquals(hours.map(({ kind }) => kind), ["assumed", "assumed"]);
});

Deno.test("answers are kept on the disk without the token and the address", async () => {
  await using served = new Served();
  const { baseUrl } = served;
  const folder = await Deno.makeTempDir();
  const before = Deno.env.get("CARBONCELL_CACHE");
  Deno.env.set("CARBONCELL_CACHE", folder);
  try {
    served.answer("/private-path/carbon-intensity/past-range", MAPS);
    const source = () =>
      hourly.electricityMaps({
        token: TOKEN,
        zone: "DE",
        baseUrl: `${baseUrl}private-path`,
      });
    const ask = () =>
      source().between(new Date(MORNING[0]), new Date(MORNING[1]));
    await ask();
    assertEquals((await ask())[0]?.gPerKwh, 342);
    assertEquals(served.requests.length, 1);
    const files = await Array.fromAsync(Deno.readDir(`${folder}/hourly`));
    assertEquals(files.length, 1);
    const [{ name }] = files as [Deno.DirEntry];
    const text = await Deno.readTextFile(`${folder}/hourly/${name}`);
    for (const secret of [TOKEN, "private-path"]) {
      assert(!text.includes(secret) && !name.includes(secret));
    }
  } finally {
    if (before === undefined) Deno.env.delete("CARBONCELL_CACHE");
    else Deno.env.set("CARBONCELL_CACHE", before);
    await Deno.remove(folder, { recursive: true });
  }
});

Deno.test("a source that cannot be reached serves the average, and its error has no path", async () => {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const { port } = listener.addr as Deno.NetAddr;
  listener.close();
  const baseUrl = `http://127.0.0.1:${port}/private-path/`;
  const feed = gbFeed(
    { name: "GB", regionId: undefined, baseUrl },
    testNetwork(NOW),
  );
  const hours = await between(feed, MORNING, { zone: "GB", minutes: 60 });
  assertEquals(hours.map(({ kind }) => kind), ["assumed", "assumed"]);
  const error = await assertRejects(
    () => ahead(feed, ["2026-03-02T11:00Z", "2026-03-02T12:00Z"], NOW),
    SourceError,
  );
  assert(!error.message.includes("private-path"), error.message);
});
