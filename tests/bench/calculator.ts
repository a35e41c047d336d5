import tables from "../../data/lacoste_2019.json" with { type: "json" };

/** A job in the form that the 2019 calculator asks for. */
export interface CalculatorJob {
  readonly hardware: string;
  readonly count: number;
  readonly hours: number;
  readonly provider: string;
  readonly region: string;
}

const WATTS = new Map(tables.hardware.map((row) => [row.name, row.watts]));
const INTENSITIES = new Map(
  tables.regions.map((
    row,
  ) => [`${row.provider}/${row.region}`, row.carbonIntensity]),
);

/**
 * The 2019 calculator's bare arithmetic, as the upper limit of speed: two look-ups by exact
 * name and a product, with no check, range, claim or source.
 * @returns Emissions, in kgCO2e
 */
export function calculate(job: CalculatorJob): number {
  const watts = WATTS.get(job.hardware) as number;
  const intensity = INTENSITIES.get(`${job.provider}/${job.region}`) as number;
  return watts * job.count * job.hours * intensity / 1e6;
}

/** Gives many different jobs with the calculator's own devices and regions. */
export function calculatorJobs(count: number): readonly CalculatorJob[] {
  const devices = [...WATTS.keys()];
  const regions = tables.regions;
  return Array.from({ length: count }, (_, i) => {
    const { provider, region } = regions[i % regions.length] as {
      provider: string;
      region: string;
    };
    return {
      hardware: devices[i % devices.length] as string,
      count: 1 + i % 8,
      hours: (i + 1) / 7,
      provider,
      region,
    };
  });
}

/** Gives the looked-up figures of the jobs, for a tool that looks nothing up. */
export function lookedUp(job: CalculatorJob): {
  readonly watts: number;
  readonly "grid/carbon-intensity": number;
} {
  return {
    watts: WATTS.get(job.hardware) as number,
    "grid/carbon-intensity": INTENSITIES.get(
      `${job.provider}/${job.region}`,
    ) as number,
  };
}
