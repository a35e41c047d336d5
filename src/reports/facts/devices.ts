import { callsText } from "../../cards/parts/call_estimate_facts.ts";
import { nameText } from "../../cards/parts/run_texts.ts";
import { accelerators } from "../../catalog/accelerators.ts";
import { isCalls } from "../../estimate/machine_of.ts";
import { energy, exact, power } from "../../format.ts";
import { W_PER_KW } from "../../units.ts";
import type { ItemPart, Subject } from "./item_facts.ts";

/** Equal parts of a machine, such as eight cards. */
export interface Device {
  /** Part of the machine. */
  readonly component: ItemPart["component"];
  /** The name with the number, such as `8 × A100 SXM4 80GB`. */
  readonly name: string;
  /** The name of one, such as `A100 SXM4 80GB`. */
  readonly model: string;
  /** Number of devices, which may be a fraction. */
  readonly count: number;
}

const UNKNOWN = "unknown hardware";

/** Lists the devices of a run or an estimate; equal parts of a run are counted. */
export function devicesOf({ parts }: Subject): readonly Device[] {
  const kinds = Map.groupBy(
    parts.filter((part) => !isCalls(part)),
    ({ component, name, model }) => JSON.stringify([component, model ?? name]),
  );
  return [...kinds.values()].map((alike) => {
    const [{ component, ...part }] = alike as [ItemPart];
    const model = nameText(part.model ?? part.name);
    const count = alike.reduce((sum, part) => sum + (part.count ?? 1), 0);
    const counted = count === 1 ? model : `${count} × ${model}`;
    return { component, model, count, name: counted };
  });
}

/** What did the computing: the hardware, calls, or the energy of a job that gives its energy. */
export function workText(subject: Subject): string {
  const calls = callsText(subject.job);
  if (calls !== undefined) return calls;
  return subject.hours === undefined
    ? `${energy(subject.itEnergyKwh)} of known energy`
    : hardwareText(subject);
}

/** The hardware in words: the accelerators, or all parts if there are none. */
export function hardwareText(subject: Subject): string {
  if (subject.hours === undefined) {
    return subject.job?.model === undefined ? UNKNOWN : "GPUs of a provider";
  }
  const devices = devicesOf(subject);
  const accelerators = devices.filter((d) => d.component === "accelerator");
  return (accelerators.length > 0 ? accelerators : devices)
    .map(({ name }) => name).join(", ") || UNKNOWN;
}

/** The hardware as a paper names it, such as `8 NVIDIA A100 SXM4 80GB (400 W each)`. */
export function hardwareForPaper(subject: Subject): string | undefined {
  const { hours = 0, parts, job, run } = subject;
  if (hours === 0) return undefined;
  const all = devicesOf(subject);
  const cards = all.filter((d) => d.component === "accelerator");
  // Another tool may count the devices in their name, or the building in their energy.
  if (cards.length === 0 || run?.origin !== undefined) {
    return all.map(({ name }) => name).join(", ");
  }
  const vendor = vendorOf(job);
  return cards.map(({ model, count }) => {
    const alike = parts.filter((part) =>
      part.component === "accelerator" &&
      nameText(part.model ?? part.name) === model
    );
    const kwh = alike.reduce((sum, part) => sum + part.energyKwh, 0);
    const watts = power(kwh * W_PER_KW / hours / count);
    const number = count === 1 ? "one" : exact(count);
    return `${number} ${vendor}${model} (${watts}${count > 1 ? " each" : ""})`;
  }).join(", ");
}

/** The maker of the hardware of a job, which names it by its key in the catalogue. */
function vendorOf(job: Subject["job"]): string {
  const hardware = job?.hardware;
  const vendor = typeof hardware === "string"
    ? accelerators.find(hardware)?.vendor
    : undefined;
  return vendor === undefined ? "" : `${vendor} `;
}
