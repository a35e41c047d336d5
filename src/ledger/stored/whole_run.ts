import { decodeCourse, type StoredCourse } from "./course_columns.ts";
import { isCourseOf, type RecordText } from "./record_text.ts";
import type { StoredRun, WholeRun } from "./stored_run.ts";

/**
 * A run with its samples. Damaged samples are left out, and a note of the run says so.
 * @param run The run
 * @param record Its record, which has their checksum
 * @param course The samples as they were stored; `undefined` if they cannot be read
 */
export function wholeRun(
  run: StoredRun,
  record: RecordText,
  course: StoredCourse | undefined,
): WholeRun {
  try {
    if (course !== undefined && isCourseOf(record, course)) {
      return { ...run, samples: decodeCourse(course) };
    }
  } catch {
    // An old record has no checksum.
  }
  return { ...run, samples: [], notes: [...run.notes, DAMAGED] };
}

const DAMAGED = "its samples are damaged in the ledger and left out";
