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

/** The devices of a run or an estimate. */
export function devicesOf({ kind, parts }: Subject): readonly Device[] {
  return kind === "run" ? measuredDevices(parts) : parts.map(estimatedDevice);
}

/** A run has one part a sensor. */
function measuredDevices(parts: readonly Part[]): Device[] {
  const kinds = Map.groupBy(
    parts,
    ({ component, name }) => JSON.stringify([component, name]),
  );
  return [...kinds.values()].map((alike) => {
    const { component, name } = alike[0] as Part;
    const model = nameText(name);
    const count = alike.length;
    const counted = count === 1 ? model : `${count} × ${model}`;
    return { component, model, count, name: counted };
  });
}

/** An estimate writes the number into the name. */
const COUNTED = /^([\d.]+) × (.*)$/su;

function estimatedDevice({ component, name }: Part): Device {
  const [, count = "1", model = name] = COUNTED.exec(name) ?? [];
  return {
    component,
    name: nameText(name),
    model: nameText(model),
    count: Number(count),
  };
}

/** What did the work, in words: the accelerators; where there are none, all of it. */
export function hardwareText(subject: Subject): string {
  const devices = devicesOf(subject);
  const accelerators = devices.filter((d) => d.component === "accelerator");
  return (accelerators.length > 0 ? accelerators : devices)
    .map(({ name }) => name).join(", ") || "unknown hardware";
}
