import { assert, assertEquals, assertThrows } from "@std/assert";
import {
  compare,
  compareRegions,
  configure,
  type Defaults,
  estimate,
  type Job,
  UnknownNameError,
} from "../../../mod.ts";
import {
  configuredDefaults,
  withDefaultPlace,
} from "../../../src/notebook/session/configure.ts";

const FINLAND = { provider: "gcp", region: "europe-north1" };

/** A test of its own notebook: what it configures is forgotten at its end. */
function notebook(name: string, test: () => void) {
  Deno.test(name, () => {
    try {
      test();
    } finally {
      configure({});
    }
  });
}

notebook("configure() gives a place to jobs that name none", () => {
  configure(FINLAND);
  const { place, job } = estimate({ hardware: "A100", hours: 1 });
  assertEquals(place.name, "Finland");
  assertEquals([job.provider, job.region], ["gcp", "europe-north1"]);
});

notebook(
  "configure() gives no part of its place to a job that has a place",
  () => {
    configure({ ...FINLAND, pue: 1.7, offsetPercent: 50 });
    for (
      const own of [
        { provider: "aws", region: "eu-west-3" },
        { country: "France" },
        { carbonIntensity: 300 },
      ]
    ) {
      const job = { hardware: "A100", hours: 1, ...own };
      const configured = estimate(job);
      configure({});
      assertEquals(configured, estimate(job));
      configure({ ...FINLAND, pue: 1.7, offsetPercent: 50 });
    }
  },
);

notebook(
  "configure() lets a job's own PUE and offset win in the configured place",
  () => {
    configure({ ...FINLAND, pue: 1.7, offsetPercent: 50 });
    const job: Job = { hardware: "A100", hours: 1 };
    assertEquals([estimate(job).pue, estimate(job).offsetPercent], [1.7, 50]);
    const own = estimate({ ...job, pue: 1.2, offsetPercent: 10 });
    assertEquals([own.pue, own.offsetPercent], [1.2, 10]);
  },
);

notebook("configure() gives figures that are the user's", () => {
  configure({ carbonIntensity: 42, pue: 1.3 });
  const { carbonIntensity, sources } = estimate({ hardware: "A100", hours: 1 });
  assertEquals(carbonIntensity, 42);
  const figures = sources.filter(({ value }) => value === 42 || value === 1.3);
  assertEquals(figures.map(({ source, assumed }) => [source, assumed]), [
    ["given by the user", false],
    ["given by the user", false],
  ]);
});

notebook(
  "configure() gives hardware to jobs that name none, CPU and instance included",
  () => {
    configure({ country: "FR", hardware: "A100" });
    const nameOf = (job: Job) => estimate(job).components[0]?.name;
    assertEquals(nameOf({ hours: 1 }), "A100 SXM4 80GB");
    assertEquals(nameOf({ hours: 1, hardware: "T4" }), "T4");
    const cpu = nameOf({ hours: 1, cpu: "Intel Xeon Platinum 8275CL" });
    assert(cpu?.includes("8275CL"));
    const instance = nameOf({ hours: 1, instance: "p3.2xlarge" });
    assert(instance?.includes("V100"));
  },
);

notebook(
  "configure() takes your own device, which cannot be changed afterwards",
  () => {
    const hardware = { name: "prototype", tdpWatts: 100 };
    configure({ carbonIntensity: 100, hardware });
    hardware.tdpWatts = 900;
    assertEquals(estimate({ hours: 10 }).itEnergyKwh, 1);
  },
);

notebook("configure() replaces what was configured before", () => {
  configure({ ...FINLAND, pue: 1.7 });
  configure({ country: "France" });
  const { place, pue } = estimate({ hardware: "A100", hours: 1 });
  assertEquals([place.name, pue], ["France", 1]);
  configure({});
  assertThrows(() => estimate({ hardware: "A100", hours: 1 }), TypeError);
  assertEquals(configuredDefaults(), {});
});

notebook(
  "configure() applies to comparisons too, but not to results that exist already",
  () => {
    const there = estimate({ hardware: "A100", hours: 1, country: "France" });
    configure({ ...FINLAND, hardware: "A100" });
    const { rows } = compare({ here: { hours: 1 }, there });
    assertEquals(rows.map((row) => row.estimate.place.name), [
      "Finland",
      "France",
    ]);
    assertEquals(rows[1]?.estimate, there);
    assertEquals(compareRegions({ hours: 1 }).own?.name, "Finland");
    assertEquals(compareRegions(there).own?.name, "France");
  },
);

notebook("configure() keeps for runs how they are measured", () => {
  configure({ attribution: "process", intervalMs: 500, live: false });
  assertEquals(configuredDefaults(), {
    attribution: "process",
    intervalMs: 500,
    live: false,
  });
  assertEquals(withDefaultPlace({ budgetKg: 1 }), { budgetKg: 1 });
  configure(FINLAND);
  assertEquals(withDefaultPlace({ budgetKg: 1 }), { budgetKg: 1, ...FINLAND });
  const own = { carbonIntensity: () => 5 };
  assertEquals(withDefaultPlace(own), own);
});

notebook("configure() takes what is undefined as not given", () => {
  configure({ ...FINLAND, pue: undefined } as unknown as Defaults);
  assertEquals(configuredDefaults(), FINLAND);
  const job = { hardware: undefined, hours: 1, country: undefined };
  configure({ ...FINLAND, hardware: "A100" });
  const { place } = estimate(job as unknown as Job);
  assertEquals(place.name, "Finland");
});

notebook("configure() does not make a job of what is none", () => {
  configure({ ...FINLAND, hardware: "A100" });
  for (const job of [null, undefined, 5, "A100"]) {
    assertThrows(() => estimate(job as unknown as Job), TypeError, "the job");
  }
  assertThrows(() => estimate({} as Job), TypeError, "hours must be");
});

notebook(
  "configure() refuses at once what does not fit, and keeps what it had",
  () => {
    configure(FINLAND);
    const refused = (
      defaults: unknown,
      kind: new (...args: never[]) => Error,
      says: string,
    ) => assertThrows(() => configure(defaults as Defaults), kind, says);
    refused(
      { provider: "gcp", region: "us-central9" },
      UnknownNameError,
      "us-central1",
    );
    refused({ provider: "gcp" }, TypeError, "Cannot place the notebook as");
    refused({ country: "Frnace" }, UnknownNameError, "France");
    refused({ hardware: "A1000 SXM" }, UnknownNameError, "A100");
    refused(
      { hardware: { name: "x" } },
      TypeError,
      "must have tdpWatts",
    );
    refused({ pue: 0.5 }, RangeError, "pue must be a finite number >= 1");
    refused({ intervalMs: 5 }, RangeError, "intervalMs must be");
    refused(
      { attribution: "all" },
      RangeError,
      'attribution must be "machine"',
    );
    refused({ live: "no" }, TypeError, "live must be true or false");
    refused(
      { povider: "gcp" },
      TypeError,
      'Cannot configure the notebook as it has the unknown key "povider" (did you mean "provider"?)',
    );
    refused(null, TypeError, "must be an object of defaults");
    assertEquals(configuredDefaults(), FINLAND);
  },
);
