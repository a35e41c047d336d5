import { at, textOf } from "./json.ts";

/** Names of what has to be read, with a value that says something. */
const TELLS =
  /"(?:\w*[uU]sage\w*|x_groq|meta|metrics|timings|time_info|energy|impact|details|error|\w*finish_?[rR]eason|done|stop|generated_text|remote_\w+|status|images|data)"\s*:\s*(?!null|false)/;

/** A piece of text that is not empty. */
const SAID =
  /"(?:content|reasoning_content|reasoning|refusal|response|thinking|text|delta|arguments|partial_json)"\s*:\s*"[^"]/;

/** The type of an event. */
const TYPE = /"(?:event_)?type"\s*:\s*"([^"]*)"/;

/**
 * Tells the many events that only bring the next piece of an answer from those that have to be
 * read, as reading all would take longer than everything else. A quote within a text is escaped,
 * so that what is looked for here is never a part of the answer.
 */
export class Pieces {
  readonly #type: string | undefined;
  /** The last piece that was told, before and after its text. */
  #before = "";
  #after = "";

  /** @param event One that has brought a piece */
  constructor(event: unknown) {
    this.#type = textOf(at(event, ["type"])) ??
      textOf(at(event, ["event_type"]));
  }

  /** Whether an event brings the next piece, and nothing else. */
  isNext(text: string): boolean {
    if (this.#isLikeLast(text)) return true;
    if (TYPE.exec(text)?.[1] !== this.#type || TELLS.test(text)) return false;
    const said = SAID.exec(text);
    if (said === null) return false;
    const from = said.index + said[0].length - 1;
    const to = text.indexOf('"', from);
    this.#before = text.slice(0, from);
    this.#after = text[to - 1] === "\\" ? "" : text.slice(to);
    return true;
  }

  /** Whether only the text differs from the last piece, as in most streams. */
  #isLikeLast(text: string): boolean {
    if (this.#after === "") return false;
    const to = text.length - this.#after.length;
    if (to <= this.#before.length || !text.endsWith(this.#after)) return false;
    if (!text.startsWith(this.#before)) return false;
    const said = text.slice(this.#before.length, to);
    return !said.includes('"') && !said.includes("\\");
  }
}
