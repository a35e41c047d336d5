import { cpus } from "../catalog/cpus.ts";
import { cpuCurve, vcpuModel } from "../catalog/power_models.ts";
import { published, type SourcedFigure } from "../catalog/sourced_figure.ts";
import { linearPowerW } from "../model/energy.ts";
import type { CpuInfo } from "./cpu_info.ts";

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
 * The power of the processors: rated power × a load curve if the model is known, else that of as
 * many virtual processors. A virtual machine has a share of its host's threads.
 *
 * @param info The processors
 * @param provider Key of the cloud provider, if known
 */
export function cpuPower(info: CpuInfo, provider?: string): CpuPower {
  const { name, count, sockets, virtual } = info;
  const cpu = name !== undefined && namesModel(name)
    ? cpus.find(name)
    : undefined;
  if (cpu === undefined) return vcpuPower(info, provider);
  const threads = cpu.cores === undefined ? undefined : cpu.cores * 2;
  if (virtual && threads === undefined) return vcpuPower(info, provider);
  const packages = virtual ? count / (threads ?? count) : sockets;
  const tdpWatts = cpu.tdpWatts * packages;
  return {
    name: packages === 1
      ? cpu.name
      : virtual
      ? `${vcpus(count)} of ${cpu.name}`
      : `${packages} × ${cpu.name}`,
    powerW: (load) => tdpWatts * curveShare(load),
    figures: [
      published(
        {
          role: "power",
          what: virtual
            ? `thermal design power of ${cpu.name}, of which ${count} of ${threads} threads`
            : `thermal design power of ${cpu.name}`,
          value: cpu.tdpWatts,
          unit: "W",
        },
        cpu.source,
        cpu.year,
        virtual,
      ),
      ...cpuCurve().map(({ load, share, source, year }) =>
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
      ),
    ],
    why: virtual
      ? `${cpu.name} in a virtual machine: its share of the TDP (two threads per core) × a load curve`
      : `${cpu.name}: TDP × a load curve, good to 40 to 50 %`,
  };
}

/**
 * Whether a name is that of a model. Clouds often show the family only, such as `AMD EPYC` or
 * `Intel(R) Xeon(R) CPU @ 2.20GHz`. Every model has a digit; the first look-up costs 30 ms.
 */
function namesModel(name: string): boolean {
  return /\d/.test(name.replace(/@.*$/, ""));
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
): CpuPower {
  const model = vcpuModel(provider ?? "");
  const { minWatts = 0, maxWatts = 0, source, year } = model;
  // Without figures of the provider, those of another one are used.
  const isOwn = provider !== undefined && model.provider === provider;
  const average = `${
    isOwn ? PROVIDERS[provider] ?? provider : "cloud"
  } average`;
  const known = name === undefined ? "processor unknown" : `${name} not listed`;
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
