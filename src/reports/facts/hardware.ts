import { nameText } from "../../cards/run_texts.ts";
import type { Part, Subject } from "./item_facts.ts";

/** Parts of a machine of one kind, such as eight cards. */
export interface Device {
  /** Part of the machine. */
  readonly component: Part["component"];
  /** What it is, how many of it included, such as `8 × A100 SXM4 80GB`. */
  readonly name: string;
  /** Of one, without their number. */
  readonly model: string;
  /** How many; of a part of a device, a fraction. */
  readonly count: number;
}

/** The devices of a run or an estimate. A run has one part per sensor, so equal parts are counted. */
export function devicesOf({ parts }: Subject): readonly Device[] {
  const kinds = Map.groupBy(
    parts,
    ({ component, name, model }) => JSON.stringify([component, model ?? name]),
  );
  return [...kinds.values()].map((alike) => {
    const [{ component, ...part }] = alike as [Part];
    const model = nameText(part.model ?? part.name);
    const count = alike.reduce((sum, part) => sum + (part.count ?? 1), 0);
    const counted = count === 1 ? model : `${count} × ${model}`;
    return { component, model, count, name: counted };
  });
}

/** What did the work, in words: the accelerators; where there are none, all of it. */
export function hardwareText(subject: Subject): string {
  const devices = devicesOf(subject);
  const accelerators = devices.filter((d) => d.component === "accelerator");
  return (accelerators.length > 0 ? accelerators : devices)
    .map(({ name }) => name).join(", ") || "unknown hardware";
}
