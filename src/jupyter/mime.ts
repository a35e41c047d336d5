/** One output in several forms, by MIME type; a front end shows the richest that it can. */
export interface Bundle {
  /** For terminals. */
  readonly "text/plain": string;
  /** For notebooks. */
  readonly "text/html": string;
  /** For documents in Markdown. */
  readonly "text/markdown"?: string;
  /** For PDF and other paper, in base 64. */
  readonly "image/png"?: string;
}
