/**
 * Virtual machines and containers.
 * @module
 */

import {
  arm,
  busy,
  type Files,
  type Machine,
  modelled,
  S,
  XEON,
} from "./machine.ts";

const AZURE = { chassis_asset_tag: "7783-7084-3265-9085-8269-3286-77" };
const VIRTUAL = { virtual: true };

/** Each with what it uses in a minute. */
export const GUESTS: Readonly<Record<string, Machine>> = {
  "WSL 2: an i7-12700H of 45 W with its 20 threads at half load": modelled(
    "vcpu-model",
    45 * 0.75,
    busy("12th Gen Intel(R) Core(TM) i7-12700H", 20, 0.5, VIRTUAL),
    {
      cards: [["NVIDIA GeForce RTX 3060 Laptop GPU", 80]],
      used: { "nvml:0": ["nvml", 80 * S] },
    },
  ),
  "AWS: 8 of the 64 threads of a Xeon 8375C of 300 W, at half load": modelled(
    "vcpu-model",
    300 * 8 / 64 * 0.75,
    busy("Intel(R) Xeon(R) Platinum 8375C CPU @ 2.90GHz", 8, 0.5, VIRTUAL),
    firmware({ sys_vendor: "Amazon EC2" }),
  ),
  "AWS: 2 of the 64 cores of a Graviton3, 2 W each, at full load": modelled(
    "vcpu-model",
    2 * 2 * 1.02,
    arm("0xd40", 2, 1),
    firmware({ sys_vendor: "Amazon EC2" }),
  ),
  "AWS: a bare machine with two sockets of a Xeon 8275CL, 240 W, at half load":
    modelled(
      "cpu-curve",
      2 * 240 * 0.75,
      busy("Intel(R) Xeon(R) Platinum 8275CL CPU @ 3.00GHz", 96, 0.5, {
        sockets: 2,
      }),
      firmware({ sys_vendor: "Amazon EC2" }),
    ),
  "Google: 4 vCPUs of a masked name, 0.68 to 4.11 W, at half load": modelled(
    "vcpu-model",
    4 * (0.68 + 4.11) / 2,
    busy("Intel(R) Xeon(R) CPU @ 2.20GHz", 4, 0.5, VIRTUAL),
    firmware({ sys_vendor: "Google" }),
  ),
  "Google: 8 of the 96 cores of an Axion, 2 W each, at half load": modelled(
    "vcpu-model",
    8 * 2 * 0.75,
    arm("0xd4f", 8, 0.5),
    firmware({ sys_vendor: "Google" }),
  ),
  "Azure: 16 of the 128 threads of an EPYC 7763 of 280 W, at full load":
    modelled(
      "vcpu-model",
      280 * 16 / 128 * 1.02,
      busy("AMD EPYC 7763 64-Core Processor", 16, 1, VIRTUAL),
      firmware({ sys_vendor: "Microsoft Corporation", ...AZURE }),
    ),
  "Azure: 4 vCPUs of a masked name, 0.74 to 3.54 W, idle": modelled(
    "vcpu-model",
    4 * 0.74,
    busy("AMD EPYC", 4, 0, VIRTUAL),
    firmware(AZURE),
  ),
  "Alibaba: 4 vCPUs of a masked name, 0.74 to 3.5 W, at full load": modelled(
    "vcpu-model",
    4 * 3.5,
    busy("Intel(R) Xeon(R) Processor", 4, 1, VIRTUAL),
    firmware({ sys_vendor: "Alibaba Cloud" }),
  ),
  "a cloud that no firmware names: the same": modelled(
    "vcpu-model",
    4 * 3.5,
    busy("AMD EPYC", 4, 1, VIRTUAL),
  ),
  "a container under version 2 of cgroup": container((busyS) => ({
    "/sys/fs/cgroup/cgroup.type": "domain\n",
    "/sys/fs/cgroup/cpu.stat": `usage_usec ${busyS * 1e6}\n`,
    "/sys/fs/cgroup/memory.current": "5000000000\n",
    "/sys/fs/cgroup/memory.stat": "anon 1\ninactive_file 2000000000\n",
  })),
  "a container under version 1": containerV1("cpuacct"),
  "a container under version 1 with a double name": containerV1("cpu,cpuacct"),
};

/** What the firmware of a machine says. */
function firmware(files: Readonly<Record<string, string>>): Partial<Machine> {
  const entries = Object.entries(files).map((
    [name, text],
  ) => [`/sys/class/dmi/id/${name}`, `${text}\n`]);
  return { files: () => Object.fromEntries(entries) };
}

/** A container that has a quarter of the busy time of a Xeon at half load. */
function container(files: (busyS: number) => Files): Machine {
  return modelled("cpu-curve", 145 * 0.75 / 4, busy(XEON, 44, 0.5), {
    files: (t) => files(5 + 44 * 0.5 * t / 4),
    // 5 GB, of which 2 GB are files that can be dropped
    used: { "memory-model": ["memory-model", 3 * 0.3725 * S] },
  });
}

/** Under version 1, with the folder of its controller. */
function containerV1(folder: string): Machine {
  return container((busyS) => ({
    [`/sys/fs/cgroup/${folder}/cpuacct.usage`]: `${busyS * 1e9}\n`,
    "/sys/fs/cgroup/memory/memory.usage_in_bytes": "5000000000\n",
    "/sys/fs/cgroup/memory/memory.stat":
      "inactive_file 9\ntotal_inactive_file 2000000000\n",
  }));
}
