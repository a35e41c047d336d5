import { clipped, firstOf } from "../../format.ts";

/** About the width of a letter in the size of the charts, in px. Nothing measures text here. */
export const LETTER_WIDTH = 6.6;

/** Widths of characters in px, by the widest of the usual fonts, DejaVu Sans. */
const WIDTHS: readonly (readonly [RegExp, width: number])[] = [
  [/[ijlI.,:;'|! ·\u2009]/u, 3.9],
  [/[frtJ()[\]/\\"-]/u, 4.8],
  // As wide as they are high: the characters of East Asia, and pictures.
  [/[\u1100-\u1FFF\u2E80-\u{10FFFF}]/u, 13],
  [/[mwMW%@…—→]/u, 11.8],
  [/\p{Lu}/u, 8.6],
];

const OTHER_WIDTH = 7.5;

/** Bold letters are wider by this factor. */
const BOLD = 1.1;

/** About how wide a line of text in the size of the charts is, in px. */
export function textWidth(text: string, isBold = false): number {
  let width = 0;
  for (const letter of text) width += widthOf(letter);
  return isBold ? BOLD * width : width;
}

function widthOf(letter: string): number {
  return WIDTHS.find(([letters]) => letters.test(letter))?.[1] ?? OTHER_WIDTH;
}

/** Width of the widest of several lines, in px. */
export function widest(texts: readonly string[]): number {
  return Math.max(0, ...texts.map((text) => textWidth(text)));
}

/**
 * A text that is cut at its end, if it is too wide.
 * @param room Width, in px
 */
export function fitted(text: string, room: number, isBold = false): string {
  if (textWidth(text, isBold) <= room) return text;
  const letters = [...text];
  while (
    letters.length > 1 && textWidth(letters.join("") + "…", isBold) > room
  ) letters.pop();
  return `${letters.join("").trimEnd()}…`;
}

/**
 * A bold text in lines, of which the last is cut if they are too many.
 * @param room Width, in px
 * @param most Lines at most
 */
export function wrapped(text: string, room: number, most: number): string[] {
  const lines: string[] = [];
  let line = "";
  const words = text.split(/\s+/);
  for (const [index, word] of words.entries()) {
    const longer = line === "" ? word : `${line} ${word}`;
    if (line === "" || textWidth(longer, true) <= room) line = longer;
    else if (lines.length < most - 1) {
      lines.push(line);
      line = word;
    } else {
      line = [line, ...words.slice(index)].join(" ");
      break;
    }
  }
  return [...lines, line].map((it) => fitted(it, room, true));
}

/**
 * A name that is cut in its middle, if it is too wide: names of runs, models and regions differ at
 * either end.
 * @param room Width, in px
 */
export function shortenedInside(name: string, room: number): string {
  if (textWidth(name) <= room) return name;
  const head = [...name];
  const tail = head.splice(Math.ceil(head.length / 2));
  while (
    head.length > 1 && textWidth(`${head.join("")}…${tail.join("")}`) > room
  ) {
    if (head.length > tail.length) head.pop();
    else tail.shift();
  }
  return `${head.join("").trimEnd()}…${tail.join("").trimStart()}`;
}

/** Longest label of a bar: the bars need room. */
const LABEL_CHARS = 36;

/** A label in one line, cut to what fits. The table has the whole label. */
export function shortened(label: string): string {
  return clipped(label.replace(/\s+/g, " "), LABEL_CHARS);
}

/** More texts cannot be listened to. */
const SPOKEN = 12;

/** A list in the description of a chart: its first texts, and how many more there are. */
export function spoken(texts: readonly string[]): string {
  return firstOf(texts, SPOKEN).join("; ");
}
