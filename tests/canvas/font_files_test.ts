import { assert, assertEquals } from "@std/assert";
import { join } from "node:path";
import { exists, ROOT } from "../../notebooks/tools/paths.ts";
import { fontFiles } from "../../src/canvas/font_files.ts";

const decoder = new TextDecoder();

/** Says how many bytes the fonts have, and where they are. */
const SCRIPT = `
const files = await fontFiles("draw a picture");
const sizes = files.map((file) => Deno.statSync(file).size);
console.log(JSON.stringify({ files, sizes }));`;

Deno.test("fontFiles() of a module on this machine gives the files that it brings", async () => {
  const files = await fontFiles("draw a picture");
  assertEquals(files, [
    join(ROOT, "data/fonts/Roboto-Regular.ttf"),
    join(ROOT, "data/fonts/Roboto-Medium.ttf"),
  ]);
  for (const file of files) {
    // The first four bytes of a TrueType font.
    assertEquals((await Deno.readFile(file)).slice(0, 4).toHex(), "00010000");
  }
});

Deno.test("fontFiles() of a module from the network gives copies, which the program's end deletes", async () => {
  await using server = Deno.serve(
    { port: 0, onListen: () => {} },
    async (r) => {
      const path = new URL(r.url).pathname;
      const type = path.endsWith(".ts") ? "text/typescript" : "font/ttf";
      return new Response(await Deno.readFile(join(ROOT, path)), {
        headers: { "content-type": type },
      });
    },
  );
  const at = `http://127.0.0.1:${server.addr.port}`;
  const run = async (...flags: readonly string[]) => {
    const code = `import { fontFiles } from "${at}/src/canvas/font_files.ts";`;
    const { stdout, stderr } = await new Deno.Command(Deno.execPath(), {
      args: [
        ...["run", "--no-check", "--no-lock", `--reload=${at}`, ...flags],
        `data:application/typescript,${encodeURIComponent(code + SCRIPT)}`,
      ],
    }).output();
    return [stdout, stderr].map((bytes) => decoder.decode(bytes));
  };
  const [printed = "", said] = await run("-A");
  assert(printed !== "", said);
  const { files, sizes } = JSON.parse(printed);
  for (const [i, file] of (await fontFiles("draw a picture")).entries()) {
    assertEquals(sizes[i], (await Deno.stat(file)).size);
    assert(!await exists(files[i]), files[i]);
  }
  const [, lacking = ""] = await run("-A", "--deny-write");
  assert(lacking.includes("Deno was not given --allow-write"), lacking);
});
