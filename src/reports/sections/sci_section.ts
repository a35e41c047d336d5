import { nameText } from "../../cards/run_texts.ts";
import { exact, number } from "../../format.ts";
import { energyText, massText, rangePhrase } from "../../rounding.ts";
import type { Section } from "../../document/document.ts";
import type { Sci } from "../facts/sci.ts";

/** The emissions per functional unit, with each part of the formula. */
export function sciSection(sci: Sci): Section {
  const { per, energyKwh, embodiedKg, carbonIntensity, digits } = sci;
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
        {
          part: "E",
          what: "energy of the facility",
          value: energyText(energyKwh, digits),
        },
        {
          part: "I",
          what: "carbon intensity, location-based",
          value: `${number(carbonIntensity)} gCO2e/kWh`,
        },
        {
          part: "M",
          what: "embodied emissions",
          value: sci.embodiedUnknown > 0 && embodiedKg === 0
            ? "not counted"
            : `${massText(embodiedKg, digits)} CO2e`,
        },
        {
          part: "R",
          what: "functional unit",
          value: `${exact(per.count)} × ${nameText(per.unit)}`,
        },
      ],
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
