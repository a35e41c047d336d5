/** What TeX would take for an order or draw together, and signs that its oldest fonts have by name only. */
const SIGNS: Readonly<Record<string, string>> = {
  "\\": "\\textbackslash{}",
  // BibTeX counts braces whether a backslash stands before them or not.
  "{": "\\textbraceleft{}",
  "}": "\\textbraceright{}",
  "$": "\\$",
  "&": "\\&",
  "#": "\\#",
  "%": "\\%",
  "_": "\\_",
  "^": "\\textasciicircum{}",
  "~": "\\textasciitilde{}",
  "<": "\\textless{}",
  ">": "\\textgreater{}",
  "|": "\\textbar{}",
  '"': "\\textquotedblright{}",
  "`": "\\textquoteleft{}",
  // After the end of a line of a table, both would belong to its order.
  "[": "{[}",
  "*": "{*}",
  "×": "\\ensuremath{\\times}",
  "−": "\\ensuremath{-}",
  "±": "\\ensuremath{\\pm}",
  "·": "\\ensuremath{\\cdot}",
  "–": "\\textendash{}",
  "—": "\\textemdash{}",
  "‘": "\\textquoteleft{}",
  "’": "\\textquoteright{}",
  "“": "\\textquotedblleft{}",
  "”": "\\textquotedblright{}",
  "…": "\\ldots{}",
  "ß": "\\ss{}",
  "ø": "\\o{}",
  "Ø": "\\O{}",
  "æ": "\\ae{}",
  "Æ": "\\AE{}",
  "œ": "\\oe{}",
  "Œ": "\\OE{}",
  "ł": "\\l{}",
  "Ł": "\\L{}",
};

/** Accents that every font of TeX can set, by their combining sign. */
const ACCENTS: Readonly<Record<string, string>> = {
  "\u0300": "\\`",
  "\u0301": "\\'",
  "\u0302": "\\^",
  "\u0303": "\\~",
  "\u0304": "\\=",
  "\u0306": "\\u",
  "\u0307": "\\.",
  "\u0308": '\\"',
  "\u030A": "\\r",
  "\u030B": "\\H",
  "\u030C": "\\v",
  "\u0323": "\\d",
  "\u0327": "\\c",
  "\u0331": "\\b",
};

/** Control signs and halves of pairs: no engine of TeX reads them. */
const BEYOND_TEXT = /(?!\s)[\p{Cc}\p{Cs}\uFFFE\uFFFF]/gu;

/**
 * Text that LaTeX sets as it is, in the body or in a field of BibTeX. Letters of Latin scripts become
 * ASCII; others stay, for the preamble of {@linkcode declarations} to care for.
 */
export function escapeLatex(text: string): string {
  const line = text.replace(/\s+/g, " ").replace(BEYOND_TEXT, "\uFFFD");
  return [...line].map((sign) => SIGNS[sign] ?? accented(sign) ?? sign).join("")
    .replace(LIGATURES, "{}");
}

/** Between two of these, which would become one sign of another kind. */
const LIGATURES = /(?<=-)(?=-)|(?<=,)(?=,)|(?<=')(?=')/g;

/** A letter with one accent, spelled out; `undefined` of anything else. */
function accented(sign: string): string | undefined {
  const [, letter, mark = ""] = /^([A-Za-z])(\p{M})$/u.exec(
    sign.normalize("NFD"),
  ) ?? [];
  const accent = ACCENTS[mark];
  if (letter === undefined || accent === undefined) return undefined;
  // The dot of an i gives way to the accent.
  return /[ij]/.test(letter)
    ? `${accent}{\\${letter}}`
    : `${accent}{${letter}}`;
}

/** Anything beyond ASCII that is left over. */
const FOREIGN = /[^\t\n -~]/gu;

/**
 * Orders by which pdfTeX sets the number of each sign that it has no letter for, where it would stop
 * otherwise. Engines that know all of Unicode leave them out.
 * @param source The rest of the document
 */
export function declarations(source: string): string {
  const signs = [...new Set(source.match(FOREIGN) ?? [])];
  if (signs.length === 0) return "";
  const lines = signs.map((sign) => {
    const code = (sign.codePointAt(0) as number).toString(16).toUpperCase()
      .padStart(4, "0");
    return `\\DeclareUnicodeCharacter{${code}}{[U+${code}]}`;
  });
  return `\\ifdefined\\DeclareUnicodeCharacter\n${lines.join("\n")}\n\\fi\n`;
}
