import type { FileColumns } from "./file_hours.ts";
import type { HourlyBasis, HourlySource } from "../hourly_source.ts";

/** Where the API of a source is, such as a proxy. */
export interface ServerOptions {
  /** The address that the paths of the API follow. @default that of the source */
  readonly baseUrl?: string;
}

/** Which part of Great Britain. */
export interface GbOptions extends ServerOptions {
  /** The number of a region of the API, 1 to 17, such as 13 for London. @default all */
  readonly region?: number;
}

/** Which zone of Electricity Maps, and who asks. */
export interface ElectricityMapsOptions extends ServerOptions {
  /** Your token. It is in no error and in no file. */
  readonly token: string;
  /** The zone, such as `DE` or `DK-DK1`. */
  readonly zone: string;
}

/** Which country of Energy-Charts. */
export interface EnergyChartsOptions extends ServerOptions {
  /** The code of the country, such as `DE`. */
  readonly country: string;
}

/** Which region of WattTime, and who asks. */
export interface WattTimeOptions extends ServerOptions {
  /** Your name there. */
  readonly user: string;
  /** Your password. It is in no error and in no file. */
  readonly password: string;
  /** The region, such as `CAISO_NORTH`, which is free. */
  readonly region: string;
}

/** What a file holds. */
export interface HourlyFileOptions {
  /** The area that it describes: its average fills gaps. @default the name of the file */
  readonly zone?: string;
  /** Its columns by their headings. @default those with usual names */
  readonly columns?: FileColumns;
  /** What its figures count. @default "unknown" */
  readonly basis?: HourlyBasis;
}

/** What a made year is made of. */
export interface MadeOptions {
  /** Another whole number >= 0 makes another weather. @default 0 */
  readonly seed?: number;
  /** About which the hours vary, in gCO2e/kWh. @default 300 */
  readonly meanGPerKwh?: number;
  /** What to call the area. @default "a made grid" */
  readonly zone?: string;
}

/** The sources of intensity by the hour. */
export interface Hourly {
  /** Great Britain by the half hour, from its system operator, with a forecast of 48 h. */
  gb(options?: GbOptions): HourlySource;
  /** A zone of Electricity Maps. Its free tier has only the last 24 h, and no forecast. */
  electricityMaps(options: ElectricityMapsOptions): HourlySource;
  /** A country of Europe from Energy-Charts. */
  energyCharts(options: EnergyChartsOptions): HourlySource;
  /** What one more kWh emits, from WattTime: apart from the others, which are averages. */
  wattTime(options: WattTimeOptions): HourlySource;
  /**
   * A CSV or Parquet file of your own: the time at which each hour begins, and its gCO2e/kWh. A
   * time without an offset is one of UTC.
   */
  file(path: string, options?: HourlyFileOptions): HourlySource;
  /** A year made by a formula, for teaching. It says so everywhere. */
  made(options?: MadeOptions): HourlySource;
}
