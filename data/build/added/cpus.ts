/**
 * Processors that the collected lists lack or have at another basis: base power (Intel), TDP
 * (AMD), never turbo power.
 */
export interface AddedCpu {
  readonly name: string;
  readonly cores: number;
  /** If it is not twice the cores. */
  readonly threads?: number;
  readonly watts: number;
  readonly source: string;
  /** What the power is assumed from, if the maker publishes none. */
  readonly assumed?: string;
}

/** Models of a list: `prefix: W = model cores/threads, …`. Without threads they are two a core. */
interface List {
  readonly source: string;
  readonly lines: string;
}

const LISTS: readonly List[] = [
  {
    source: "intel-ark",
    lines: `
Intel Core: 150 = i9-12900KS 16/24, i9-13900KS 24/32, i9-14900KS 24/32
Intel Core: 125 = i9-12900K 16/24, i9-12900KF 16/24, i7-12700K 12/20, i7-12700KF 12/20, i5-12600K 10/16, i5-12600KF 10/16
Intel Core: 125 = i9-13900K 24/32, i9-13900KF 24/32, i7-13700K 16/24, i7-13700KF 16/24, i5-13600K 14/20, i5-13600KF 14/20
Intel Core: 125 = i9-14900K 24/32, i9-14900KF 24/32, i7-14700K 20/28, i7-14700KF 20/28, i5-14600K 14/20, i5-14600KF 14/20
Intel Core: 65 = i9-12900 16/24, i9-12900F 16/24, i7-12700 12/20, i7-12700F 12/20, i5-12600 6, i5-12500 6, i5-12400 6, i5-12400F 6
Intel Core: 65 = i9-13900 24/32, i9-13900F 24/32, i7-13700 16/24, i7-13700F 16/24, i5-13600 14/20, i5-13500 14/20, i5-13400 10/16, i5-13400F 10/16
Intel Core: 65 = i9-14900 24/32, i9-14900F 24/32, i7-14700 20/28, i7-14700F 20/28, i5-14600 14/20, i5-14500 14/20, i5-14400 10/16, i5-14400F 10/16
Intel Core: 60 = i3-12300 4, i3-12100 4, i3-13100 4, i3-14100 4
Intel Core: 58 = i3-12100F 4, i3-13100F 4, i3-14100F 4
Intel Core: 35 = i9-12900T 16/24, i7-12700T 12/20, i5-12600T 6, i5-12500T 6, i5-12400T 6, i3-12300T 4, i3-12100T 4
Intel Core: 35 = i9-13900T 24/32, i7-13700T 16/24, i5-13600T 14/20, i5-13500T 14/20, i5-13400T 10/16, i3-13100T 4
Intel Core: 35 = i9-14900T 24/32, i7-14700T 20/28, i5-14600T 14/20, i5-14500T 14/20, i5-14400T 10/16, i3-14100T 4
Intel Core: 55 = i9-12950HX 16/24, i9-12900HX 16/24, i7-12850HX 16/24, i7-12800HX 16/24, i7-12650HX 14/20, i5-12600HX 12/16, i5-12450HX 8/12
Intel Core: 55 = i9-13980HX 24/32, i9-13950HX 24/32, i9-13900HX 24/32, i7-13850HX 20/28, i7-13700HX 16/24, i7-13650HX 14/20, i5-13600HX 14/20, i5-13500HX 14/20, i5-13450HX 10/16
Intel Core: 55 = i9-14900HX 24/32, i7-14700HX 20/28, i7-14650HX 16/24, i5-14500HX 14/20, i5-14450HX 10/16
Intel Core: 45 = i9-12900HK 14/20, i9-12900H 14/20, i7-12800H 14/20, i7-12700H 14/20, i7-12650H 10/16, i5-12600H 12/16, i5-12500H 12/16, i5-12450H 8/12
Intel Core: 45 = i9-13900HK 14/20, i9-13900H 14/20, i7-13800H 14/20, i7-13700H 14/20, i7-13620H 10/16, i5-13600H 12/16, i5-13500H 12/16, i5-13420H 8/12
Intel Core: 28 = i7-1280P 14/20, i7-1270P 12/16, i7-1260P 12/16, i5-1250P 12/16, i5-1240P 12/16, i3-1220P 10/12
Intel Core: 28 = i7-1370P 14/20, i7-1360P 12/16, i5-1350P 12/16, i5-1340P 12/16
Intel Core: 15 = i7-1265U 10/12, i7-1255U 10/12, i5-1245U 10/12, i5-1235U 10/12, i3-1215U 6/8, i3-8121U 2
Intel Core: 15 = i7-1365U 10/12, i7-1355U 10/12, i5-1345U 10/12, i5-1335U 10/12, i5-1334U 10/12, i3-1315U 6/8, i3-1305U 5/6
Intel Core: 9 = i7-1260U 10/12, i7-1250U 10/12, i5-1240U 10/12, i5-1230U 10/12, i3-1210U 6/8
Intel Core: 5 = m3-8114Y 2
Intel Core: 15 = 7 150U 10/12, 5 120U 10/12, 3 100U 6/8
Intel Core Ultra: 45 = 9 185H 16/22, 9 285H 16/16
Intel Core Ultra: 28 = 7 165H 16/22, 7 155H 16/22, 5 135H 14/18, 5 125H 14/18, 7 265H 16/16, 7 255H 16/16, 5 235H 14/14, 5 225H 14/14
Intel Core Ultra: 15 = 7 165U 12/14, 7 155U 12/14, 5 135U 12/14, 5 125U 12/14, 7 265U 12/14, 7 255U 12/14, 5 235U 12/14, 5 225U 12/14
Intel Core Ultra: 9 = 7 164U 12/14, 5 134U 12/14
Intel Core Ultra: 30 = 9 288V 8/8
Intel Core Ultra: 17 = 7 268V 8/8, 7 266V 8/8, 7 258V 8/8, 7 256V 8/8, 5 238V 8/8, 5 236V 8/8, 5 228V 8/8, 5 226V 8/8
Intel Core Ultra: 55 = 9 285HX 24/24, 9 275HX 24/24, 7 265HX 20/20, 7 255HX 20/20, 5 245HX 14/14, 5 235HX 14/14
Intel Core Ultra: 125 = 9 285K 24/24, 7 265K 20/20, 7 265KF 20/20, 5 245K 14/14, 5 245KF 14/14
Intel Core Ultra: 65 = 9 285 24/24, 7 265 20/20, 7 265F 20/20, 5 245 14/14, 5 235 14/14, 5 225 10/10, 5 225F 10/10
Intel Core Ultra: 35 = 9 285T 24/24, 7 265T 20/20, 5 245T 14/14, 5 235T 14/14, 5 225T 10/10
Intel Core Ultra: 25 = X9 388H 16/16, X7 368H 16/16, X7 358H 16/16
Intel Pentium Gold: 46 = G7400 2
Intel Pentium: 15 = 8505 5/6
Intel Celeron: 46 = G6900 2/2
Intel Celeron: 15 = 7305 5/5
Intel Processor: 12 = N97 4/4
Intel Processor: 15 = N95 4/4
Intel Processor: 6 = N100 4/4, N150 4/4, N200 4/4
Intel Xeon: 350 = w9-3495X 56
Intel Xeon: 300 = w9-3475X 36, w7-3465X 28, w5-3535X 20
Intel Xeon: 270 = w7-3455 24, w7-3445 20, w5-3435X 16, w5-3425 12
Intel Xeon: 225 = w7-2495X 24, w7-2475X 20
Intel Xeon: 200 = w5-2465X 16, w5-2455X 12
Intel Xeon: 175 = w5-2445 10
Intel Xeon: 165 = w3-2435 8
Intel Xeon: 130 = w3-2425 6
Intel Xeon: 120 = w3-2423 6
Intel Xeon: 385 = w9-3595X 60
Intel Xeon: 340 = w9-3575X 44
Intel Xeon: 335 = w7-3565X 32
Intel Xeon: 325 = w7-3555 28
Intel Xeon: 310 = w7-3545 24
Intel Xeon: 290 = w5-3525 16
Intel Xeon: 250 = w7-2595X 26, w7-2575X 22
Intel Xeon Max: 350 = 9480 56, 9470 52, 9468 48, 9460 40, 9462 32
Intel Xeon Platinum: 350 = 8480C 56, 8480CL 56
Intel Xeon Platinum: 240 = 8358P 32
Intel Xeon: 135 = E5-2673 v4 20
Intel Xeon: 145 = E5-2686 v4 18
`,
  },
  {
    source: "codecarbon-3.3",
    lines: `
Intel Xeon Platinum: 240 = 8124M 18, 8151 12, 8175M 24, 8275CL 24
Intel Xeon Platinum: 210 = 8259CL 24
Intel Xeon Platinum: 205 = 8269CY 26
Intel Xeon Platinum: 195 = 8272CL 26
Intel Xeon Platinum: 165 = 8163 24, 8171M 26
Intel Xeon Platinum: 300 = 8375C 32, 8373C 36
Intel Xeon: 110 = E5-2673 v3 12
Intel Xeon: 120 = E5-2682 v4 16
AMD EPYC: 225 = 7R13 48
AMD EPYC: 240 = 7B12 64
`,
  },
];

