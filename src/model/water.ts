/**
 * Water consumed on site and in the power plants.
 *
 * Water usage effectiveness is defined per kWh of IT energy, so only the water of the power plants
 * grows with the overhead of the facility.
 *
 * @param itEnergyKwh Energy of the computing alone, in kWh
 * @param pue Power usage effectiveness, >= 1
 * @param wueSite Water usage effectiveness on site, in L/kWh
 * @param wueGrid Water of the grid, in L/kWh
 * @returns Water, in L
 * @see Li et al. 2023, section 3: https://arxiv.org/abs/2304.03271
 */
export function waterL(
  itEnergyKwh: number,
  pue: number,
  wueSite: number,
  wueGrid: number,
): number {
  return itEnergyKwh * (wueSite + pue * wueGrid);
}
