import { assertEquals } from "@std/assert";
import fc from "fast-check";
import {
  embodiedKg,
  emissionsKg,
  offsetKg,
} from "../../src/model/emissions.ts";
import { energyKwh, linearPowerW } from "../../src/model/energy.ts";
import { waterL } from "../../src/model/water.ts";
import { assertClose } from "../close.ts";

const amount = fc.double({ min: 0, max: 1e9, noNaN: true });

Deno.test("energyKwh() of 1 kW for an hour is 1 kWh", () => {
  assertEquals(energyKwh(1000, 1), 1);
});

Deno.test("energyKwh() is linear in power and in time", () => {
  fc.assert(fc.property(amount, amount, (watts, hours) => {
    const once = energyKwh(watts, hours);
    assertClose(energyKwh(2 * watts, hours), 2 * once);
    assertClose(energyKwh(watts, 2 * hours), 2 * once);
  }));
});

Deno.test("linearPowerW() runs from idle to full load", () => {
  assertEquals(linearPowerW(10, 50, 0), 10);
  assertEquals(linearPowerW(10, 50, 0.5), 30);
  assertEquals(linearPowerW(10, 50, 1), 50);
});

Deno.test("emissionsKg() of 1 kWh in Quebec and Iowa are those of the 2019 paper", () => {
  // Lacoste et al. 2019, section 2.1: 20 g against 736.6 g per kWh.
  assertEquals(emissionsKg(1, 20), 0.02);
  assertEquals(emissionsKg(1, 736.6), 0.7366);
});

Deno.test("offsetKg() of 100 % is all emissions, to the last bit", () => {
  fc.assert(fc.property(amount, (kg) => assertEquals(offsetKg(kg, 100), kg)));
});

Deno.test("waterL() counts the facility's overhead in the power plant only", () => {
  // 10 kWh × (0.5 L on site + PUE 1.2 × 3 L in the power plant) = 41 L
  assertClose(waterL(10, 1.2, 0.5, 3), 41);
});

Deno.test("waterL() is that of the EcoLogits methodology", () => {
  // Its worked example, corrected to count PUE once: 8 to 28 B parameters, 500 tokens, PUE 1.2,
  // 0.569 L/kWh on site, USA 3.1321 L/kWh; 3.486e-5 kWh with PUE give 1.2573e-4 L.
  const itEnergyKwh = 3.486325553835641e-5 / 1.2;
  assertClose(
    waterL(itEnergyKwh, 1.2, 0.569, 3.1321),
    1.2572619633945676e-4,
  );
});

Deno.test("embodiedKg() of a card held for all its years of service is the card's", () => {
  assertClose(embodiedKg(164, 1, 4 * 8760, 4), 164);
  assertClose(embodiedKg(164, 8, 2 * 8760, 4), 656);
});
