/** Names that people type for a device, besides its name and what follows from the name. */
export const ALIASES: Record<string, string[]> = {
  // The product name that the driver (NVML, nvidia-smi) prints comes first. A bare
  // name means the variant that sold most.
  "H100 SXM5 80GB": [
    "NVIDIA H100 80GB HBM3",
    "H100 80GB",
    "H100 SXM5",
    "H100 SXM 80GB",
    "H100 80GB SXM5",
    "HGX H100",
    "nvidia-h100-mega-80gb",
  ],
  "H100 PCIe 80GB": ["NVIDIA H100 PCIe", "H100 80GB PCIe"],
  "H100 NVL 94GB": ["NVIDIA H100 NVL"],
  "H200 SXM 141GB": [
    "NVIDIA H200",
    "H200 141GB",
    "H200 SXM5",
    "H200 141GB HBM3e",
    "HGX H200",
  ],
  "H200 NVL 141GB": ["NVIDIA H200 NVL"],
  "GH200 (GPU and CPU module)": [
    "NVIDIA GH200 480GB",
    "NVIDIA GH200 120GB",
    "NVIDIA GH200 144G HBM3e",
    "GH200 96GB",
    "GH200 Grace Hopper Superchip",
  ],
  "B200": ["B200 180GB", "B200 192GB"],
  "GB200 (per GPU)": ["GB200 GPU"],
  "B300": ["NVIDIA B300 SXM6 AC", "B300 SXM"],
  "GB300 (per GPU)": ["GB300 GPU"],
  "A100 SXM4 40GB": [
    "NVIDIA A100-SXM4-40GB",
    "A100 40GB",
    "A100 SXM 40GB",
    "A100 40GB SXM4",
    "nvidia-tesla-a100",
    "Tesla A100",
  ],
  "A100 SXM4 80GB": [
    "NVIDIA A100-SXM4-80GB",
    "A100 80GB",
    "A100 SXM",
    "A100 SXM4",
    "A100 SXM 80GB",
    "A100 80GB SXM4",
    "HGX A100",
  ],
  "A100 PCIe 40GB": [
    "NVIDIA A100-PCIE-40GB",
    "A100 PCIe",
    "A100 40GB PCIe",
  ],
  "A100 PCIe 80GB": ["NVIDIA A100 80GB PCIe"],
  "A800 SXM4 80GB": ["NVIDIA A800-SXM4-80GB"],
  "A16 (per GPU)": ["NVIDIA A16"],
  "T4": ["T4 16GB", "nvidia-tesla-t4"],
  "V100 SXM2 16GB": [
    "Tesla V100-SXM2-16GB",
    "Tesla V100",
    "V100 SXM2",
    "V100 SXM",
    "V100 16GB",
    "Tesla V100 16GB",
    "V100 NVLink",
  ],
  "V100 SXM2 32GB": [
    "Tesla V100-SXM2-32GB",
    "V100 32GB",
    "Tesla V100 32GB",
    "V100 SXM 32GB",
  ],
  "V100 PCIe 16GB": ["Tesla V100-PCIE-16GB", "V100 PCIe"],
  "V100 PCIe 32GB": ["Tesla V100-PCIE-32GB"],
  "V100S PCIe 32GB": ["Tesla V100S-PCIE-32GB", "V100S"],
  "P100 SXM2 16GB": ["Tesla P100-SXM2-16GB", "P100 SXM2", "P100 SXM"],
  "P100 PCIe 16GB": ["Tesla P100-PCIE-16GB", "P100", "P100 PCIe", "P100 16GB"],
  "M40": ["Tesla M40", "M40 12GB", "Tesla M40 12GB"],
  "M40 24GB": ["Tesla M40 24GB"],
  "K40": ["Tesla K40m"],
  "Tesla K40c": ["K40c"],
  "K20X": ["Tesla K20Xm"],
  "RTX A2000": ["NVIDIA RTX A2000 12GB", "RTX A2000 6GB"],
  "RTX PRO 6000 Blackwell Workstation": [
    "NVIDIA RTX PRO 6000 Blackwell Workstation Edition",
    "RTX PRO 6000 Blackwell Workstation Edition",
    "RTX PRO 6000 Blackwell",
  ],
  "RTX PRO 6000 Blackwell Max-Q": [
    "NVIDIA RTX PRO 6000 Blackwell Max-Q Workstation Edition",
  ],
  "RTX PRO 6000 Blackwell Server": [
    "NVIDIA RTX PRO 6000 Blackwell Server Edition",
    "RTX PRO 6000 Blackwell Server Edition",
  ],
  "Quadro RTX 8000": ["RTX 8000"],
  "Quadro K6000": ["K6000"],
  "Quadro P6000": ["P6000"],
  "GeForce RTX 5060 Ti 16GB": ["RTX 5060 Ti 8GB"],
  "GeForce RTX 4060 Ti": ["RTX 4060 Ti 8GB", "RTX 4060 Ti 16GB"],
  "GeForce GTX 980 Ti": ["980 Ti"],
  "GeForce GTX 1660": ["GTX 1660"],
  "GeForce GTX 750": ["GTX 750"],
  "GeForce GTX TITAN X": ["GTX TITAN X", "TITAN X Maxwell"],
  "TITAN RTX": ["RTX Titan"],
  "Jetson AGX Thor (T5000)": ["Jetson AGX Thor", "Jetson T5000"],
  "Jetson AGX Orin 64GB": ["AGX Orin", "Jetson Orin"],
  "Jetson Orin NX 16GB": ["Orin NX"],
  "Jetson Orin Nano 8GB": ["Orin Nano"],
  "Jetson Orin Nano Super 8GB": ["Jetson Orin Nano Super", "Orin Nano Super"],
  "DGX Spark (GB10)": ["Project DIGITS", "NVIDIA GB10", "GB10"],
  "Instinct MI300X": ["AMD Instinct MI300X OAM", "MI300X OAM", "MI300X 192GB"],
  "Radeon Instinct MI60": ["Instinct MI60"],
  "Radeon Instinct MI50": ["Instinct MI50"],
  "Radeon Instinct MI25": ["Instinct MI25"],
  "Data Center GPU Max 1550": ["GPU Max 1550"],
  "Data Center GPU Max 1100": ["GPU Max 1100"],
  "Arc A770": ["A770", "Intel Arc A770 Graphics"],
  "Arc A750": ["A750", "Intel Arc A750 Graphics"],
  "Arc B580": ["B580", "Intel Arc B580 Graphics"],
  "Gaudi 3 OAM (HL-325L)": ["Gaudi 3 OAM", "HL-325L"],
  "Gaudi 3 PCIe (HL-338)": ["HL-338"],
  "Gaudi 2 (HL-225H)": ["HL-225H", "Habana Gaudi2"],
  "Gaudi (HL-205)": ["HL-205", "Habana Gaudi"],
  "TPU v5e": ["v5e", "TPU v5 lite", "TPU v5 litepod"],
  "TPU v5p": ["v5p"],
  "TPU v6e (Trillium)": [
    "TPU v6e",
    "v6e",
    "TPU v6",
    "TPU v6 lite",
    "TPU Trillium",
  ],
  "TPU7x (Ironwood)": ["TPU7x", "TPU Ironwood"],
  "Edge TPU (Coral)": ["Edge TPU"],
  "AWS Trainium": ["Trainium"],
  "AWS Inferentia": ["Inferentia"],
  "Xilinx Alveo U250": ["Alveo U250", "U250"],
  "Cerebras CS-2 (WSE-2)": ["Cerebras CS-2"],
  "Cerebras CS-3 (WSE-3)": ["Cerebras CS-3"],
};

