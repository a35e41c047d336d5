import { assert, assertEquals, assertRejects } from "@std/assert";
import { join } from "node:path";
import { lastingDeno } from "../../../src/kernel/install/lasting_deno.ts";
import { inFolder } from "../../notebooks/notebook.ts";

/** Where tools keep programs for a while. */
const CACHES = [
  ".npm/_npx/0a1b/node_modules/deno",
  ".cache/pnpm/dlx/0a1b/node_modules/deno",
  "pnpm/dlx-12/node_modules/deno",
  "xfs-0a1b/dlx-7/node_modules/deno",
  "bunx-0-deno@latest/node_modules/deno",
];

for (const cache of CACHES) {
  Deno.test(`a Deno in ${cache} is there after the cache is cleaned`, () =>
    inFolder(async (dir) => {
      const kernel = join(dir, "kernel");
      await Deno.mkdir(join(dir, cache), { recursive: true });
      await Deno.mkdir(kernel);
      const deno = join(dir, cache, "deno");
      await Deno.writeTextFile(deno, "a program", { mode: 0o755 });
      // the second time it replaces the first
      for (let i = 0; i < 2; i += 1) {
        const lasting = await lastingDeno(kernel, deno);
        assert(lasting.startsWith(kernel));
        assertEquals(await Deno.readTextFile(lasting), "a program");
        assertEquals((await Deno.stat(lasting)).mode! & 0o111, 0o111);
      }
      await Deno.remove(join(dir, cache), { recursive: true });
      assertEquals([...Deno.readDirSync(kernel)].length, 1);
      assertEquals(
        await Deno.readTextFile(join(kernel, "deno")),
        "a program",
      );
    }));
}

Deno.test("any other Deno stays where it is", async () => {
  for (
    const deno of [
      "/usr/bin/deno",
      "/usr/lib/node_modules/deno/deno",
      "/home/ada/.deno/bin/deno",
    ]
  ) assertEquals(await lastingDeno("/nowhere", deno), deno);
});

Deno.test("a Deno that cannot be copied is said, with what helps", async () => {
  await assertRejects(
    () => lastingDeno("/nowhere", "/home/ada/.npm/_npx/0a/deno"),
    Error,
    "Install Deno for good",
  );
});
