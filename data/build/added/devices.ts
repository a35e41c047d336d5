import type { Device } from "../maker_devices.ts";
import type { PowerFigure } from "../types.ts";
import { familyOf } from "./families.ts";

/** GPUs of one vendor and basis: `name | GB | year | W | short names | note`. */
interface Group {
  readonly vendor: string;
  readonly basis: string;
  readonly medium?: true;
  readonly lines: string;
}

const GROUPS: readonly Group[] = [
  {
    vendor: "NVIDIA",
    basis: "tdp",
    lines: `
A800 PCIe 80GB|80|2022|300|A800 PCIe,A800 80GB PCIe|export variant of A100
A800 40GB Active|40|2023|240||export variant of A100
A100 SXM4 64GB|64|2023|440|A100 64GB,A100-SXM-64GB,A100 SXM 64GB|custom module of the Leonardo system
H20-3e 141GB|141|2025|400|H20-3e,H20 141GB|export variant
L40G|24|2022|300||
V100 SXM3 32GB|32|2018|350|Tesla V100-SXM3-32GB,V100 SXM3|module of the DGX-2
V100 FHHL 16GB|16|2018|150|Tesla V100-FHHL-16GB,V100 FHHL|
P100 PCIe 12GB|12|2016|250|Tesla P100-PCIE-12GB,P100 12GB|
Tesla M10 (per GPU)|8|2016|56.25|M10,Tesla M10|board of 4 GPUs, 225 W
Tesla K10 (per GPU)|4|2012|112.5|K10,Tesla K10,Tesla K10.G2.8GB|board of 2 GPUs, 225 W
K20|5|2012|225|Tesla K20m,Tesla K20,Tesla K20c|
RTX A400|4|2024|50|A400|
RTX A1000|8|2024|50|A1000|
RTX PRO 2000 Blackwell|16|2025|70||
RTX PRO 4000 Blackwell SFF|24|2025|70||
T400|4|2021|30|T400 4GB|2 and 4 GB versions
T600|4|2021|40||
T1000|8|2021|50|T1000 8GB|4 and 8 GB versions
Quadro P400|2|2017|30||
Quadro P600|2|2017|40||
Quadro P620|2|2018|40||
Quadro P1000|4|2017|47||
Quadro P2000|5|2017|75||
Quadro P2200|5|2019|75||
Quadro P4000|8|2017|105||
Quadro P5000|16|2016|180||
Quadro GP100|16|2016|235||
Quadro M2000|4|2016|75||
Quadro M4000|8|2015|120||
Quadro M5000|8|2015|150||
Quadro M6000|12|2015|250|Quadro M6000 24GB|
Quadro K4200|4|2014|108||
Quadro K5200|8|2014|150||
Quadro RTX 4000|8|2018|160||total board, 125 W of it the graphics
`,
  },
  {
    vendor: "NVIDIA",
    basis: "tgp",
    lines: `
GeForce GTX 460|1|2010|160||
GeForce GTX 470|1.25|2010|215||
GeForce GTX 480|1.5|2010|250||
GeForce GTX 560|1|2011|150||
GeForce GTX 560 Ti|1|2011|170||
GeForce GTX 570|1.25|2010|219||
GeForce GTX 580|1.5|2010|244||
GeForce GTX 650|1|2012|64||
GeForce GTX 660|2|2012|140||
GeForce GTX 660 Ti|2|2012|150||
GeForce GTX 670|2|2012|170||
GeForce GTX 680|2|2012|195||
GeForce GTX 750 Ti|2|2014|60||
GeForce GTX 760|2|2013|170||
GeForce GTX 770|2|2013|230||
GeForce GTX 780|3|2013|250||
GeForce GTX 780 Ti|3|2013|250||
GeForce GTX TITAN|6|2013|250||
GeForce GTX TITAN Black|6|2014|250||
GeForce GTX 950|2|2015|90||
GeForce GTX 960|2|2015|120||
GeForce GTX 970|4|2014|145||
GeForce GTX 1050|2|2016|75||
GeForce GTX 1050 Ti|4|2016|75||
GeForce GTX 1060 3GB|3|2016|120||
GeForce GTX 1070 Ti|8|2017|180||
GeForce GTX 1630|4|2022|75||
GeForce GTX 1650 SUPER|4|2019|100||
GeForce GTX 1660 SUPER|6|2019|125||
GeForce RTX 2060 12GB|12|2021|185||
GeForce RTX 2060 SUPER|8|2019|175||
GeForce RTX 3050 6GB|6|2024|70||
GeForce RTX 3060 8GB|8|2022|170||
`,
  },
  {
    vendor: "NVIDIA",
    basis: "tgp, top of the range",
    medium: true,
    lines: `
GeForce RTX 5090 Laptop|24|2025|150||95-150 W, as the laptop's maker sets it
GeForce RTX 5080 Laptop|16|2025|150||80-150 W, as the laptop's maker sets it
GeForce RTX 5070 Ti Laptop|12|2025|115||60-115 W, as the laptop's maker sets it
GeForce RTX 5070 Laptop|8|2025|100||50-100 W, as the laptop's maker sets it
GeForce RTX 5060 Laptop|8|2025|100||45-100 W, as the laptop's maker sets it
GeForce RTX 5050 Laptop|8|2025|100||35-100 W, as the laptop's maker sets it
GeForce RTX 4090 Laptop|16|2023|150||80-150 W, as the laptop's maker sets it
GeForce RTX 4080 Laptop|12|2023|150||60-150 W, as the laptop's maker sets it
GeForce RTX 4070 Laptop|8|2023|115||35-115 W, as the laptop's maker sets it
GeForce RTX 4060 Laptop|8|2023|115||35-115 W, as the laptop's maker sets it
GeForce RTX 4050 Laptop|6|2023|115|RTX 4050,4050|35-115 W, as the laptop's maker sets it
GeForce RTX 3080 Ti Laptop|16|2022|150||80-150 W, as the laptop's maker sets it
GeForce RTX 3080 Laptop|16|2021|150||80-150 W, as the laptop's maker sets it
GeForce RTX 3070 Ti Laptop|8|2022|125||80-125 W, as the laptop's maker sets it
GeForce RTX 3070 Laptop|8|2021|125||80-125 W, as the laptop's maker sets it
GeForce RTX 3060 Laptop|6|2021|115||60-115 W, as the laptop's maker sets it
GeForce RTX 3050 Ti Laptop|4|2021|80|RTX 3050 Ti,3050 Ti|35-80 W, as the laptop's maker sets it
GeForce RTX 3050 Laptop|4|2021|80|RTX 3050 4GB Laptop,RTX 3050 6GB Laptop|35-80 W, as the laptop's maker sets it
GeForce RTX 2050 Laptop|4|2021|45|RTX 2050,2050|30-45 W, as the laptop's maker sets it
GeForce RTX 2080 SUPER Laptop|8|2020|150||150 W and more, as the laptop's maker sets it
GeForce RTX 2080 Laptop|8|2019|150||150 W and more, as the laptop's maker sets it
GeForce RTX 2070 SUPER Laptop|8|2020|115||as the laptop's maker sets it
GeForce RTX 2070 Laptop|8|2019|115||as the laptop's maker sets it
GeForce RTX 2060 Laptop|6|2019|90||80-90 W, as the laptop's maker sets it
GeForce RTX 2080 SUPER Max-Q|8|2020|80||
GeForce RTX 2080 Max-Q|8|2019|90||80-90 W
GeForce RTX 2070 SUPER Max-Q|8|2020|80||
GeForce RTX 2070 Max-Q|8|2019|90||80-90 W
GeForce RTX 2060 Max-Q|6|2020|65||
GeForce RTX 3080 Max-Q|8|2021|90||80-90 W
GeForce RTX 3070 Max-Q|8|2021|90||80-90 W
GeForce RTX 3060 Max-Q|6|2021|70||60-70 W
GeForce GTX 1660 Ti Laptop|6|2019|80||
GeForce GTX 1660 Ti Max-Q|6|2019|60||
GeForce GTX 1650 Ti|4|2020|55|GTX 1650 Ti Laptop,1650 Ti|for laptops alone
GeForce GTX 1650 Ti Max-Q|4|2020|35||
GeForce GTX 1650 Laptop|4|2019|50||
GeForce GTX 1650 Max-Q|4|2019|35||
GeForce GTX 1080 Laptop|8|2016|150||
GeForce GTX 1080 Max-Q|8|2017|110||90-110 W
GeForce GTX 1070 Laptop|8|2016|115||
GeForce GTX 1070 Max-Q|8|2017|90||80-90 W
GeForce GTX 1060 Laptop|6|2016|80||
GeForce GTX 1060 Max-Q|6|2017|70||60-70 W
GeForce GTX 1050 Ti Laptop|4|2017|70||
GeForce GTX 1050 Laptop|4|2017|53||
GeForce MX150|2|2017|25||10-25 W
GeForce MX250|2|2019|25||10-25 W
GeForce MX350|2|2020|25||15-25 W
GeForce MX450|2|2020|28.5||12-28.5 W
GeForce MX550|2|2022|25||
RTX 500 Ada Laptop|4|2024|60||35-60 W
RTX 1000 Ada Laptop|6|2024|140||35-140 W
RTX 2000 Ada Laptop|8|2023|140||35-140 W
RTX 3000 Ada Laptop|8|2023|140||35-140 W
RTX 3500 Ada Laptop|12|2023|140||60-140 W
RTX 4000 Ada Laptop|12|2023|175||60-175 W
RTX 5000 Ada Laptop|16|2023|175||80-175 W
RTX A500 Laptop|4|2022|60||20-60 W
RTX A1000 Laptop|4|2022|95|RTX A1000 6GB Laptop|35-95 W
RTX A2000 Laptop|4|2021|95|RTX A2000 8GB Laptop|35-95 W
RTX A3000 Laptop|6|2021|130|RTX A3000,A3000,RTX A3000 12GB Laptop|60-130 W, for laptops alone
RTX A4000 Laptop|8|2021|140||80-140 W
RTX A4500 Laptop|16|2022|140||80-140 W
RTX A5000 Laptop|16|2021|165||80-165 W
RTX A5500 Laptop|16|2022|165||80-165 W
T500 Laptop|4|2020|25|T500|18-25 W, for laptops alone
T600 Laptop|4|2021|40||25-40 W
T1200 Laptop|4|2021|95|T1200|35-95 W, for laptops alone
Quadro T1000 Max-Q|4|2019|40||35-40 W
Quadro T1000 Laptop|4|2019|50|Quadro T1000|40-50 W, for laptops alone
Quadro T2000 Max-Q|4|2019|40||35-40 W
Quadro T2000 Laptop|4|2019|60|Quadro T2000|for laptops alone
Quadro RTX 3000 Max-Q|6|2019|60||
Quadro RTX 3000 Laptop|6|2019|80|Quadro RTX 3000|60-80 W, for laptops alone
Quadro RTX 4000 Max-Q|8|2019|80||
Quadro RTX 5000 Max-Q|16|2019|80||
`,
  },
  {
    vendor: "AMD",
    basis: "tbp",
    lines: `
Radeon RX 9070 GRE|12|2025|220||
Radeon RX 9060 XT 16GB|16|2025|160|RX 9060 XT|
Radeon RX 9060 XT 8GB|8|2025|150||
Radeon RX 9060|8|2025|132||
Radeon RX 7900 GRE|16|2023|260||
Radeon RX 7700 XT|12|2023|245||
Radeon RX 7600 XT|16|2024|190||
Radeon RX 7600|8|2023|165||
Radeon RX 6950 XT|16|2022|335||
Radeon RX 6800|16|2020|250||
Radeon RX 6750 XT|12|2022|250||
Radeon RX 6700 XT|12|2021|230||
Radeon RX 6700|10|2021|175||
Radeon RX 6650 XT|8|2022|180||
Radeon RX 6600 XT|8|2021|160||
Radeon RX 6600|8|2021|132||
Radeon RX 6500 XT|4|2022|107||
Radeon RX 6400|4|2022|53||
Radeon RX 5700 XT|8|2019|225||
Radeon RX 5700|8|2019|180||
Radeon RX 5600 XT|6|2020|150||
Radeon RX 5500 XT|8|2019|130||
Radeon RX 570|4|2017|150||
Radeon RX 560|4|2017|80||
Radeon RX 550|2|2017|50||
Radeon RX 470|4|2016|120||
Radeon RX 460|2|2016|75||
Radeon RX Vega 56|8|2017|210||
Radeon Pro VII|16|2020|250||
Radeon PRO W7700|16|2023|190||
Radeon PRO W7600|8|2023|130||
Radeon PRO W7500|8|2023|70||
Radeon PRO W6600|8|2021|100||
Radeon RX 7600M XT|8|2023|120||75-120 W, for laptops
Radeon RX 7700S|8|2023|100||75-100 W, for laptops
Radeon RX 6800M|12|2021|145||145 W and more, for laptops
Radeon RX 6700M|10|2021|135||up to 135 W, for laptops
Radeon RX 6600M|8|2021|100||up to 100 W, for laptops
`,
  },
  {
    vendor: "Intel",
    basis: "tbp",
    lines: `
Arc B570|10|2025|150||
Arc A580|8|2023|185||
Arc A380|6|2022|75||
Arc A310|4|2022|75||
Arc Pro B60|24|2025|200||120-200 W
Arc Pro B50|16|2025|70||
Arc Pro A60|12|2023|130||
Arc Pro A50|6|2022|75||
Arc Pro A40|6|2022|50||
Arc A770M|16|2022|150||120-150 W, for laptops
Arc A730M|12|2022|120||80-120 W, for laptops
Data Center GPU Max 1350|96|2023|450||
`,
  },
];

