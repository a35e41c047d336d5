/**
 * Mends: the kernel's parser overflows its stack on code that is nested deep, and ends the process
 * with all variables.
 * Seen in: Deno 2.9.6: at 440 brackets and at 4,100 signs in a row. Upstream: no issue found.
 * Can go when: "deep nesting ends the kernel" in `plain_kernel_test.ts` fails.
 * @module
 */

/** What a level of nesting takes of the parser's stack: a sign is 1. */
const BRACKET = 10;
const ARROW = 10;
const TYPE = 7;
const ELEMENT = 2;
/** The parser has room for so many signs in a row. */
export const MOST_SIGNS = 3500;
/** The same in brackets. */
export const MOST_BRACKETS: number = MOST_SIGNS / BRACKET;

/** Words that nest what follows them, and what each takes. */
const WORDS: ReadonlyMap<string, number> = new Map([
  ["await", BRACKET],
  ...["if", "for", "while", "do", "with"].map((word) => [word, 3] as const),
  ...["typeof", "void", "delete", "new", "else", "yield", "in", "instanceof"]
    .map((word) => [word, 1] as const),
]);

/** No such word is longer. */
const LONGEST_WORD = 10;

/** Words after a closing brace that continue the statement before it. */
const CONTINUES =
  /^(?:else|catch|finally|while|of|in|instanceof|as|satisfies|from)$/;

/** Signs that nest; a sign that follows itself, as in `&&`, is one. */
const SIGNS = "+-*/%&|^!~?:=<>.";
const DOUBLED = "&|?*=>";

/** What is open at a place of the code. */
interface Level {
  readonly opener: string;
  /** What the signs since the last comma or semicolon take. */
  signs: number;
  types: number;
  elements: number;
}

/**
 * Whether code is nested deeper than the kernel's parser can follow. It is an estimate: it counts
 * the brackets that are open and the signs of a statement, and does not parse.
 * @param code TypeScript, perhaps with faults
 */
export function isTooDeep(code: string): boolean {
  if (code.length < MOST_BRACKETS) return false;
  return new Scanner(code).isTooDeep();
}

/** Whether a character is a letter or a digit, or outside of ASCII. */
function isInWord(code: number): boolean {
  return code >= 97 && code <= 122 || code >= 65 && code <= 90 ||
    code >= 48 && code <= 57 || code === 95 || code === 36 || code > 127;
}

class Scanner {
  readonly #code: string;
  readonly #levels: Level[] = [{ opener: "", signs: 0, types: 0, elements: 0 }];
  #at = 0;
  #taken = 0;
  #last = "";

  constructor(code: string) {
    this.#code = code;
  }

  isTooDeep(): boolean {
    while (this.#at < this.#code.length) {
      this.#step(this.#code[this.#at]!);
      if (this.#taken > MOST_SIGNS) return true;
    }
    return false;
  }

  get #level(): Level {
    return this.#levels.at(-1)!;
  }

  #step(character: string): void {
    const next = this.#code[this.#at + 1];
    if (character === "/" && next === "/") return this.#skipTo("\n");
    if (character === "/" && next === "*") return this.#skipTo("*/", 2);
    this.#at += 1;
    if (character === "\n") return this.#newLine();
    if (character <= " ") return;
    if (character === '"' || character === "'") this.#string(character);
    else if (character === "`") this.#template();
    else if ("([{".includes(character)) this.#open(character);
    else if (")]}".includes(character)) this.#close();
    else if (character === "," || character === ";") this.#reset();
    else if (SIGNS.includes(character)) this.#sign(character);
    else this.#word();
    this.#last = character;
  }

  #skipTo(end: string, from = 0): void {
    const found = this.#code.indexOf(end, this.#at + from);
    this.#at = found < 0 ? this.#code.length : found + (end.length - 1 || 0);
    if (end.length > 1 && found >= 0) this.#at += 1;
  }

  #string(quote: string): void {
    for (; this.#at < this.#code.length; this.#at += 1) {
      const character = this.#code[this.#at];
      if (character === "\n") return;
      if (character === "\\") this.#at += 1;
      if (character !== quote) continue;
      this.#at += 1;
      return;
    }
  }

  /** The text of a template, up to its end or to the next value in it. */
  #template(): void {
    for (; this.#at < this.#code.length; this.#at += 1) {
      const character = this.#code[this.#at];
      if (character === "\\") this.#at += 1;
      else if (character === "`") {
        this.#at += 1;
        return;
      } else if (character === "$" && this.#code[this.#at + 1] === "{") {
        this.#at += 2;
        return this.#open("`");
      }
    }
  }

  #open(opener: string): void {
    this.#levels.push({ opener, signs: 0, types: 0, elements: 0 });
    this.#taken += BRACKET;
  }

  #close(): void {
    if (this.#levels.length === 1) return;
    const { opener, signs } = this.#levels.pop()!;
    this.#taken -= BRACKET + signs;
    if (opener === "`") return this.#template();
    // Calls in a row nest, too.
    this.#add(1);
    if (opener === "{" && this.#isStatementNext()) this.#reset();
  }

  #isStatementNext(): boolean {
    const word = this.#wordAt(this.#code.slice(this.#at, this.#at + 20));
    return word !== "" && !CONTINUES.test(word);
  }

  /** A new line ends a statement, unless a sign is around it. */
  #newLine(): void {
    let at = this.#at;
    while (this.#code.charCodeAt(at) <= 32) at += 1;
    // What was blank is not looked at again.
    this.#at = at;
    const rest = this.#code[at];
    const isWithin = (character = "") =>
      character !== "" && `${SIGNS}(,`.includes(character);
    const isNested = isWithin(rest) || isWithin(this.#last);
    if (!isNested && this.#last !== "}") this.#reset();
  }

  #sign(sign: string): void {
    const before = this.#code[this.#at - 2];
    const isTag = before === "<" || this.#code[this.#at] === ">";
    if (sign === "/" && isTag) return;
    if (sign === ">" && before === "=") return this.#add(ARROW - 1);
    if (sign === "<") {
      this.#level.types += 1;
      if (this.#code[this.#at] === "/") this.#endElement();
      return this.#add(TYPE);
    }
    if (sign === ">" && this.#level.types > 0) {
      this.#level.types -= 1;
      // The name of a type looks like the beginning of an element.
      if (before !== "/") this.#addElements(1);
      return this.#add(-TYPE);
    }
    if (sign !== before || !DOUBLED.includes(sign)) this.#add(1);
  }

  /** Takes an element away, and what the end of this tag will add. */
  #endElement(): void {
    this.#addElements(this.#level.elements > 0 ? -2 : -1);
  }

  #addElements(count: number): void {
    this.#level.elements += count;
    this.#add(count * ELEMENT);
  }

  #word(): void {
    const from = this.#at - 1;
    while (isInWord(this.#code.charCodeAt(this.#at))) this.#at += 1;
    if (this.#at - from > LONGEST_WORD) return;
    const taken = WORDS.get(this.#code.slice(from, this.#at));
    if (taken !== undefined) this.#add(taken);
  }

  #wordAt(text: string): string {
    return /^\s*([\w$]+)/.exec(text)?.[1] ?? "";
  }

  #add(taken: number): void {
    this.#level.signs += taken;
    this.#taken += taken;
  }

  #reset(): void {
    this.#taken -= this.#level.signs;
    this.#level.signs = 0;
    this.#level.types = 0;
    this.#level.elements = 0;
  }
}
