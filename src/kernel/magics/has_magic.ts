/** A line that may be a magic. No two parts match the same text, so it takes linear time. */
const MAGIC_LINE = /^[^\S\n\r\u2028\u2029]*(?:\?[^\S\n\r\u2028\u2029]*)?%/m;

/** Whether any line of a cell may be a magic. */
export function hasMagic(code: string): boolean {
  return code.includes("%") && MAGIC_LINE.test(code);
}
