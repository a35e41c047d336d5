import { basename } from "node:path";

/** How the name of a file begins that asks whether everything was sent. */
export const SENT_PREFIX = "carboncell-sent-";

/** A file that the helper has made. */
export interface SentFile {
  /** Its path. */
  readonly file: string;
}

/** Says that everything before this was sent, by removing the file. No other file is removed. */
export function acknowledge({ file }: SentFile): void {
  if (!basename(file).startsWith(SENT_PREFIX)) return;
  void Deno.remove(file).catch(() => {}); // it is gone already
}
