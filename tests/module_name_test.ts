import { assert, assertEquals } from "@std/assert";
import { moduleName } from "../src/module_name.ts";
import config from "../deno.json" with { type: "json" };

Deno.test("a module of a checkout is named by its address", () => {
  assertEquals(
    moduleName("./kernel/main.ts", "kernel", "file:///somewhere/src/"),
    "file:///somewhere/src/kernel/main.ts",
  );
});

Deno.test("a module of the published package is named among its exports", () => {
  const folder = `https://jsr.io/${config.name}/${config.version}/src/`;
  for (
    const [path, entry] of [
      ["./kernel/main.ts", "kernel"],
      ["./kernel/inside/begin.ts", "kernel/begin"],
    ] as const
  ) {
    assertEquals(
      moduleName(path, entry, folder),
      `jsr:${config.name}@${config.version}/${entry}`,
    );
    const exported: Readonly<Record<string, string>> = config.exports;
    assert(
      new URL(path, folder).href.endsWith(exported[`./${entry}`]!.slice(1)),
    );
  }
});

Deno.test("the modules that other programs import exist", async () => {
  for (const path of ["./kernel/main.ts", "./kernel/inside/begin.ts"]) {
    assert((await Deno.stat(new URL(moduleName(path, "")))).isFile);
  }
});
