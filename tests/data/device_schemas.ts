import * as z from "zod";
import {
  Id,
  ProviderKey,
  remarks,
  SourceKey,
  Text,
  Watts,
  Year,
} from "./fields.ts";

const Accelerator = z.strictObject({
  name: Text,
  aliases: z.array(Text),
  vendor: Text,
  kind: z.enum([
    "apu",
    "fpga",
    "gpu",
    "module",
    "npu",
    "superchip",
    "system",
    "tpu",
  ]),
  memoryGb: z.number().positive().optional(),
  dieMm2: z.number().positive().max(2000).optional(),
  year: Year.optional(),
  idleWatts: Watts.optional(),
  fp16Tflops: z.number().positive().optional(),
  source: SourceKey,
  power: z.array(z.strictObject({
    watts: Watts,
    basis: Text,
    source: SourceKey,
    year: Year.optional(),
    assumed: z.literal(true).optional(),
    ...remarks,
  })),
  note: Text.optional(),
});

const Cpu = z.tuple([
  Text,
  z.int().positive().nullable(),
  Watts,
  Year.nullable(),
  z.int().min(0),
  z.int().positive().optional(), // threads
  z.int().min(0).optional(), // index into assumed
]);

const Cpus = z.strictObject({
  sources: z.array(SourceKey),
  assumed: z.array(Text),
  rows: z.array(Cpu),
});

const Instance = z.strictObject({
  provider: ProviderKey,
  instance: Text,
  accelerator: Text,
  count: z.number().positive().max(256),
  vcpus: z.number().positive().optional(),
  memoryGb: z.number().positive().optional(),
  source: SourceKey,
  ...remarks,
});

const MachineTypes = z.record(
  ProviderKey,
  z.strictObject({
    source: SourceKey,
    families: z.array(
      z.string().regex(/^[\w.-]*#[\w.-]* [\d.]+( [\w.-]+(=\d+)?(:[\d.]+)?)+$/),
    ),
  }),
);

const MeasuredPower = z.strictObject({
  hardware: Text,
  tdpWatts: Watts,
  measuredWatts: Watts,
  scope: z.enum(["accelerator", "system share"]),
  workload: Text,
  year: Year,
  source: SourceKey,
});

const PowerModel = z.strictObject({
  id: Id,
  component: z.enum([
    "memory",
    "memory-bend",
    "vcpu",
    "cpu-class",
    "cpu-curve",
    "cpu-default",
    "gpu-default",
    "server",
    "storage",
    "network",
    "instance",
    "system",
    "llm-energy",
    "llm-latency",
  ]),
  provider: ProviderKey.optional(),
  architecture: Text.optional(),
  instance: Text.optional(),
  minWatts: Watts.optional(),
  maxWatts: Watts.optional(),
  value: z.number().optional(), // a coefficient may be negative
  aboveGb: z.number().positive().optional(),
  unit: Text,
  load: z.number().min(0).max(1).optional(),
  year: Year,
  source: SourceKey,
  ...remarks,
});

const Embodied = z.strictObject({
  id: Id,
  item: Text,
  kind: z.enum([
    "board",
    "cpu",
    "gpu",
    "gpu-model",
    "hdd",
    "instance-platform",
    "memory",
    "server",
    "ssd",
  ]),
  kgco2e: z.number().positive(),
  low: z.number().positive().optional(),
  high: z.number().positive().optional(),
  per: Text,
  lifetimeYears: z.number().positive().max(20).optional(),
  method: Text,
  year: Year,
  source: SourceKey,
  accelerator: Text.optional(),
  ...remarks,
});

/** The schemas of the tables of devices. */
export const DEVICE_SCHEMAS: Record<
  | "accelerators"
  | "cpus"
  | "embodied"
  | "instances"
  | "machine_types"
  | "measured_power"
  | "power_models",
  z.ZodType
> = {
  accelerators: z.array(Accelerator),
  cpus: Cpus,
  embodied: z.array(Embodied),
  instances: z.array(Instance),
  machine_types: MachineTypes,
  measured_power: z.array(MeasuredPower),
  power_models: z.array(PowerModel),
};
