import {
  measuredText,
  nameText,
  sentenceText,
} from "../../cards/parts/run_texts.ts";
import { energyText } from "../../rounding.ts";
import type { Section } from "../../document/document.ts";
import type { ReportModel } from "../facts/report_model.ts";
import { exceptText } from "./sentences.ts";
import type { ItemPart, Subject } from "../facts/item_facts.ts";
import type { ReportTotal } from "../facts/report_total.ts";

/** Kinds of parts in the table: those with the most energy. */
const MOST_KINDS = 60;

/** How much energy was measured and modelled, and by what. */
export function measuredSection(
  { items, total }: ReportModel,
): Section | undefined {
  if (total === undefined) return undefined;
  const kinds = kindsOf(items.map(({ subject }) => subject));
  const shown = kinds.slice(0, MOST_KINDS);
  const left = kinds.length - shown.length;
  return {
    id: "measured",
    title: "Measured and modelled",
    paragraphs: [
      [measuredSentence(
        total,
        items.some(({ subject }) => subject.job?.model !== undefined),
      )],
      ["Measured means read from counters or gauges of the hardware. Fans, disks, network cards and losses of the power supply are not counted."],
      ...(left > 0 ? [[`${left} more kinds of parts used less energy.`]] : []),
    ],
    tables: [{
      columns: {
        component: "part",
        name: "what",
        of: "of",
        how: "how",
        energy: "energy of computing",
      },
      rows: shown.map(({ energyKwh, ...kind }) => ({
        ...kind,
        energy: energyText(energyKwh, total.digits),
      })),
    }],
  };
}

function measuredSentence(
  { of, measuredShare, measuredUnknown }: ReportTotal,
  hasCalls: boolean,
): string {
  if (of === "estimates") return estimatesSentence(hasCalls, measuredShare);
  const share = measuredText(measuredShare);
  return `Measured share of the energy of computing: ${share}${
    exceptText(measuredUnknown)
  }.`;
}

/** A user may know the energy of a job, or the mean power of its devices. */
function estimatesSentence(hasCalls: boolean, measuredShare = 0): string {
  const modelled = `modelled from the rated power of the hardware${
    hasCalls ? ", and calls to models from their tokens" : ""
  }`;
  if (measuredShare === 0) {
    return `Nothing was measured: estimates are ${modelled}.`;
  }
  return `Measured as the user says: ${measuredText(measuredShare)}${
    measuredShare < 1 ? `; the rest is ${modelled}` : ""
  }.`;
}

/** All parts of one make whose energy is known in the same way. */
interface Kind {
  readonly component: ItemPart["component"];
  readonly name: string;
  readonly of: "runs" | "estimates";
  readonly how: string;
  readonly energyKwh: number;
}

function kindsOf(subjects: readonly Subject[]): Kind[] {
  const kinds = new Map<string, Kind>();
  for (const subject of subjects) {
    for (const part of subject.parts) {
      const kind: Kind = {
        component: part.component,
        name: nameText(part.name),
        of: `${subject.kind}s`,
        how: sentenceText(`${part.method ?? "not said"}: ${part.source}`),
        energyKwh: 0,
      };
      const id = JSON.stringify(kind);
      const energyKwh = (kinds.get(id)?.energyKwh ?? 0) + part.energyKwh;
      kinds.set(id, { ...kind, energyKwh });
    }
  }
  return [...kinds.values()].sort((a, b) => b.energyKwh - a.energyKwh);
}
