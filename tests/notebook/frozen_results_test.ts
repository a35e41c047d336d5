import { assert, assertEquals, assertThrows } from "@std/assert";
import {
  catalog,
  compare,
  compareRegions,
  configure,
  estimate,
  type Job,
  openLedger,
  track,
} from "../../mod.ts";
import { tempFolder } from "../ledger/temp_ledger.ts";

/** The paths of all objects in a value that could still be changed. */
function changeable(value: unknown, path = "it"): string[] {
  if (typeof value !== "object" || value === null || value instanceof Date) {
    return [];
  }
  const inner = Object.entries(value).flatMap(([key, part]) =>
    changeable(part, `${path}.${key}`)
  );
  return Object.isFrozen(value) ? inner : [path, ...inner];
}

const OWN: Job = {
  hardware: { name: "mine", tdpWatts: 300 },
  cpu: { name: "own", tdpWatts: 100 },
  memoryGb: 64,
  hours: 1,
  provider: "gcp",
  region: "us-central1",
};

const JOBS: readonly Job[] = [
  OWN,
  { hardware: "A100", hours: 1, country: "FR", embodied: true },
  { instance: "a2-highgpu-1g", hours: 1, region: "us-central1" },
  { hardware: "T4", hours: 1, country: "FR", pue: 1.2, offsetPercent: 5 },
  { hardware: "T4", hours: 1, country: "FR", carbonIntensity: 50 },
  { hardware: "T4", hours: 1, carbonIntensity: 50 },
];

Deno.test("nothing in a result can be changed, and nothing of the user's is frozen", () => {
  for (const job of JOBS) {
    const result = estimate(job);
    assertEquals(changeable(result), []);
    assertEquals(changeable(compareRegions(job)), []);
    assertEquals(changeable(compareRegions(result)), []);
    assertEquals(
      changeable(compare({ a: result, b: OWN, c: { ...result } })),
      [],
    );
  }
  assert(!Object.isFrozen(OWN) && !Object.isFrozen(OWN.hardware));
  const hardware = { name: "mine", tdpWatts: 300 };
  const result = estimate({ ...OWN, hardware });
  hardware.tdpWatts = 1;
  assertEquals(result.job.hardware, { name: "mine", tdpWatts: 300 });
  for (const table of Object.values(catalog)) {
    assertEquals(changeable(table.list()), []);
  }
});

Deno.test("nothing in a run, a snapshot or a row of the ledger can be changed, but what the function returned", async () => {
  using folder = tempFolder();
  configure({ ledger: `${folder.path}/ledger.db`, live: false });
  try {
    const own = { weights: [1, 2] };
    const run = await track("a", (run) => {
      run.log({ loss: 1 });
      using _ = run.phase("warm-up");
      run.log({ loss: 0.5 });
      return own;
    }, { tags: ["x"] });
    const { value, ...measured } = run;
    assert(value === own && !Object.isFrozen(own.weights));
    assertEquals(changeable(Object.freeze(measured)), []);
    await using ledger = await openLedger();
    assertEquals(changeable(Object.freeze(await ledger.runs())), []);
    assertEquals(changeable(await ledger.get(run.id)), []);
    assertEquals(changeable(await ledger.total({ by: "day" })), []);
  } finally {
    configure({});
  }
});

/** The paths of all numbers in a value that are none. */
function endless(value: unknown, path = "it"): string[] {
  if (typeof value === "number") return Number.isFinite(value) ? [] : [path];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, part]) =>
    endless(part, `${path}.${key}`)
  );
}

Deno.test("the largest and smallest values of every field are refused, or give finite ranges", () => {
  const base: Job = { hardware: "A100", hours: 1, country: "FR" };
  const fields: Record<string, (value: number) => Job> = {
    memoryGb: (memoryGb) => ({ ...base, memoryGb }),
    hours: (hours) => ({ ...base, hours, embodied: true }),
    count: (count) => ({ ...base, count, embodied: true }),
    pue: (pue) => ({ ...base, pue }),
    carbonIntensity: (carbonIntensity) => ({
      hardware: "A100",
      hours: 1,
      carbonIntensity,
    }),
    tdpWatts: (tdpWatts) => ({ ...base, hardware: { name: "x", tdpWatts } }),
    cpu: (tdpWatts) => ({ ...base, cpu: { name: "x", tdpWatts } }),
    machines: (count) => ({
      instance: "a2-highgpu-1g",
      region: "us-central1",
      hours: 1,
      count,
      embodied: true,
    }),
  };
  for (const [field, jobOf] of Object.entries(fields)) {
    for (
      const value of [
        ...[Number.MAX_VALUE, 1e308, 1e200, 1e155],
        ...[1e-155, Number.MIN_VALUE],
      ]
    ) {
      try {
        const result = estimate(jobOf(value));
        assertEquals(endless(result), [], `${field} ${value}`);
        assertEquals(endless(compareRegions(result)), [], `${field} ${value}`);
        const both = compare({ a: result, b: base });
        assertEquals(endless(both), [], `${field} ${value}`);
      } catch (error) {
        assert(
          error instanceof RangeError && error.message.startsWith("Cannot "),
          `${field} ${value}: ${error}`,
        );
      }
    }
  }
});

Deno.test("compareRegions() of 100,000 names takes time in proportion to them", () => {
  const names = Array.from(
    { length: 100_000 },
    (_, i) => ["us-central1", "France", "DE"][i % 3] as string,
  );
  const startMs = performance.now();
  const { rows } = compareRegions(OWN, { regions: names });
  assertEquals(rows.length, 3);
  // Each name was compared with all places, which took 7 s and more.
  assert(performance.now() - startMs < 5000);
});

Deno.test("a result with a figure that cannot be is refused by name", () => {
  const result = estimate(OWN);
  for (const field of ["emissionsKg", "energyKwh", "pue", "waterL"]) {
    for (const value of [NaN, -1, Infinity, "1", undefined]) {
      const made = { ...result, [field]: value } as typeof result;
      assertThrows(() => compare({ a: result, b: made }), TypeError, field);
      assertThrows(() => compareRegions(made), TypeError, field);
    }
  }
});
