import type { RatedJobs, SurveyRow } from "./hardware_table.ts";

/** Jobs with one hardware and place. */
export interface JobKind {
  /** Its number in the tables. */
  readonly id: number;
  readonly row: SurveyRow;
  readonly rated: RatedJobs;
  /** The number of their site; `undefined` if their place is not known. */
  readonly site: number | undefined;
  readonly refused: string | undefined;
}
