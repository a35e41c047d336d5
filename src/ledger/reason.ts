/** Why something could not be read or written, in plain words. */
export function reasonOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  if (/file is not a database/.test(message)) return "it is no database";
  if (/unable to open database file/.test(message)) {
    return "this user may not write there, or its folder does not exist";
  }
  if (/readonly database/.test(message)) return "it may only be read";
  if (/disk I\/O error/.test(message)) {
    return "the disk does not take it, as it is full or fails";
  }
  if (/database or disk is full|os error 28\b/.test(message)) {
    return "the disk is full";
  }
  if (/os error (?:13|1)\b/.test(message)) {
    return "this user may not write there";
  }
  if (/os error 30\b/.test(message)) return "it stands on a read-only disk";
  return message;
}
