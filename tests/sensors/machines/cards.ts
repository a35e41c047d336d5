/**
 * Machines with cards, and modules that hold processor and memory.
 * @module
 */

import {
  arm,
  besides,
  type Machine,
  MEMINFO,
  modelled,
  rapl,
  S,
  twoSockets,
} from "./machine.ts";
import { amdCard, chip, ina3221, procStat } from "../sysfs.ts";

const A100 = "NVIDIA A100-SXM4-80GB";
const NOT_SUPPORTED = { energy: 3, power: 3 };
const LOST = 15;
const VERSION_MISMATCH = 18;
const DRIVER_NOT_LOADED = 9;

/** Each with what it uses in a minute. */
export const CARDS: Readonly<Record<string, Machine>> = {
  "a node of SLURM: cards 1 and 3 of four are this job's": {
    files: twoSockets,
    cards: [[A100, 400], [A100, 300], [A100, 400], [A100, 200]],
    env: { SLURM_JOB_GPUS: "1,3", CUDA_VISIBLE_DEVICES: "0,1" },
    used: {
      "nvml:1": ["nvml", 300 * S],
      "nvml:3": ["nvml", 200 * S],
      "rapl:package-0": ["rapl-package", 120 * S],
      "rapl:package-1": ["rapl-package", 110 * S],
      "rapl:package-0:dram": ["rapl-dram", 20 * S],
      "rapl:package-1:dram": ["rapl-dram", 18 * S],
    },
  },
  "a node of SLURM with AMD's cards: ROCm leaves the silent half of an MI250X":
    besides({
      files: () => ({
        ...amdCard(0, "0000:c1:00.0", "AMD Instinct MI250X", 0),
        ...amdCard(1, "0000:c6:00.0", "AMD Instinct MI250X", 89),
        ...amdCard(2, "0000:c9:00.0", "AMD Instinct MI250X", 450),
        ...amdCard(3, "0000:cd:00.0", "AMD Instinct MI250X", 0),
      }),
      env: { SLURM_JOB_GPUS: "0,1", ROCR_VISIBLE_DEVICES: "0" },
      used: { "hwmon:amdgpu-card1": ["sensor-unstated", 89 * S] },
    }),
  "two MI250X are two cards, though each is two devices": besides({
    files: () => ({
      ...amdCard(
        0,
        "0000:c1:00.0",
        "AMD INSTINCT MI250X (MCM) OAM AC MBA",
        300,
      ),
      ...amdCard(1, "0000:c6:00.0", "AMD INSTINCT MI250X (MCM) OAM AC MBA", 0),
      ...amdCard(
        2,
        "0000:c9:00.0",
        "AMD INSTINCT MI250X (MCM) OAM AC MBA",
        450,
      ),
      ...amdCard(3, "0000:cd:00.0", "AMD INSTINCT MI250X (MCM) OAM AC MBA", 0),
    }),
    used: {
      "hwmon:amdgpu-card0": ["sensor-unstated", 300 * S],
      "hwmon:amdgpu-card2": ["sensor-unstated", 450 * S],
    },
  }),
  "an MI300A: 550 W of the socket hold processor and memory": {
    files: (t) => ({
      ...MEMINFO,
      ...rapl("0", "package-0", 200, t),
      ...chip(1, "amdgpu", {
        "device/drm/card1/dev": "226:1\n",
        "device/product_name": "AMD Instinct MI300A\n",
        "device/gpu_metrics": new Uint8Array([120, 0, 2, 2]),
        power1_input: "550000000\n",
      }),
    }),
    used: { "hwmon:amdgpu-card1": ["sensor-unstated", 550 * S] },
  },
  "a GH200: 400 W of the module hold processor and memory": {
    files: (t) => ({ ...MEMINFO, "/proc/stat": procStat(36 * t) }),
    cards: [["NVIDIA GH200 480GB", 400]],
    used: { "nvml:0": ["nvml", 400 * S] },
  },
  "a Jetson Orin Nano: 5 V × 2 A of the rail that feeds the module": {
    files: () => ({
      "/proc/device-tree/model": "NVIDIA Jetson Orin Nano Developer Kit\0",
      ...ina3221(1, [
        ["VDD_IN", 5000, 2000],
        ["VDD_CPU_GPU_CV", 5000, 900],
        ["VDD_SOC", 5000, 300],
      ]),
    }),
    cards: [["Orin (nvgpu)", 0]],
    codes: NOT_SUPPORTED,
    used: { "hwmon:ina3221": ["sensor-unstated", 5 * 2 * S] },
  },
  "a Jetson AGX Orin: the three rails that feed its parts, and not one behind them":
    {
      files: () => ({
        "/proc/device-tree/model": "NVIDIA Jetson AGX Orin\0",
        ...ina3221(1, [
          ["VDD_GPU_SOC", 20_000, 1000],
          ["VDD_CPU_CV", 20_000, 200],
          ["VIN_SYS_5V0", 5000, 1200],
        ]),
        ...ina3221(2, [["NC", 0, 0], ["VDDQ_VDD2_1V8AO", 5000, 300]]),
      }),
      used: {
        "hwmon:ina3221": ["sensor-unstated", (20 * 1 + 20 * 0.2 + 5 * 1.2) * S],
      },
    },
  "a Jetson without rails: the median desktop's processor, 65 W, at full load":
    modelled(
      "vcpu-model",
      65 * 1.02,
      arm("0xd42", 6, 1),
      {
        files: () => ({
          "/proc/device-tree/model": "NVIDIA Jetson Orin Nano\0",
        }),
        cards: [["Orin (nvgpu)", 0]],
        codes: NOT_SUPPORTED,
        without: ["accelerator the graphics of the NVIDIA Jetson Orin Nano"],
      },
    ),
  "a card that is cut into slices (MIG), all of which count": besides({
    cards: [[A100, 250]],
    slices: 3,
    used: { "nvml:0": ["nvml", 250 * S] },
  }),
  "a slice (MIG) of a card, which nothing counts": besides({
    cards: [[A100, 250]],
    slices: 3,
    env: { CUDA_VISIBLE_DEVICES: "MIG-7a" },
    without: ["accelerator slice MIG-7a"],
  }),
  "a card whose driver has another version than its library": besides({
    cards: [[A100, 250]],
    init: VERSION_MISMATCH,
    without: ["accelerator NVIDIA cards"],
  }),
  "a card that is lost before it is opened": besides({
    cards: [[A100, 250]],
    codes: { handle: LOST },
    without: ["accelerator NVIDIA card 0"],
  }),
  "a card that counts no energy, as those before Volta: 250 W by its gauge":
    besides({
      cards: [["Tesla P100-PCIE-16GB", 250]],
      codes: { energy: NOT_SUPPORTED.energy },
      used: { "nvml:0": ["nvml", 250 * S] },
    }),
  "an image with NVIDIA's library on a machine without a card": besides({
    cards: [[A100, 0]],
    init: DRIVER_NOT_LOADED,
  }),
  "a card with a driver that is not NVIDIA's, and its sound": besides({
    files: () => ({
      "/sys/bus/pci/devices/0000:01:00.0/vendor": "0x10de\n",
      "/sys/bus/pci/devices/0000:01:00.0/class": "0x030000\n",
      "/sys/bus/pci/devices/0000:01:00.1/vendor": "0x10de\n",
      "/sys/bus/pci/devices/0000:01:00.1/class": "0x040300\n",
    }),
    without: ["accelerator NVIDIA card 0000:01:00.0"],
  }),
};