/** Lists whose powers are assumed: the reason, then as above. */
const ASSUMED: readonly (List & { readonly reason: string })[] = [
  {
    source: "amd-epyc",
    reason:
      "no power published; as EPYC 9654, of the same generation and cores",
    lines: "AMD EPYC: 360 = 9R14 96, 9V84 96, 9B14 96, 9J14 96, 9K84 96",
  },
  {
    source: "amd-epyc",
    reason:
      "no power published; as EPYC 9655, of the same generation and cores",
    lines: "AMD EPYC: 400 = 9R45 96, 9B45 96",
  },
  {
    source: "amd-epyc",
    reason:
      "no power published; as EPYC 9755, of the same generation and cores",
    lines: "AMD EPYC: 500 = 9J45 128, 9V45 128",
  },
  {
    source: "amd-epyc",
    reason:
      "no power published; as EPYC 9684X, of the same generation and cores",
    lines: "AMD EPYC: 400 = 9V33X 96, 9V64H 96",
  },
  {
    source: "amd-epyc",
    reason: "no power published; as EPYC 9634, of the same generation",
    lines: "AMD EPYC: 290 = 9V74 80",
  },
  {
    source: "amd-epyc",
    reason:
      "no power published; as EPYC 7763, of the same generation and cores",
    lines: "AMD EPYC: 280 = 7V13 64, 7J13 64, 7B13 64, 7T83 64, 7K83 64",
  },
  {
    source: "amd-epyc",
    reason:
      "no power published; as EPYC 7742, of the same generation and cores",
    lines: "AMD EPYC: 225 = 7V12 64",
  },
  {
    source: "amd-epyc",
    reason:
      "no power published; as EPYC 7642, of the same generation and cores",
    lines: "AMD EPYC: 225 = 7R32 48, 7K62 48",
  },
  {
    source: "amd-epyc",
    reason:
      "no power published; as EPYC 7601, of the same generation and cores",
    lines: "AMD EPYC: 180 = 7571 32",
  },
  {
    source: "intel-ark",
    reason:
      "no power published; as Xeon Platinum 8480+, of the same generation",
    lines:
      "Intel Xeon Platinum: 350 = 8481C 56, 8488C 48, 8473C 52, 8475B 48, 8469C 48",
  },
  {
    source: "intel-ark",
    reason:
      "no power published; as Xeon Platinum 8592+, of the same generation",
    lines: "Intel Xeon Platinum: 350 = 8573C 56, 8581C 60, 8559C 48, 8575C 48",
  },
  {
    source: "intel-ark",
    reason: "no power published; as Xeon 6980P, of the same generation",
    lines: "Intel Xeon: 500 = 6975P-C 96, 6985P-C 120, 6982P-C 128",
  },
  {
    source: "intel-ark",
    reason: "no power published; as Xeon Platinum 8380, of the same generation",
    lines: "Intel Xeon Platinum: 270 = 8370C 32, 8369B 32, 8374C 36",
  },
  {
    source: "intel-ark",
    reason: "no power published; as Xeon E5-2680 v3, of the same generation",
    lines: "Intel Xeon: 120 = E5-2676 v3 12, E5-2666 v3 10",
  },
  {
    source: "intel-ark",
    reason: "no power published; as Xeon Platinum 8268, of the same generation",
    lines: "Intel Xeon Platinum: 205 = 8252C 12, 8223CL 12",
  },
  {
    source: "ampere-altra",
    reason:
      "no power published; 2 W a core, as in Altra Max (250 W for 128 cores)",
    lines: `
AWS: 32 = Graviton 16/16
AWS: 128 = Graviton2 64/64, Graviton3 64/64, Graviton3E 64/64
AWS: 192 = Graviton4 96/96
AWS: 384 = Graviton5 192/192
Google: 192 = Axion 96/96
Microsoft: 256 = Cobalt 100 128/128
Microsoft: 264 = Cobalt 200 132/132
Alibaba: 256 = Yitian 710 128/128
`,
  },
  {
    source: "anandtech-m1",
    reason:
      "Apple publishes no power: 4.5 W a performance core and 0.5 W an efficiency core at full load, as measured on M1 and M1 Max",
    lines: `
Apple: 20 = M1 8/8, M2 8/8, M3 8/8
Apple: 37 = M1 Pro 10/10, M1 Max 10/10
Apple: 74 = M1 Ultra 20/20
Apple: 38 = M2 Pro 12/12, M2 Max 12/12
Apple: 76 = M2 Ultra 24/24
Apple: 30 = M3 Pro 12/12
Apple: 56 = M3 Max 16/16, M4 Max 16/16
Apple: 112 = M3 Ultra 32/32
Apple: 21 = M4 10/10, M5 10/10
Apple: 47 = M4 Pro 14/14
`,
  },
  {
    source: "anandtech-m1",
    reason: "Apple publishes no power: as M4 Max, of the generation before",
    lines: "Apple: 56 = M5 Pro 18/18, M5 Max 18/18",
  },
  {
    source: "qualcomm-snapdragon-x",
    reason:
      "no rated power published; a laptop's maker sets 15 to 80 W for the whole chip",
    lines: `
Qualcomm Snapdragon: 45 = X Elite 12/12
Qualcomm Snapdragon: 30 = X Plus 10/10, X 8/8
`,
  },
];

