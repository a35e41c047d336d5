import { assert, assertEquals } from "@std/assert";
import { fileURLToPath } from "node:url";
import type { SensorReport } from "../../src/sensors/report.ts";
import { LIBRARY, stubNvml } from "./stub_nvml.ts";

const MODULE = new URL("../../src/notebook/sensors.ts", import.meta.url).href;
const IMPORT_MAP = fileURLToPath(
  new URL("../import_map.json", import.meta.url),
);
const SCRIPT = `import { sensors } from ${JSON.stringify(MODULE)};
await Deno.stdout.write(new TextEncoder().encode(JSON.stringify(sensors())));`;

/** `sensors()` in a program of its own: a permission that is asked for would be refused. */
async function reportWith(
  flags: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<SensorReport> {
  const script = await Deno.makeTempFile({ suffix: ".ts" });
  try {
    await Deno.writeTextFile(script, SCRIPT);
    const options = ["--no-check", "--cached-only", "--quiet"];
    const { success, stdout, stderr } = await new Deno.Command(
      Deno.execPath(),
      {
        args: [
          "run",
          ...options,
          `--import-map=${IMPORT_MAP}`,
          ...flags,
          script,
        ],
        env,
      },
    ).output();
    const said = new TextDecoder().decode(stderr);
    assert(success && !said.includes("requests"), said);
    return JSON.parse(new TextDecoder().decode(stdout));
  } finally {
    await Deno.remove(script);
  }
}

function reasons({ findings }: SensorReport): string {
  return findings.map(({ path, why, how }) => `${path}: ${why}; ${how}`)
    .join("\n");
}

/** Flags, what has to be named as lacking, and what the models go by then. */
const CASES: readonly (readonly [string, string, string])[] = [
  ["-A --deny-ffi", "not given --allow-ffi", "node:os cpus()"],
  ["-A --deny-read", "was not given read", "node:os cpus()"],
  ["-A --deny-read=/nowhere", "was not given read", "node:os cpus()"],
  ["-A --deny-env", "was not given env", "node:os cpus()"],
  ["-A --deny-sys", "not given --allow-sys=cpus", "this process alone"],
  ["--no-prompt", "not given --allow-ffi", "this process alone"],
  ["--allow-read", "opens it only with --allow-all", "this process alone"],
  ["--allow-sys", "was not given read", "node:os cpus()"],
];

for (const [flags, lacking, source] of CASES) {
  Deno.test(`sensors() with ${flags} models what is left and names what it lacked`, async () => {
    const report = await reportWith(flags.split(" "));
    assert(reasons(report).includes(lacking), reasons(report));
    assertEquals(report.sensors.map((s) => s.component), ["cpu", "memory"]);
    assert(
      report.sensors[0]?.source.includes(source),
      report.sensors[0]?.source,
    );
  });
}

Deno.test("sensors() finds NVIDIA's library where the system looks for it", async () => {
  await using stub = await stubNvml();
  const env = {
    LD_LIBRARY_PATH: stub.folder,
    STUB_GPUS: "NVIDIA A100-SXM4-80GB;NVIDIA A100-SXM4-80GB",
    CUDA_VISIBLE_DEVICES: "1",
  };
  const report = await reportWith(["-A"], env);
  assertEquals(report.sensors[0]?.id, "nvml:1");
  assertEquals(report.sensors[0]?.method, "counter");
  // Without the environment it measures every card, and says why.
  const blind = await reportWith(["-A", "--deny-env"], env);
  assertEquals(blind.sensors.slice(0, 2).map((s) => s.id), [
    "nvml:0",
    "nvml:1",
  ]);
  assert(reasons(blind).includes("--allow-env: every card is measured"));
});

Deno.test("sensors() with --allow-ffi for one name says that Deno looks in the current folder", async () => {
  const report = await reportWith([`--allow-ffi=${LIBRARY}`]);
  assert(reasons(report).includes("--allow-ffi, without a path"));
});

Deno.test("sensors() distinguishes a driver mismatch from a missing library", async () => {
  await using stub = await stubNvml();
  const report = await reportWith(["-A"], {
    LD_LIBRARY_PATH: stub.folder,
    STUB_INIT: "18",
  });
  assert(reasons(report).includes("version mismatch (error 18)"));
});
