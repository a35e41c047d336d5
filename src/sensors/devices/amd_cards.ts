import type { Asking } from "../../machine/asking.ts";
import type { Machine } from "../../machine/machine.ts";
import {
  allottedDevices,
  variable,
  visibleAmong,
  visibleOf,
} from "./allotted.ts";
import { integratedBetween } from "../parts/energy_used.ts";
import type { Detection, Finding } from "../parts/finding.ts";
import {
  cardName,
  cardOf,
  type Chip,
  HWMON_GRANT,
  namesOf,
  productOf,
} from "./hwmon_chip.ts";
import { mostPowerOf } from "./most_power.ts";
import { holding } from "./parts_within.ts";
import { deviceSensor, deviceTextIfAny, failed } from "../parts/probe.ts";
import type { Sensor } from "../parts/sensor.ts";

/** A chip that AMD's driver serves, after it was looked at. */
interface Card {
  readonly chip: Chip;
  /** What the maker calls it, or the kernel. */
  readonly name: string;
  /** Address on the bus, such as `0000:c1:00.0`; empty if it is not known. */
  readonly address: string;
  /** `GPU-…`, as ROCm knows it; empty if it is not known. */
  readonly uuid: string;
  /** Whether it is an APU, whose power is that of processor and graphics. */
  readonly isApu: boolean;
  /** Opened; or why it does not answer. */
  readonly sensor: Sensor | Error;
}

/**
 * AMD's cards and APUs by their power. Of the cards those count that this job may use, as ROCm's
 * variables and SLURM say; the others may work for another user.
 *
 * @param machine The world to look at
 * @param chips Those that AMD's driver serves
 */
export function* amdCards(
  machine: Machine,
  chips: readonly Chip[],
): Asking<Detection> {
  const looked: Card[] = [];
  for (const chip of chips) looked.push(yield* lookedAt(chip));
  const cards = looked.filter(({ isApu }) => !isApu).sort(byAddress);
  const findings: Finding[] = [];
  const halves = yield* silentHalves(cards);
  const chosen = new Set(
    visibleCards(machine, cards, findings).map((card) =>
      halves.get(card) ?? card
    ),
  );
  const sensors: Sensor[] = [];
  for (const card of looked) {
    const { sensor, name, chip, isApu } = card;
    const whole = halves.get(card);
    if (sensor instanceof Error) {
      const finding = failed(chip.folder, sensor, HWMON_GRANT);
      const isOurs = isApu || chosen.has(card);
      findings.push(
        whole === undefined && isOurs ? { ...finding, part: name } : finding,
      );
    } else if (isApu || chosen.has(card)) {
      sensors.push(sensor);
      const why = `${sensor.name}: driver amdgpu`;
      findings.push({ path: sensor.source, found: true, why });
    } else {
      const why = whole === undefined
        ? `${sensor.id} (${name}) is not one of the cards of this job`
        : `The other half of the card counts for both, as on all MI250X`;
      findings.push({ path: sensor.source, found: false, why });
      yield* sensor.close();
    }
  }
  return { sensors, findings };
}

function* lookedAt(chip: Chip): Asking<Card> {
  const { machine, folder } = chip;
  const product = yield* productOf(chip);
  const card = cardOf(chip);
  const { holds } = holding(product, "gauge");
  const isApu = holds === undefined && (yield* sharesPackage(chip));
  const uevent = yield* deviceTextIfAny(machine, `${folder}/device/uevent`);
  const unique = yield* deviceTextIfAny(machine, `${folder}/device/unique_id`);
  const name = isApu
    ? "AMD APU (processor and graphics)"
    : cardName(product, `AMD ${card}`);
  return {
    chip,
    name,
    address: /^PCI_SLOT_NAME=(.+)$/m.exec(uevent ?? "")?.[1] ?? "",
    uuid: unique ? `GPU-${unique}` : "",
    isApu,
    sensor: yield* sensorOf(chip, card, name, isApu),
  };
}

