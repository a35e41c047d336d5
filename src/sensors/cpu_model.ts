import { type CpuClock, cpuClock } from "./cpu_time.ts";
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
    read: modelled(machine, clock, info.count, power.powerW),
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
 * Energy, not power: the kernel counts busy time, so the mean load between two readings is exact,
 * while a power of the moment would miss what lies between. Those measured get the share of the
 * machine's power that they have in its busy time, so that the shares of all add up to it.
 */
function modelled(
  machine: Machine,
  clock: CpuClock,
  count: number,
  powerW: (load: number) => number,
): Sensor["read"] {
  let last = clock.read();
  let lastS = machine.nowS();
  let energyJ = 0;
  return () => {
    const nowS = machine.nowS();
    const times = clock.read();
    const passedS = nowS - lastS;
    // Too soon to tell: the kernel counts in hundredths of a second, at best.
    if (passedS <= 0) return { energyJ };
    const ownS = Math.max(0, times.ownS - last.ownS);
    const busyS = Math.max(ownS, times.busyS - last.busyS);
    const load = Math.min(1, busyS / (count * passedS));
    const share = busyS === 0 ? wholeShare(times) : ownS / busyS;
    energyJ += powerW(load) * share * passedS;
    last = times;
    lastS = nowS;
    return { energyJ };
  };
}

/** With nobody busy, an idle machine still belongs to whoever measures all of it. */
function wholeShare({ ownS, busyS }: { ownS: number; busyS: number }): number {
  return ownS === busyS ? 1 : 0;
}