/** Devices whose makers publish no power. */
const UNRATED: readonly Device[] = [
  unrated("Rubin (VR200, per GPU)", "NVIDIA", "gpu", 288, 2026, [
    "Rubin",
    "VR200",
    "Vera Rubin",
  ], "nvidia-blackwell"),
  unrated("Instinct MI455X", "AMD", "gpu", 432, 2026, ["MI400", "MI455X"]),
  unrated("Instinct MI430X", "AMD", "gpu", 432, 2026, ["MI430X"]),
  unrated(
    "Huawei Ascend 910C",
    "Huawei",
    "npu",
    128,
    2025,
    ["Ascend 910C", "910C"],
    "huawei-ascend",
  ),
  ...["8t", "8i"].map((model) =>
    unrated(
      `TPU ${model}`,
      "Google",
      "tpu",
      undefined,
      2026,
      model === "8t" ? ["TPU v8", "TPU 8"] : [],
      "google-tpu-docs",
    )
  ),
];

function unrated(
  name: string,
  vendor: string,
  kind: string,
  memoryGb: number | undefined,
  year: number,
  short: string[],
  source = familyOf(name)!,
): Device {
  const note = "no power figure published";
  const memory = memoryGb === undefined ? {} : { memoryGb };
  return {
    name,
    vendor,
    kind,
    ...memory,
    year,
    source,
    power: [],
    note,
    short,
  };
}

