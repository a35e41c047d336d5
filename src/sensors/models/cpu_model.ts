import { cpuClock } from "./cpu_time.ts";
import { cloudProvider, type CpuInfo, cpuInfo } from "./cpu_info.ts";
import { cpuPower } from "./cpu_power.ts";
import type { Attribution, Detection, Finding } from "../parts/finding.ts";
import { unasked } from "../../machine/asking.ts";
import { SLEPT_S } from "../parts/energy_used.ts";
import type { Machine } from "../../machine/machine.ts";
import { ProcessTree } from "./process_tree.ts";
import type { Sensor, Used } from "../parts/sensor.ts";

/** Options of the model of the processors. */
export interface CpuModelOptions {
  /** Whose share counts. @default "machine" */
  readonly attribution?: Attribution;
  /** Key of the cloud provider. @default by the machine's firmware */
  readonly provider?: string;
  /** This process and its children, to share with the memory model. */
  readonly tree?: ProcessTree;
}

/**
 * A model of the processors, for machines that do not count their energy: busy time × power by
 * load. It always gives a sensor, and says what it assumed.
 */
export function cpuModel(
  machine: Machine,
  options: CpuModelOptions = {},
): Detection {
  const { attribution = "machine", tree = new ProcessTree(machine) } = options;
  const { clock, findings } = cpuClock(machine, attribution, tree);
  const info = cpuInfo(machine);
  const power = cpuPower(info, options.provider ?? cloudProvider(machine));
  const readNow = () => {
    const { ownS, busyS } = clock.read();
    return [ownS, busyS];
  };
  const sensor: Sensor = {
    id: "cpu-model",
    component: "cpu",
    name: power.name,
    method: "model",
    source: `${clock.what} × power by load`,
    ...(clock.ownProcessOnly && { ownProcessOnly: true }),
    figures: power.figures,
    read: () => unasked(readNow),
    readNow,
    usedBetween: modelled(info.count, power.powerW),
    close: () => unasked(() => clock[Symbol.dispose]()),
  };
  const why = `${power.why}. Load: ${clock.what}`;
  const finding = { path: sensor.id, found: true, why };
  return {
    sensors: [sensor],
    findings: [...findings, finding, ...graphicsWithin(info)],
  };
}

/** The graphics of Apple's chips, whose power only administrators may read. */
function graphicsWithin({ name }: CpuInfo): Finding[] {
  if (name === undefined || !/^Apple M\d/.test(name)) return [];
  return [{
    path: "powermetrics",
    found: false,
    why: "macOS tells the power of the chip's graphics to administrators only",
    how: "measure both with `sudo powermetrics --samplers cpu_power,gpu_power`",
    part: `GPU of the ${name}`,
  }];
}

/**
 * The kernel counts busy time, so the mean load between two readings is exact, while a load of the
 * moment would miss what lies between. The measured processes get the share of the machine's power
 * that they have in its busy time, so that all shares add up to the whole.
 */
function modelled(
  count: number,
  powerW: (load: number) => number,
): Sensor["usedBetween"] {
  return (from, to) => {
    const [fromOwnS = NaN, fromBusyS = NaN] = from.values;
    const [toOwnS = NaN, toBusyS = NaN] = to.values;
    const passedS = to.timeS - from.timeS;
    // The kernel counts in hundredths of a second, at best.
    if (passedS <= 0) return undefined;
    const ownS = Math.max(0, toOwnS - fromOwnS);
    const busyS = Math.max(ownS, toBusyS - fromBusyS);
    if (passedS > SLEPT_S) return ofBusyTime(ownS, count, powerW, passedS);
    const load = Math.min(1, busyS / (count * passedS));
    // If nothing was busy, all of the power counts for the whole machine, and none for a process.
    const idleShare = toOwnS === toBusyS ? 1 : 0;
    const share = busyS === 0 ? idleShare : ownS / busyS;
    return { energyJ: powerW(load) * share * passedS };
  };
}

/** A machine that sleeps draws nothing for its models, and is busy only while it is awake. */
function ofBusyTime(
  ownS: number,
  count: number,
  powerW: (load: number) => number,
  passedS: number,
): Used {
  const seconds = Math.round(passedS);
  return {
    energyJ: powerW(1) * Math.min(passedS, ownS / count),
    note:
      `not read for ${seconds} s: of that time only the busy part is counted, at full load`,
  };
}
