import type { Source } from "../types.ts";

/**
 * The maker's document of each family of devices: what its name matches, its key, its title and
 * the maker's page of the family. The pages were not opened again when the table was made.
 */
const FAMILIES: readonly [RegExp, string, string, string][] = [
  [/^(H100|H800|H20\b)/, "nvidia-h100", "H100 datasheet", "/data-center/h100/"],
  [/^H200/, "nvidia-h200", "H200 datasheet", "/data-center/h200/"],
  [
    /^GH200/,
    "nvidia-gh200",
    "GH200 Grace Hopper Superchip datasheet",
    "/data-center/grace-hopper-superchip/",
  ],
  [
    /^(GB[23]00|B[123]00)\b/,
    "nvidia-blackwell",
    "Blackwell datasheets: HGX B200 and B300, GB200, GB300",
    "/data-center/hgx/",
  ],
  [/^A[18]00/, "nvidia-a100", "A100 datasheet", "/data-center/a100/"],
  [
    /^(A30|A40|A10G?|A16|A2)\b/,
    "nvidia-ampere",
    "Datasheets of A2, A10, A16, A30 and A40",
    "/data-center/products/a10-gpu/",
  ],
  [
    /^L(2|4|20|40[SG]?)$/,
    "nvidia-ada",
    "Datasheets of L4, L40 and L40S",
    "/data-center/l40s/",
  ],
  [/^T4G?$/, "nvidia-t4", "Tesla T4 datasheet", "/data-center/tesla-t4/"],
  [/^V100/, "nvidia-v100", "Tesla V100 datasheet", "/data-center/v100/"],
  [
    /^(P\d+|M\d+|K\d+X?|Tesla|GRID)\b/,
    "nvidia-tesla",
    "Tesla and GRID datasheets, Kepler to Pascal",
    "/data-center/tesla-p100/",
  ],
  [
    /^(RTX (A?\d)|Quadro|T\d).*(Laptop|Max-Q)$/,
    "nvidia-rtx-laptops",
    "NVIDIA RTX professional laptop GPUs",
    "/design-visualization/rtx-professional-laptops/",
  ],
  [
    /Laptop$|Max-Q$|^GeForce (MX|GTX 1650 Ti)/,
    "nvidia-laptops",
    "GeForce laptops compared: GPU subsystem power",
    "/geforce/laptops/compare/",
  ],
  [
    /^(RTX (A\d|\d+ |PRO )|T\d+)/,
    "nvidia-rtx-pro",
    "NVIDIA RTX workstation datasheets",
    "/products/workstations/",
  ],
  [
    /^Quadro/,
    "nvidia-quadro",
    "Quadro datasheets",
    "/design-visualization/quadro/",
  ],
  [/RTX 50\d\d/, "nvidia-geforce-50", "GeForce RTX 50 series", geforce(50)],
  [/RTX 40\d\d/, "nvidia-geforce-40", "GeForce RTX 40 series", geforce(40)],
  [/RTX 30\d\d/, "nvidia-geforce-30", "GeForce RTX 30 series", geforce(30)],
  [
    /RTX 20\d\d/,
    "nvidia-geforce-20",
    "GeForce RTX 20 series",
    "/geforce/20-series/",
  ],
  [/GTX 16\d\d/, "nvidia-geforce-16", "GeForce GTX 16 series", geforce(16)],
  [
    /GTX 10\d\d/,
    "nvidia-geforce-10",
    "GeForce 10 series",
    "/geforce/10-series/",
  ],
  [
    /GTX [3-9]\d\d/,
    "nvidia-geforce-900",
    "GeForce specifications, 400 to 900 series",
    "/geforce/900-series/",
  ],
  [/TITAN/, "nvidia-titan", "TITAN specifications", "/titan/titan-rtx/"],
  [
    /^Jetson/,
    "nvidia-jetson",
    "Jetson module datasheets",
    "https://developer.nvidia.com/embedded/jetson-modules",
  ],
  [
    /^DGX Spark/,
    "nvidia-dgx-spark",
    "DGX Spark specifications",
    "/products/workstations/dgx-spark/",
  ],
  [
    /Instinct/,
    "amd-instinct",
    "AMD Instinct datasheets",
    "https://www.amd.com/en/products/accelerators/instinct.html",
  ],
  [
    /^Radeon (AI )?P(RO|ro)/,
    "amd-radeon-pro",
    "AMD Radeon PRO datasheets",
    "https://www.amd.com/en/products/graphics/workstations.html",
  ],
  [
    /^Radeon/,
    "amd-radeon",
    "AMD Radeon specifications",
    "https://www.amd.com/en/products/graphics/desktops/radeon.html",
  ],
  [
    /^Data Center GPU/,
    "intel-data-center-gpu",
    "Intel Data Center GPU specifications",
    "https://www.intel.com/content/www/us/en/products/details/discrete-gpus/data-center-gpu.html",
  ],
  [
    /^Arc/,
    "intel-arc",
    "Intel Arc specifications",
    "https://www.intel.com/content/www/us/en/products/details/discrete-gpus/arc.html",
  ],
  [
    /^Gaudi/,
    "intel-gaudi",
    "Intel Gaudi white papers",
    "https://www.intel.com/content/www/us/en/products/details/processors/ai-accelerators/gaudi.html",
  ],
];

function geforce(series: number): string {
  return `/geforce/graphics-cards/${series}-series/`;
}

/** Gives the key of the maker's document of a device, or `undefined` if its family has none. */
export function familyOf(device: string): string | undefined {
  return FAMILIES.find(([names]) => names.test(device))?.[1];
}

/** The makers' documents by key. */
export const FAMILY_SOURCES: Record<string, Source> = Object.fromEntries(
  FAMILIES.map(([, key, title, page]) => {
    const address = page.startsWith("/")
      ? `https://www.nvidia.com/en-us${page}`
      : page;
    const maker = key.split("-")[0]!;
    const publisher = { amd: "AMD", intel: "Intel" }[maker] ?? "NVIDIA";
    const licence = "publisher's terms; single facts cited";
    return [key, { title, publisher, year: 2026, licence, address }];
  }),
);