/** Chips of Apple's whose computers have no published power: that of the chip before. */
const APPLE: readonly Device[] = ([
  ["Apple M5 Pro (20-core GPU)", "M5 Pro", 64, 140, "M4 Pro"],
  ["Apple M5 Max (40-core GPU)", "M5 Max", 128, 145, "M4 Max"],
] as const).map(([name, short, memoryGb, watts, chip]) => ({
  name,
  vendor: "Apple",
  kind: "gpu",
  memoryGb,
  year: 2026,
  source: "apple-support",
  power: [{
    watts,
    basis: `whole-system maximum of ${chip}`,
    source: "apple-support",
    assumed: true,
    confidence: "low",
  }],
  short: [short],
}));

/** Devices that the collected facts lack, from their makers' specifications. */
export const ADDED_DEVICES: readonly Device[] = [
  ...GROUPS.flatMap(({ lines, ...group }) =>
    lines.trim().split("\n").map((line) => deviceOf(line, group))
  ),
  ...APPLE,
  ...UNRATED,
];

function deviceOf(line: string, group: Omit<Group, "lines">): Device {
  const [name, memoryGb, year, watts, short, note] = line.split(
    "|",
  ) as string[];
  const source = familyOf(name!);
  if (source === undefined) throw new RangeError(`No family of "${name}"`);
  const power: PowerFigure = {
    watts: Number(watts),
    basis: group.basis,
    source,
    ...(group.medium && { confidence: "medium" }),
  };
  return {
    name: name!,
    vendor: group.vendor,
    kind: "gpu",
    memoryGb: Number(memoryGb),
    year: Number(year),
    source,
    power: [power],
    short: short ? short.split(",") : [],
    ...(note && { note }),
  };
}
