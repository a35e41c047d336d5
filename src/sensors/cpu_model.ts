import { cpuClock } from "./cpu_time.ts";
import { cloudProvider, cpuInfo } from "./cpu_info.ts";
import { cpuPower } from "./cpu_power.ts";
import type { Attribution, Detection } from "./finding.ts";
import type { Machine } from "../machine/machine.ts";
import { ProcessTree } from "./process_tree.ts";
import type { Sensor } from "./sensor.ts";

/** What a model of the processors is told. */
export interface CpuModelOptions {
  /** Whose share counts. @default "machine" */
  readonly attribution?: Attribution;
  /** Key of the cloud provider. @default by the machine's firmware */
  readonly provider?: string;
  /** This process and its children, if the memory model looks at them too. */
  readonly tree?: ProcessTree;
}

/**
 * The processors where nothing counts their energy: busy time × the power of their model. It always
 * gives a sensor, and says what it assumed.
 */
export function cpuModel(
  machine: Machine,
  options: CpuModelOptions = {},
): Detection {
  const { attribution = "machine", tree = new ProcessTree(machine) } = options;
  const { clock, findings } = cpuClock(machine, attribution, tree);
  const info = cpuInfo(machine);
  const power = cpuPower(info, options.provider ?? cloudProvider(machine));
  const sensor: Sensor = {
    id: "cpu-model",
    component: "cpu",
    name: power.name,
    method: "model",
    source: `${clock.what} × power by load`,
    ...(clock.ownProcessOnly && { ownProcessOnly: true }),
    figures: power.figures,
    read: () => {
      const { ownS, busyS } = clock.read();
      return [ownS, busyS];
    },
    usedBetween: modelled(info.count, power.powerW),
    [Symbol.dispose]: () => clock[Symbol.dispose](),
  };
  return {
    sensors: [sensor],
    findings: [
      ...findings,
      {
        path: sensor.id,
        found: true,
        why: `${power.why}. Load: ${clock.what}`,
      },
    ],
  };
}

/**
 * The kernel counts busy time, so the mean load between two readings is exact, while a load of the
 * moment would miss what lies between. Who is measured gets the share of the machine's power that
 * they have in its busy time, so that all shares add up to it.
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
    const load = Math.min(1, busyS / (count * passedS));
    // An idle machine still belongs to a measurement of all of it.
    const idleShare = toOwnS === toBusyS ? 1 : 0;
    const share = busyS === 0 ? idleShare : ownS / busyS;
    return { energyJ: powerW(load) * share * passedS };
  };
}