/** Rated powers of Arm servers. */
const ARM: List = {
  source: "ampere-altra",
  lines: `
Ampere: 250 = Altra Q80-33 80/80, Altra Max M128-30 128/128
Ampere: 210 = Altra Q80-30 80/80
Ampere: 180 = Altra Q64-30 64/64
`,
};

/** All of them; they replace rows of the lists with the same name. */
export const ADDED_CPUS: readonly AddedCpu[] = [
  ...[...LISTS, ARM].flatMap((list) => cpusOf(list)),
  ...ASSUMED.flatMap((list) => cpusOf(list, list.reason)),
];

function cpusOf({ source, lines }: List, assumed?: string): AddedCpu[] {
  return lines.trim().split("\n").filter(Boolean).flatMap((line) => {
    const [, prefix, watts, models] = line.match(/^(.*): ([\d.]+) = (.*)$/)!;
    return models!.split(", ").map((model): AddedCpu => {
      const [, name, cores, threads] = model.match(/^(.*) (\d+)(?:\/(\d+))?$/)!;
      return {
        name: `${prefix} ${name}`,
        cores: Number(cores),
        ...(threads && { threads: Number(threads) }),
        watts: Number(watts),
        source,
        ...(assumed && { assumed }),
      };
    });
  });
}

/** Makers and families of models that the lists have as a bare number. */
export const BARE_NUMBERS: readonly [RegExp, string][] = [
  [/^(3[23]\d\d|4[1-3]\d\d|6[1-3]\d\d)( ?[A-Z]{1,2})?$/, "AMD Opteron"],
  [/^1\d{3}T$/, "AMD Phenom II X6"],
  [/^(555|565|570)$/, "AMD Phenom II X2"],
  [/^(960T|965|975|980)$/, "AMD Phenom II X4"],
  [/^255e$/, "AMD Athlon II X2"],
  [/^(425e|460)$/, "AMD Athlon II X3"],
  [/^(620e|631|638|641)$/, "AMD Athlon II X4"],
  [/^(7[456]0K?|8[678]0K)$/, "AMD Athlon X4"],
  [/^[BNPX]\d{2,4}$/, "AMD Phenom II"],
];
