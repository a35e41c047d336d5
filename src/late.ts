/** Node's global object, which Deno has too: it gives modules without loading them at the start. */
interface NodeProcess {
  getBuiltinModule(name: "node:module"): {
    createRequire(from: string): (path: string) => unknown;
  };
  getBuiltinModule(name: "node:url"): {
    fileURLToPath(url: URL): string;
  };
}

/**
 * Gives a module or a table at once, without a promise. Deno does so for a file only.
 * @param url Its address
 * @throws {Error} If it is no file
 */
export function moduleNow<Module>(url: URL): Module {
  const { process } = globalThis as unknown as { process: NodeProcess };
  const { fileURLToPath } = process.getBuiltinModule("node:url");
  // By its whole path, as to look for it would need the permission to read.
  const path = fileURLToPath(url);
  const { createRequire } = process.getBuiltinModule("node:module");
  return createRequire(path)(path) as Module;
}

/** Whether this file is where it was written, and not in a bundle or a program of one file. */
const IS_FILE = !Deno.build.standalone &&
  /^file:.*\/src\/late\.ts$/.test(import.meta.url);

/** What loads each thing that was not asked for yet. */
const waiting: (() => Promise<void>)[] = [];

/**
 * A module that most programs never need, for functions that cannot wait for it. A program that
 * imports us from files loads it when it is first asked for.
 * @param url Its address
 * @param load Imports it; also lets Deno load it without a permission to read
 */
export function lateModule<Module>(
  url: URL,
  load: () => Promise<Module>,
): () => Module {
  return late(load, () => moduleNow<Module>(url));
}

/**
 * A table that most programs never need, likewise.
 * @param url The address of its file, which is JSON
 * @param load Imports it; also lets Deno load it without a permission to read
 */
export function lateTable<Table>(
  url: URL,
  load: () => Promise<{ default: unknown }>,
): () => Table {
  return late(
    async () => (await load()).default as Table,
    // To read a file starts sooner than Node's modules, but may not be allowed.
    () =>
      mayRead(url) ? JSON.parse(Deno.readTextFileSync(url)) : moduleNow(url),
  );
}

function mayRead(path: URL): boolean {
  return Deno.permissions.querySync({ name: "read", path }).state === "granted";
}

function late<Thing>(
  load: () => Promise<Thing>,
  now: () => Thing,
): () => Thing {
  let thing: Thing | undefined;
  waiting.push(async () => {
    thing ??= await load();
  });
  return () => thing ??= now();
}

/**
 * Loads what would come late, where Deno could not give it at once.
 * @param always Also where Deno could
 */
export async function loadLate(always: boolean): Promise<void> {
  while (waiting.length > 0 && (always || !IS_FILE)) {
    // A module that is loaded here may have others that come late.
    await Promise.all(waiting.splice(0).map((load) => load()));
  }
}

/**
 * A module with what comes late, for who does not import `mod.ts`, which loads that.
 * @param module Its import
 */
export async function withLate<Module>(
  module: Promise<Module>,
): Promise<Module> {
  const loaded = await module;
  await loadLate(false);
  return loaded;
}

/**
 * A module that few programs need. Deno does not read it ahead, because to do so for all of them
 * takes longer than a first estimate. So it needs the permission to read it, unless the program
 * also imports `src/rare.ts`.
 * @param path Its path
 * @param from The address of the module that loads it
 * @throws {Deno.errors.NotCapable} If Deno may not read it
 */
export async function rareModule<Module>(
  path: string,
  from: string,
): Promise<Module> {
  const url = new URL(path, from);
  try {
    return await import(url.href);
  } catch (error) {
    if (url.protocol !== "file:" || mayRead(url)) throw error;
    const { pathname } = new URL(".", import.meta.url);
    throw new Deno.errors.NotCapable(
      `Cannot load ${url} as Deno was not given --allow-read=${pathname}: give it, or also ` +
        `import "${new URL("rare.ts", import.meta.url)}"`,
      { cause: error },
    );
  }
}
