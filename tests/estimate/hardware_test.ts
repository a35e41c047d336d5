import { assert, assertEquals, assertThrows } from "@std/assert";
import { estimate, UnknownNameError } from "../../mod.ts";
import { assertClose } from "../close.ts";

const PLACE = { country: "FR", hours: 1 } as const;

function refused(hardware: string): UnknownNameError {
  return assertThrows(
    () => estimate({ hardware, ...PLACE }),
    UnknownNameError,
  );
}

Deno.test("estimate() of a MIG slice is its sevenths of the card, as an assumption", () => {
  const result = estimate({ hardware: "A100 MIG 3g.20gb", ...PLACE });
  assertClose(result.components[0]!.energyKwh, 0.4 * 3 / 7);
  const power = result.sources.find(({ role }) => role === "power");
  assert(power?.assumed);
  assert(power?.what.includes("3 of 7 slices"));
});

Deno.test("estimate() of a slice has that part of the card's embodied emissions", () => {
  const of = (hardware: string) =>
    estimate({ hardware, ...PLACE, embodied: true }).embodiedKg!;
  const whole = of("A100-SXM4-80GB");
  assertClose(of("A100-SXM4-80GB MIG 1g.10gb"), whole / 7, 1e-9);
});

Deno.test("a slice without its card is refused, with how to name it", () => {
  assert(refused("MIG 1g.5gb").message.includes("A100 MIG 1g.5gb"));
});

Deno.test("a number before an x is a count only before a name", () => {
  assertEquals(
    estimate({ hardware: "7950X", ...PLACE }).components[0]?.name,
    "AMD Ryzen 9 7950X",
  );
  for (const typed of ["8x A100", "8xA100", "2 × H100", "4*T4"]) {
    const { message, suggestions } = refused(typed);
    assert(message.includes("give the number of devices as count"), typed);
    assert(suggestions.length > 0, typed);
  }
});

Deno.test("a machine type as hardware is refused as what it is", () => {
  for (const typed of ["v3-8", "p4d.24xlarge", "c7g.16xlarge"]) {
    const { message, suggestions } = refused(typed);
    assert(message.includes("is a machine type of"), typed);
    assertEquals(suggestions, [], typed);
  }
});

Deno.test("a bare number of several cards is refused with all of them", () => {
  const { suggestions } = refused("570");
  assert(suggestions.includes("GeForce GTX 570"));
  assert(suggestions.includes("Radeon RX 570"));
});

Deno.test("a laptop's GPU that is not known is never suggested a desktop card", () => {
  for (const typed of ["RTX 5060 Ti Laptop", "RTX 4070 Ti Laptop GPU"]) {
    const { suggestions } = refused(typed);
    assert(suggestions.every((name) => /Laptop|Max-Q/.test(name)), typed);
  }
});

Deno.test("estimate() of a machine type without accelerators counts vCPUs and memory", () => {
  const { components } = estimate({
    instance: "c7g.16xlarge",
    provider: "aws",
    region: "eu-west-3",
    hours: 1,
    count: 2,
  });
  assertEquals(components.map(({ name }) => name), [
    "128 vCPUs",
    "256 GB memory",
  ]);
});

Deno.test("a processor whose power is assumed has a wider range, and says why", () => {
  const of = (cpu: string) => estimate({ cpu, ...PLACE });
  const [known, assumed] = [of("EPYC 9654"), of("EPYC 9R14")];
  assertEquals(known.energyKwh, assumed.energyKwh); // 360 W both
  const width = (r: typeof known) =>
    r.emissionsRangeKg[1] / r.emissionsRangeKg[0];
  assert(width(assumed) > width(known));
  const power = assumed.sources.find(({ role }) => role === "power");
  assert(power?.assumed && power.what.includes("as EPYC 9654"));
});
