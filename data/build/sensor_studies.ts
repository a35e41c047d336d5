/**
 * Measurements of sensors and models by others, too few for separate tables.
 * @module
 */

/** A processor under rising load: its rated power and the power that RAPL counted. */
export interface LoadProfile {
  processor: string;
  /** Whether the load is on all cores, or on as many cores as the load needs. */
  load: "spread" | "packed";
  tdpWatts: number;
  /** `[load in percent, W]`, each a mean of 30 s. */
  raplWatts: [number, number][];
}

/** Energy over duration, from codecarbon's files `cpu_load_profiling` of 2025-01-14. */
export const LOAD_PROFILES: LoadProfile[] = [
  {
    processor: "2 × Intel Xeon E5-2620 v3",
    load: "spread",
    tdpWatts: 170,
    raplWatts: [
      [0, 15.9],
      [10, 30.7],
      [20, 38.2],
      [30, 44.7],
      [40.5, 62.2],
      [50.2, 61.5],
      [60, 75.8],
      [69.9, 111.8],
      [80.8, 115.8],
      [89.7, 117.4],
      [99.6, 105.0],
    ],
  },
  {
    processor: "2 × Intel Xeon E5-2620 v3",
    load: "packed",
    tdpWatts: 170,
    raplWatts: [
      [0, 15.7],
      [8.7, 34.6],
      [17, 39.5],
      [29, 49.5],
      [37.9, 49.9],
      [50, 67.0],
      [58.7, 71.5],
      [66.7, 71.9],
      [79.2, 75.6],
      [87.5, 79.0],
      [100, 96.3],
    ],
  },
  {
    processor: "AMD EPYC 8024P",
    load: "spread",
    tdpWatts: 90,
    raplWatts: [
      [0.6, 18.3],
      [10, 29.2],
      [20, 38.6],
      [30, 41.7],
      [40.3, 43.1],
      [50, 47.6],
      [64.6, 48.7],
      [70.2, 49.2],
      [80, 50.9],
      [89.4, 46.1],
      [100, 46.2],
    ],
  },
  {
    processor: "AMD EPYC 8024P",
    load: "packed",
    tdpWatts: 90,
    raplWatts: [
      [0, 17.7],
      [6.8, 37.5],
      [18.6, 41.6],
      [24.8, 43.5],
      [37.3, 47.2],
      [50.3, 49.3],
      [56.2, 49.9],
      [71.6, 51.3],
      [78.1, 45.6],
      [87.5, 46.5],
      [100, 46.7],
    ],
  },
  {
    processor: "AMD Ryzen Threadripper 1950X",
    load: "spread",
    tdpWatts: 180,
    raplWatts: [
      [2.8, 42.7],
      [13.9, 62.0],
      [23.2, 78.3],
      [36.4, 105.6],
      [44.8, 127.6],
      [53.1, 143.3],
      [66, 172.5],
      [72.1, 170.4],
      [83.1, 169.2],
      [91.7, 166.9],
      [99.7, 167.1],
    ],
  },
  {
    processor: "AMD Ryzen Threadripper 1950X",
    load: "packed",
    tdpWatts: 180,
    raplWatts: [
      [5, 44.4],
      [12.2, 75.7],
      [22.9, 92.4],
      [32.2, 122.3],
      [41.4, 146.5],
      [52, 174.7],
      [64, 173.4],
      [73.1, 169.6],
      [80.1, 167.5],
      [92.5, 166.1],
      [100, 165.3],
    ],
  },
  {
    processor: "Intel Xeon E3-1240 V2",
    load: "spread",
    tdpWatts: 69,
    raplWatts: [
      [2.5, 5.5],
      [12.5, 6.8],
      [21.8, 8.1],
      [32.5, 9.4],
      [41.2, 14.1],
      [51.3, 24.0],
      [60.8, 29.5],
      [71.3, 44.5],
      [80.2, 47.2],
      [88.9, 48.4],
      [100, 49.4],
    ],
  },
  {
    processor: "Intel Xeon E3-1240 V2",
    load: "packed",
    tdpWatts: 69,
    raplWatts: [
      [2.5, 5.7],
      [13.7, 21.1],
      [25.3, 29.4],
      [38.8, 36.6],
      [50, 42.8],
      [60.8, 44.5],
      [76.2, 46.8],
      [88.7, 47.7],
      [100, 49.6],
    ],
  },
];

/** Energy of memory in one program, measured by resistors in its supply and by RAPL. */
export interface MemoryEnergy {
  machine: "Haswell-EP, DDR4" | "Haswell i5, DDR3";
  program: string;
  measuredJ: number;
  raplJ: number;
}

/** Averages of ten runs in the raw data of Desrochers, Paradis and Weaver 2016. */
export const MEMORY_ENERGY: MemoryEnergy[] = [
  {
    machine: "Haswell-EP, DDR4",
    program: "sleep",
    measuredJ: 4.638312,
    raplJ: 6.411,
  },
  {
    machine: "Haswell-EP, DDR4",
    program: "gcc",
    measuredJ: 21.048399,
    raplJ: 22.092,
  },
  {
    machine: "Haswell-EP, DDR4",
    program: "hpl atlas",
    measuredJ: 166.229212,
    raplJ: 171.567,
  },
  {
    machine: "Haswell-EP, DDR4",
    program: "hpl mkl",
    measuredJ: 74.829694,
    raplJ: 73.82,
  },
  {
    machine: "Haswell-EP, DDR4",
    program: "hpl openblas",
    measuredJ: 83.618387,
    raplJ: 82.444,
  },
  {
    machine: "Haswell-EP, DDR4",
    program: "stream",
    measuredJ: 40.248528,
    raplJ: 40.424,
  },
  {
    machine: "Haswell i5, DDR3",
    program: "sleep",
    measuredJ: 5.269483,
    raplJ: 4.2,
  },
  {
    machine: "Haswell i5, DDR3",
    program: "gcc",
    measuredJ: 13.741114,
    raplJ: 11.834,
  },
  {
    machine: "Haswell i5, DDR3",
    program: "hpl atlas",
    measuredJ: 118.819447,
    raplJ: 95.381,
  },
  {
    machine: "Haswell i5, DDR3",
    program: "hpl mkl",
    measuredJ: 52.630924,
    raplJ: 54.379,
  },
  {
    machine: "Haswell i5, DDR3",
    program: "hpl openblas",
    measuredJ: 56.247939,
    raplJ: 51.684,
  },
  {
    machine: "Haswell i5, DDR3",
    program: "stream",
    measuredJ: 24.288531,
    raplJ: 25.585,
  },
  {
    machine: "Haswell i5, DDR3",
    program: "ksp",
    measuredJ: 29.490235,
    raplJ: 25.041,
  },
  {
    machine: "Haswell i5, DDR3",
    program: "opencl",
    measuredJ: 13.630722,
    raplJ: 10.381,
  },
];
