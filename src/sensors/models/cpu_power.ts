import { type Cpu, cpus } from "../../catalog/cpus.ts";
import { classPower, cpuCurve, vcpuModel } from "../../catalog/power_models.ts";
import { published, type SourcedFigure } from "../../catalog/sourced_figure.ts";
import { linearPowerW } from "../../model/energy.ts";
import { armProcessor } from "./arm_core.ts";
import type { CpuInfo } from "./cpu_info.ts";
import { isServerCpu } from "./machine_class.ts";

/** The power of the machine's processors by their load. */
export interface CpuPower {
  /** What they are. */
  readonly name: string;
  /** Power at a load of 0 to 1, in W. */
  readonly powerW: (load: number) => number;
  /** The figures that it is based on. */
  readonly figures: readonly SourcedFigure[];
  /** Which model is used, and why. */
  readonly why: string;
}

/**
 * The power of the processors: rated power × a load curve if the model is known. If it is not, a
 * virtual machine has as many virtual processors of a data centre, and any other machine the
 * processor of its class. A virtual machine has a share of a server's threads, but the whole of a
 * laptop's or desktop's processor if it has as many.
 *
 * @param info The processors
 * @param provider Key of the cloud provider, if known
 */
export function cpuPower(info: CpuInfo, provider?: string): CpuPower {
  const { virtual } = info;
  const name = info.name && armProcessor(info.name, provider);
  const cpu = name !== undefined && namesModel(name)
    ? cpus.find(name)
    : undefined;
  if (cpu === undefined) {
    const known = name === undefined
      ? "processor unknown"
      : `${name} not listed`;
    return virtual || provider !== undefined
      ? vcpuPower(info, provider, known)
      : unlistedPower(info, known);
  }
  const isGuest = virtual || isPart(cpu, info, provider);
  const packages = isGuest ? shareOf(cpu, info.count) : info.sockets;
  return packages === undefined
    ? vcpuPower(info, provider, `threads of ${cpu.name} not listed`)
    : listedPower(cpu, packages, { ...info, virtual: isGuest });
}

/** Whether a cloud's machine has a part of a package only. Arm does not say that it is a guest. */
function isPart(
  { threads = 0 }: Cpu,
  { count, sockets }: CpuInfo,
  provider: string | undefined,
): boolean {
  return provider !== undefined && count < threads * sockets;
}

/** The packages that a virtual machine has; `undefined` if the threads of a package are unknown. */
function shareOf(cpu: Cpu, count: number): number | undefined {
  if (isServerCpu(cpu.name)) {
    return cpu.threads === undefined ? undefined : count / cpu.threads;
  }
  return Math.min(1, count / (cpu.threads ?? count));
}

function listedPower(
  cpu: Cpu,
  packages: number,
  { count, virtual }: CpuInfo,
): CpuPower {
  const { name, tdpWatts, threads, assumed } = cpu;
  const guest = virtual && packages !== 1;
  const rated = assumed === undefined ? "thermal design power" : "power";
  const part = guest ? `, of which ${count} of ${threads} threads` : "";
  const reason = assumed === undefined ? "" : ` (${assumed})`;
  const rating = published(
    {
      role: "power",
      what: `${rated} of ${name}${part}${reason}`,
      value: tdpWatts,
      unit: "W",
    },
    cpu.source,
    cpu.year,
    virtual || assumed !== undefined,
  );
  return {
    name: packages === 1
      ? name
      : guest
      ? `${vcpus(count)} of ${name}`
      : `${packages} × ${name}`,
    powerW: (load) => tdpWatts * packages * curveShare(load),
    figures: [rating, ...curveFigures()],
    why: `${
      guest
        ? `${name} in a virtual machine: its share of the TDP by threads × a load curve`
        : virtual
        ? `${name}: the whole processor of the virtual machine's host, TDP × a load curve`
        : `${name}: TDP × a load curve, good to 40 to 50 %`
    }${reason}`,
  };
}

function curveFigures(): SourcedFigure[] {
  return cpuCurve().map(({ load, share, source, year }) =>
    published(
      {
        role: "powerCurve",
        what: `power of a processor at ${load * 100} % load`,
        value: share,
        unit: "of its TDP",
      },
      source,
      year,
    )
  );
}

/** The power of a processor of the machine's class: no cloud's, as the machine is no guest. */
function unlistedPower(info: CpuInfo, known: string): CpuPower {
  const { name, count, machineClass = "desktop", sockets } = info;
  const { value = 0, minWatts, maxWatts, source, year } = classPower(
    machineClass,
  );
  const server = machineClass === "server";
  const watts = value * (server ? count : sockets);
  const per = server ? " a thread" : "";
  const what = `processor of a ${machineClass}${per} (${known}; most have ` +
    `${minWatts} to ${maxWatts} W${per})`;
  return {
    name: name ?? `processor of a ${machineClass}`,
    powerW: (load) => watts * curveShare(load),
    figures: [
      published({ role: "power", what, value, unit: "W" }, source, year, true),
      ...curveFigures(),
    ],
    why: `${value} W${per} assumed for the ${what} × a load curve`,
  };
}

/**
 * Whether a name is that of a model. Clouds often show the family only, such as `AMD EPYC` or
 * `Intel(R) Xeon(R) CPU @ 2.20GHz`. Almost every model has a digit; the first look-up costs 30 ms.
 */
function namesModel(name: string): boolean {
  return /\d|Axion|Snapdragon/.test(name.replace(/@.*$/, ""));
}

/** Share of the TDP that is drawn, on straight lines between the points of the curve. */
function curveShare(load: number): number {
  const curve = cpuCurve();
  const above = curve.find((point) => point.load >= load) ?? curve.at(-1);
  const below = curve.findLast((point) => point.load <= load) ?? curve[0];
  if (above === undefined || below === undefined) return NaN;
  if (above.load === below.load) return above.share;
  const part = (load - below.load) / (above.load - below.load);
  return linearPowerW(below.share, above.share, part);
}

/** Short names of the cloud providers, by their keys. */
const PROVIDERS: Readonly<Record<string, string>> = {
  alibaba: "Alibaba Cloud",
  aws: "AWS",
  azure: "Azure",
  gcp: "GCP",
};

function vcpus(count: number): string {
  return `${count} vCPU${count === 1 ? "" : "s"}`;
}

function vcpuPower(
  { name, count }: CpuInfo,
  provider: string | undefined,
  known: string,
): CpuPower {
  const model = vcpuModel(provider ?? "");
  const { minWatts = 0, maxWatts = 0, source, year } = model;
  // Without figures of the provider, those of another one are used.
  const isOwn = provider !== undefined && model.provider === provider;
  const average = `${
    isOwn ? PROVIDERS[provider] ?? provider : "cloud"
  } average`;
  const figure = (watts: number, load: string) =>
    published(
      {
        role: "power",
        what: `${load} vCPU (${average}; ${known})`,
        value: watts,
        unit: "W",
      },
      source,
      year,
      true,
    );
  return {
    name: `${vcpus(count)}${name === undefined ? "" : ` (${name})`}`,
    powerW: (load) => count * linearPowerW(minWatts, maxWatts, load),
    figures: [figure(minWatts, "idle"), figure(maxWatts, "fully loaded")],
    why:
      `${count} × ${minWatts} to ${maxWatts} W per vCPU assumed (${average}; ${known})`,
  };
}
