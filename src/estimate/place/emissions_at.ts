import { emissionsKg } from "../../model/emissions.ts";
import type { PricedPlace } from "./site.ts";

/**
 * Computes the emissions of IT energy in a place.
 * @param itEnergyKwh IT energy, in kWh
 * @param place Where it runs
 * @returns Emissions, in kgCO2e
 * @throws {RangeError} If they are larger than any number
 */
export function emissionsAt(
  itEnergyKwh: number,
  { pue, carbonIntensity }: Omit<PricedPlace, "place">,
): number {
  const emitted = emissionsKg(
    itEnergyKwh * pue.figure.value,
    carbonIntensity.figure.value,
  );
  if (Number.isFinite(emitted)) return emitted;
  throw new RangeError(
    "Cannot compute emissions as they are larger than any number: " +
      `current energy is ${itEnergyKwh} kWh`,
  );
}
