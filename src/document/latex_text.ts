/** Characters that TeX reads as commands, and characters that old fonts have only by name. */
const ESCAPES: Readonly<Record<string, string>> = {
  "\\": "\\textbackslash{}",
  // BibTeX counts braces even behind a backslash.
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
  // At the start of a row, both would belong to the end of the row before.
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

/** Accents that every font of TeX can set, by their combining characters. */
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

/** Control characters and lone surrogates: no TeX engine reads them. */
const BEYOND_TEXT =
  /(?!\s)[\p{Cc}\p{Cs}\u061C\u200B\u200E\u200F\u202A-\u202E\u2060-\u2069\uFFFE\uFFFF]/gu;

/**
 * Escapes text for the body of LaTeX or a field of BibTeX. Latin letters become ASCII. Others stay,
 * and {@linkcode declarations} makes TeX accept them.
 */
export function escapeLatex(text: string): string {
  const line = text.replace(/\s+/g, " ").replace(BEYOND_TEXT, "\uFFFD");
  return [...line].map((letter) =>
    ESCAPES[letter] ?? accented(letter) ?? letter
  ).join("")
    .replace(LIGATURES, "{}");
}

/** Positions between two characters that TeX would join into one. */
const LIGATURES = /(?<=-)(?=-)|(?<=,)(?=,)|(?<=')(?=')/g;

/** A letter with one accent, spelled out; `undefined` for anything else. */
function accented(character: string): string | undefined {
  const [, letter, mark = ""] = /^([A-Za-z])(\p{M})$/u.exec(
    character.normalize("NFD"),
  ) ?? [];
  const accent = ACCENTS[mark];
  if (letter === undefined || accent === undefined) return undefined;
  // The accent replaces the dot of an i.
  return /[ij]/.test(letter)
    ? `${accent}{\\${letter}}`
    : `${accent}{${letter}}`;
}

/** Characters beyond ASCII. */
const FOREIGN = /[^\t\n -~]/gu;

/** Characters of China, Japan and Korea. */
const EAST_ASIAN =
  /[\u1100-\u11FF\u2E80-\u9FFF\uAC00-\uD7FF\uF900-\uFAFF\uFF00-\uFFEF]/u;

/** Uses a font for them where there is one; the numbers of characters come after `else`. */
const EAST_ASIAN_FONT = [
  "% Chinese and Japanese need latex-cjk-common and latex-cjk-chinese-arphic-gbsn00lp.",
  "\\newif\\ifeastasian",
  "\\IfFileExists{CJKutf8.sty}{\\chardef\\usualmode=\\interactionmode\\batchmode",
  "\\font\\probe=gbsnu65\\relax\\interactionmode=\\usualmode",
  "\\ifx\\probe\\nullfont\\else\\eastasiantrue\\fi}{}",
  "\\ifeastasian\\usepackage{CJKutf8}",
  "\\AtBeginDocument{\\begin{CJK*}{UTF8}{gbsn}}\\AtEndDocument{\\end{CJK*}}",
  "\\else",
];

/**
 * Commands that make pdfTeX print the number of each character that it lacks, as it would stop
 * otherwise. It sets Chinese and Japanese where the package CJKutf8 is installed. Engines that know
 * all of Unicode skip them.
 * @param source The rest of the document
 */
export function declarations(source: string): string {
  const characters = [...new Set(source.match(FOREIGN) ?? [])];
  if (characters.length === 0) return "";
  const numbered = (those: readonly string[]) =>
    those.map((character) => {
      const code = (character.codePointAt(0) as number).toString(16)
        .toUpperCase().padStart(4, "0");
      return `\\DeclareUnicodeCharacter{${code}}{[U+${code}]}`;
    });
  const eastAsian = characters.filter((one) => EAST_ASIAN.test(one));
  const others = characters.filter((one) => !EAST_ASIAN.test(one));
  const lines = [
    ...numbered(others),
    ...(eastAsian.length === 0
      ? []
      : [...EAST_ASIAN_FONT, ...numbered(eastAsian), "\\fi"]),
  ];
  return `\\ifdefined\\DeclareUnicodeCharacter\n${lines.join("\n")}\n\\fi\n`;
}
