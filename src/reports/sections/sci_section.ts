import { nameText } from "../../cards/parts/run_texts.ts";
import { exact, number } from "../../format.ts";
import { energyText, massText, rangePhrase } from "../../rounding.ts";
import type { Section } from "../../document/document.ts";
import type { Sci } from "../facts/sci.ts";

/** The emissions per functional unit, with each part of the formula. */
export function sciSection(sci: Sci): Section {
  const { per, energyKwh, embodiedKg, carbonIntensity, digits } = sci;
  const intensity = `${number(carbonIntensity)} gCO2e/kWh`;
  const embodied = sci.embodiedUnknown > 0 && embodiedKg === 0
    ? "not counted"
    : `${massText(embodiedKg, digits)} CO2e`;
  return {
    id: "sci",
    title: "Software carbon intensity",
    paragraphs: [
      [`${scoreText(sci)} (${
        rangePhrase(sci.rangeKgPerUnit, sci.kgPerUnit, digits)
      }), by ISO/IEC 21031: ((E × I) + M) per R.`],
      [embodiedSentence(sci)],
    ],
    tables: [{
      columns: { part: "part", what: "what", value: "value" },
      rows: [
        ["E", "energy of the facility", energyText(energyKwh, digits)],
        ["I", "carbon intensity, location-based", intensity],
        ["M", "embodied emissions", embodied],
        ["R", "functional unit", `${exact(per.count)} × ${nameText(per.unit)}`],
      ].map(([part, what, value]) => ({ part, what, value })),
    }],
  };
}

/** The score, such as `8.7 kg CO2e per epoch`. */
export function scoreText({ kgPerUnit, per, digits }: Sci): string {
  return `${massText(kgPerUnit, digits)} CO2e per ${nameText(per.unit)}`;
}

function embodiedSentence({ embodiedUnknown, embodiedKg }: Sci): string {
  if (embodiedUnknown === 0) {
    return "M is the work's share of making the accelerators, processors and memory, by their years of service. It leaves out casing, board, disks and network.";
  }
  const missing = embodiedKg === 0
    ? "M is not counted, as the embodied emissions are not known."
    : `M is not counted for ${embodiedUnknown} of the runs or estimates, as their embodied emissions are not known.`;
  return `${missing} The score is too low, and incomplete by the standard.`;
}
