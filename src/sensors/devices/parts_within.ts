import type {
  SensedComponent,
  SensingMethod,
  Sensor,
} from "../parts/sensor.ts";

/** Devices whose figure holds other parts of the machine, by a word of their name. */
const MODULES: readonly {
  readonly name: RegExp;
  readonly method: SensingMethod;
  readonly holds: readonly SensedComponent[];
}[] = [
  // The energy counter is that of the module: https://github.com/ml-energy/zeus/pull/172
  { name: /\bGH200\b/, method: "counter", holds: ["cpu", "memory"] },
  // The power is that of the socket, in which processor, graphics and memory are one device:
  // https://instinct.docs.amd.com/projects/amdgpu-docs/en/latest/system-optimization/mi300a.html
  { name: /\bMI300A\b/, method: "gauge", holds: ["cpu", "memory"] },
];

/**
 * What a sensor says of the parts that its figure holds besides the device; nothing if it holds
 * none.
 * @param name What the driver or the maker calls the device
 * @param method How its figure is got
 */
export function holding(
  name: string,
  method: SensingMethod,
): Pick<Sensor, "holds"> {
  const module = MODULES.find((module) =>
    module.method === method && module.name.test(name)
  );
  return module === undefined ? {} : { holds: module.holds };
}