/** Numbers that a GTX and a Radeon RX share, or a Radeon RX and a Ryzen. */
const SHARED_NUMBERS = /^(4[678]0|5[5-9]0|[67][67]00|6800|5600|5700)$/;

/** Aliases in the collected facts that are ambiguous. */
const TOO_SHORT = new Set(["VII", "Bow", "LPU"]);

/** Words that do not tell two devices apart: the catalogue leaves them out when it compares. */
const ADDED =
  /\((?:R|TM|C)\)|\b(?:nvidia|geforce|amd|intel|apple|google|huawei|qualcomm|gpu|graphics|card|tensor core|with|design|generation)\b/gi;

/** Names of GPUs of laptops, which the catalogue takes for one. */
const MOBILE = /\b(?:((?:RTX|GTX) ?\d{4}(?: ?Ti)?)M|mobile)\b/gi;

/** Gives a name in the form in which the catalogue compares names of devices. */
export function normalised(name: string): string {
  return name.replace(ADDED, " ").replace(MOBILE, "$1 laptop")
    .toLowerCase().replace(/[^a-z0-9]/g, "");
}

/** Gives all aliases of a device except those that its name already covers. */
export function aliasesOf(
  name: string,
  collected: readonly string[],
): string[] {
  const short = collected.filter((alias) => !TOO_SHORT.has(alias));
  const own = ALIASES[name] ?? [];
  return distinct([...own, ...short, ...marketNames(name, short)], name);
}

/** Gives the short names of a GeForce card: its number, and its series with the number. */
function marketNames(name: string, collected: readonly string[]): string[] {
  const quadro = name.match(/^Quadro ([PMK]\d{4})$/)?.[1];
  if (quadro) return [quadro];
  const line = name.match(/^(GeForce|Instinct|Radeon(?: PRO| Pro| AI PRO)?) /);
  if (!line) return [];
  const forms = [name.slice(line[0].length), ...collected]
    .filter((form) => /\d/.test(form) && !/^(AMD|NVIDIA|GIGABYTE)/.test(form));
  return forms.flatMap((form) => {
    const number = form.match(/^(?:RTX|GTX|RX) (\d{3,4}.*)$/)?.[1];
    const bare = number && !SHARED_NUMBERS.test(number) ? [number] : [];
    return [form, `${line[1]} ${form}`, ...bare];
  });
}

function distinct(aliases: readonly string[], name: string): string[] {
  const seen = new Set([normalised(name)]);
  return aliases.filter((alias) => {
    const key = normalised(alias);
    return seen.has(key) ? false : seen.add(key);
  });
}
