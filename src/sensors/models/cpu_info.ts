import { type Machine, tried } from "../../machine/machine.ts";
import { armCore } from "./arm_core.ts";
import { type MachineClass, machineClass } from "./machine_class.ts";

/** The processors of the machine. */
export interface CpuInfo {
  /** The model, as the system names it; `undefined` if it does not. */
  readonly name: string | undefined;
  /** Logical processors. */
  readonly count: number;
  /** Packages; 1 if the system does not say. */
  readonly sockets: number;
  /** Whether it is a virtual machine. */
  readonly virtual: boolean;
  /** What kind of machine it is; a desktop where nothing says. @default "desktop" */
  readonly machineClass?: MachineClass;
}

/** The processors by `/proc/cpuinfo`, or else by Node's `os`, or else only their number. */
export function cpuInfo(machine: Machine): CpuInfo {
  const info = readInfo(machine);
  const { name, count } = info;
  return { ...info, machineClass: machineClass(machine, name, count) };
}

function readInfo(machine: Machine): CpuInfo {
  try {
    const info = parseCpuinfo(machine.readTextFile("/proc/cpuinfo"));
    return { ...info, count: info.count || machine.cpuCount };
  } catch {
    return systemInfo(machine);
  }
}

function systemInfo(machine: Machine): CpuInfo {
  // Not known here: a virtual machine is assumed, as a whole package may be too much.
  const virtual = machine.os === "linux";
  const cpus = tried(() => machine.systemCpus());
  const { name, count } = cpus ?? { name: "", count: machine.cpuCount };
  return { name: name || undefined, count, sockets: 1, virtual };
}

function parseCpuinfo(text: string): CpuInfo {
  const field = (key: string, flags: string) =>
    new RegExp(`^${key}[ \\t]*: *(.*)$`, flags);
  const first = (key: string) => field(key, "m").exec(text)?.[1]?.trim();
  const all = (key: string) => text.match(field(key, "gm")) ?? [];
  const name = first("model name");
  return {
    // Kernels that do not know the model write "unknown"; those of Arm write numbers.
    name: name && name !== "unknown" && !/^ARMv\d/.test(name)
      ? name
      : armCore(first("CPU implementer"), first("CPU part"), first("Model")),
    count: all("processor").length,
    sockets: Math.max(1, new Set(all("physical id")).size),
    virtual: first("flags")?.split(" ").includes("hypervisor") ?? false,
  };
}

/** Vendor names in the firmware of virtual machines, and the provider's key. */
const VENDORS: Readonly<Record<string, string>> = {
  "Amazon EC2": "aws",
  "Google": "gcp",
  "Alibaba Cloud": "alibaba",
};

/**
 * The tag of every machine on Azure; other Hyper-V hosts have the same vendor.
 * @see https://learn.microsoft.com/azure/virtual-machines/linux/instance-detection
 */
const AZURE_TAG = "7783-7084-3265-9085-8269-3286-77";

/** Key of the cloud provider by the machine's firmware, or `undefined`; uses no network. */
export function cloudProvider(machine: Machine): string | undefined {
  const field = (name: string) =>
    tried(() => machine.readTextFile(`/sys/class/dmi/id/${name}`).trim());
  if (field("chassis_asset_tag") === AZURE_TAG) return "azure";
  return VENDORS[field("sys_vendor") ?? ""];
}
