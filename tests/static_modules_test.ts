import { assert, assertEquals } from "@std/assert";

/** More would make every start slower: each takes 0.1 to 0.2 ms, even if nothing in it is used. */
const MOST = 140;

/** What is loaded only when it is first used. */
const LATE = /\/src\/(?:sensors|charts|reports|ledger\/database)\/|^npm:/;

interface Module {
  readonly specifier: string;
  readonly dependencies?: readonly {
    readonly code?: { readonly specifier?: string };
    readonly isDynamic?: boolean;
  }[];
}

Deno.test("mod.ts loads few modules at the start, and none that measures, draws or reports", async () => {
  const root = new URL("../mod.ts", import.meta.url);
  const { stdout } = await new Deno.Command(Deno.execPath(), {
    args: ["info", "--json", root.href],
  }).output();
  const { modules }: { readonly modules: readonly Module[] } = JSON.parse(
    new TextDecoder().decode(stdout),
  );
  const known = new Map(modules.map((module) => [module.specifier, module]));
  const loaded = new Set([root.href]);
  for (const specifier of loaded) { // it grows meanwhile
    for (
      const { code, isDynamic } of known.get(specifier)?.dependencies ?? []
    ) {
      if (code?.specifier && !isDynamic) loaded.add(code.specifier);
    }
  }
  assertEquals([...loaded].filter((specifier) => LATE.test(specifier)), []);
  assert(loaded.size > 50, `only ${loaded.size} modules were found`);
  assert(loaded.size <= MOST, `mod.ts loads ${loaded.size} modules`);
});
