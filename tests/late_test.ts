import { assertEquals, assertStringIncludes } from "@std/assert";

const ROOT = new URL("../", import.meta.url);

/** What a script prints that may do nothing but import from an address. */
async function printed(script: string, from: string): Promise<string> {
  const dir = await Deno.makeTempDir();
  try {
    await Deno.writeTextFile(`${dir}/script.ts`, script);
    const { stdout, stderr } = await new Deno.Command(Deno.execPath(), {
      args: [
        ...["run", "--no-check", "--no-prompt", "--quiet"],
        ...[`--allow-import=${from}`, "script.ts"],
      ],
      cwd: dir,
      env: { DENO_DIR: `${dir}/cache`, NO_COLOR: "1" },
    }).output();
    return new TextDecoder().decode(stdout) + new TextDecoder().decode(stderr);
  } finally {
    await Deno.remove(dir, { recursive: true });
  }
}

Deno.test("sensors(), charts, report() and startRun() of a file answer at once without a permission", async () => {
  const script = `
import { charts, estimate, report, sensors, startRun } from ${
    JSON.stringify(new URL("mod.ts", ROOT).href)
  };
const planned = estimate({ energyKwh: 1, country: "France" });
console.log(charts.breakdown(planned).title);
console.log(typeof report(planned).html, Array.isArray(sensors().findings));
const run = startRun("late", { country: "France", live: false });
console.log(run.name, (await run.stop()).status);
`;
  assertEquals(
    await printed(script, "127.0.0.1"),
    "What the emissions are made of\nfunction true\nlate finished\n",
  );
});

Deno.test("a late module of a module from the network is there at once", async () => {
  const server = Deno.serve({ port: 0, onListen() {} }, async (request) => {
    const { pathname } = new URL(request.url);
    const code = await Deno.readTextFile(new URL(`.${pathname}`, ROOT));
    const headers = { "content-type": "application/typescript" };
    return new Response(code, { headers });
  });
  const host = `127.0.0.1:${server.addr.port}`;
  const script = `
import { lateModule, loadLate } from "http://${host}/src/late.ts";
const url = "http://${host}/src/once.ts";
const late = lateModule(new URL(url), () => import(url));
await loadLate(false);
console.log(late().once(() => 5)());
`;
  try {
    assertEquals(await printed(script, host), "5\n");
  } finally {
    await server.shutdown();
  }
});

Deno.test("what Deno does not read ahead says which permission it lacks, and needs none if it is named", async () => {
  const rare = new URL("src/rare.ts", ROOT).href;
  const script = `
import { hourly } from ${JSON.stringify(new URL("mod.ts", ROOT).href)};
const day = [new Date("2026-01-01T00:00Z"), new Date("2026-01-02T00:00Z")];
try {
  console.log((await hourly.made().between(...day)).length);
} catch (error) {
  console.log(error.name, error.message);
}
`;
  const refused = await printed(script, "127.0.0.1");
  assertStringIncludes(refused, "NotCapable Cannot load file:///");
  assertStringIncludes(refused, `as Deno was not given --allow-read=`);
  assertStringIncludes(refused, `import "${rare}"`);
  assertEquals(
    await printed(`import ${JSON.stringify(rare)};${script}`, "127.0.0.1"),
    "24\n",
  );
});
