import { assert } from "@std/assert";
import { estimate, type Job } from "../../mod.ts";
import { assertClose } from "../close.ts";

Deno.test("estimate() counts the server of its cards as embodied, with the processors", () => {
  const { sources } = estimate({
    ...{ instance: "g6.xlarge", meanWatts: 100 },
    hours: 1,
    country: "US",
    embodied: true,
  });
  // The server of the cards holds the processors too.
  assert(!sources.some((s) => s.what.includes("vCPUs")));
  assert(sources.some((s) => s.what.includes("server")));
});

Deno.test("estimate() counts as many hosts as devices and processors need, and none of a computer", () => {
  const kg = (job: Pick<Job, "hardware" | "cpu" | "count" | "memoryGb">) =>
    estimate({ ...job, hours: 4 * 8760, country: "US", embodied: true })
      .embodiedKg;
  // A host of 1,000 kg with a processor, 100 kg for the second, 1.388 kg for each GB above 16 GB
  const cpu = "AMD EPYC 7763";
  assertClose(kg({ cpu }), 1000);
  assertClose(kg({ cpu, count: 2 }), 1100);
  assertClose(kg({ cpu, count: 100, memoryGb: 1000 }), 50 * 1100 + 200 * 1.388);
  // 115 kg a card, and a host for 8 of them; half a card has half of a host.
  const hardware = "GeForce RTX 4090";
  assertClose(kg({ hardware }), 1115);
  assertClose(kg({ hardware, count: 64 }), 64 * 115 + 8 * 1000);
  assertClose(kg({ hardware, count: 0.5 }), 1115 / 2);
  // A Mac or a board has no host: Apple states 147 kg for a whole MacBook Air.
  for (const hardware of ["Apple M2", "Jetson Nano"]) {
    assert((kg({ hardware }) ?? NaN) <= 150, hardware);
  }
});