function* sensorOf(
  chip: Chip,
  card: string,
  name: string,
  isApu: boolean,
): Asking<Sensor | Error> {
  const { machine, folder } = chip;
  const names = namesOf(chip, folder);
  // Linux renamed it in 2023 for cards that do not give an average.
  const file = ["power1_average", "power1_input"].find((f) =>
    names.includes(f)
  );
  if (file === undefined) {
    return new Error(
      `Cannot find a power in "${folder}": the card has no gauge`,
    );
  }
  try {
    return yield* deviceSensor(machine, `${folder}/${file}`, {
      method: "gauge",
      usedBetween: integratedBetween,
      mostW: yield* mostPowerOf(machine, [`${folder}/power1_cap_max`]),
      id: `hwmon:amdgpu-${card}`,
      component: isApu ? "cpu" : "accelerator",
      name,
      ...holding(name, "gauge"),
    });
  } catch (error) {
    return error as Error;
  }
}

/**
 * Whether the figure is that of processor and graphics together, as in APUs: their table of metrics
 * has a format of version 2 or 3, that of cards version 1.
 *
 * @see https://docs.kernel.org/gpu/amdgpu/thermal.html
 */
function* sharesPackage({ machine, folder }: Chip): Asking<boolean> {
  const path = `${folder}/device/gpu_metrics`;
  const table = yield* deviceTextIfAny(machine, path);
  return (table?.charCodeAt(2) ?? 0) >= 2;
}

/** ROCm counts cards by their place on the bus. */
function byAddress(a: Card, b: Card): number {
  return a.address < b.address ? -1 : a.address > b.address ? 1 : 0;
}

/**
 * An MI250 or MI250X is two devices, of which one says the power of both and the other 0 W.
 * @param cards In the order of the bus, where both halves follow each other
 * @returns The half that counts, by the one that is silent
 */
function* silentHalves(
  cards: readonly Card[],
): Asking<ReadonlyMap<Card, Card>> {
  const halves = new Map<Card, Card>();
  const doubles = cards.filter(({ name }) => /\bMI250X?\b/.test(name));
  for (let i = 0; i + 1 < doubles.length; i += 2) {
    const pair = [doubles[i]!, doubles[i + 1]!] as const;
    const [first, second] = pair;
    const isSilent = [yield* silent(first), yield* silent(second)];
    if (isSilent[1]) halves.set(second, first);
    else if (isSilent[0]) halves.set(first, second);
  }
  return halves;
}

function* silent({ sensor }: Card): Asking<boolean> {
  return sensor instanceof Error || (yield* sensor.read())[0] === 0;
}

/** The cards that SLURM and the variables of ROCm and HIP leave, in ROCm's order. */
function visibleCards(
  machine: Machine,
  cards: readonly Card[],
  findings: Finding[],
): readonly Card[] {
  const uuids = cards.map(({ uuid }) => uuid);
  const allotted = allottedDevices(machine, cards.length);
  const listed = (name: string) => variable(machine, name, findings);
  const rocr = visibleOf(listed("ROCR_VISIBLE_DEVICES"), uuids, allotted);
  const hip = listed("HIP_VISIBLE_DEVICES");
  // HIP takes CUDA's variable where its own is not set. SLURM sets that by numbers of the node too.
  const list = hip ?? listed("CUDA_VISIBLE_DEVICES");
  const among = visibleAmong(list, uuids, rocr.indices);
  const isOfNode = hip === undefined && among.indices.length === 0 &&
    /^\s*(?:\d|GPU-)/.test(list ?? "");
  const visible = isOfNode ? rocr : among;
  for (const why of new Set([...rocr.notes, ...visible.notes])) {
    findings.push({ path: "ROCR_VISIBLE_DEVICES", found: false, why });
  }
  return visible.indices.map((index) => cards[index]!);
}
