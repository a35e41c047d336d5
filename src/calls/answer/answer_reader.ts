import { Frames } from "./frames.ts";
import { type Json, listOf, objectOf, parsed, textOf } from "./json.ts";
import { newReading, readEvent, type Reading } from "./reading.ts";
import { Pieces } from "./pieces.ts";
import { neuralwattEnergy } from "./reported.ts";

/** How an answer is written. */
type Writing = "whole" | "events" | "lines" | "frames" | "other";

/** The longest answer, or event of a stream, that is read; in characters. */
const LONGEST = 2 ** 25;

/** The most lines of data that an event may have. */
const MOST_LINES = 1000;

/** Enough of an answer to tell how it is written. */
const TELLING = 8;

/**
 * Reads an answer while its bytes pass, in whatever way they are cut, and forgets everything but
 * what the reading holds.
 */
export class AnswerReader {
  /** What was read so far. */
  readonly reading: Reading = newReading();
  readonly #decoder = new TextDecoder();
  #frames: Frames | undefined;
  readonly #onDelta: () => void;
  readonly #readLine: ((event: Json) => void) | undefined;
  #writing: Writing | undefined;
  #type: string;
  /** Text before the next end of a line; of a whole answer, the whole text. */
  #pending: string[] = [];
  #length = 0;
  /** Data lines of the event that is being read. */
  #data: string[] = [];
  #afterReturn = false;
  /** Knows the pieces of the answer, once one was read. */
  #pieces: Pieces | undefined;

  /**
   * Makes a reader.
   * @param contentType Of the answer
   * @param onDelta Called with each first piece of an answer
   * @param readLine Reads each line of a file of answers
   */
  constructor(
    contentType: string,
    onDelta: () => void,
    readLine?: (event: Json) => void,
  ) {
    this.#type = contentType;
    this.#onDelta = onDelta;
    this.#readLine = readLine;
    if (readLine !== undefined) this.#writing = "lines";
    else if (/eventstream/.test(contentType)) {
      this.#writing = "frames";
      this.#frames = new Frames();
    } else if (/^(?:audio|image|video)\//.test(contentType)) {
      this.#writing = "other";
    }
  }

  /** Whether the answer comes in events. */
  get streams(): boolean {
    return this.#writing !== "whole" && this.#writing !== "other" ||
      this.reading.deltas > 1;
  }

  /** Takes the next bytes. */
  add(bytes: Uint8Array): void {
    if (this.#writing === "other") return;
    if (this.#writing === "frames") {
      for (const payload of this.#frames?.payloads(bytes) ?? []) {
        this.#frame(new TextDecoder().decode(payload));
      }
    } else this.#text(this.#decoder.decode(bytes, { stream: true }));
  }

  /** Ends the answer. */
  end(): void {
    if (this.#writing === "other" || this.#writing === "frames") return;
    this.#text(this.#decoder.decode(), true);
    const rest = this.#taken();
    if (this.#writing === "whole") this.#whole(rest);
    else if (this.#writing === "lines") this.#event(parsed(rest));
    else {
      this.#line(rest);
      this.#line("");
    }
  }

  #text(text: string, isLast = false): void {
    if (this.#writing === undefined) {
      const begun = this.#taken() + text;
      this.#keep(begun);
      if (begun.trimStart().length < TELLING && !isLast) return;
      this.#writing = writingOf(begun.trimStart(), this.#type);
      text = this.#taken();
    }
    if (this.#writing === "whole") this.#keep(text);
    else this.#lines(text);
  }

  #lines(text: string): void {
    if (this.#afterReturn && text.startsWith("\n")) text = text.slice(1);
    if (text !== "") this.#afterReturn = text.endsWith("\r");
    if (text.includes("\r")) text = text.replaceAll(/\r\n?/g, "\n");
    let start = 0;
    for (;;) {
      const end = text.indexOf("\n", start);
      if (end < 0) break;
      const line = text.slice(start, end);
      start = end + 1;
      const whole = this.#length === 0 ? line : this.#taken() + line;
      if (this.#writing === "lines") this.#json(whole);
      else this.#line(whole);
    }
    if (start < text.length) this.#keep(text.slice(start));
  }

  /** A line of server-sent events. */
  #line(line: string): void {
    if (line === "") {
      if (this.#data.length > 0) this.#event(parsed(this.#data.join("\n")));
      this.#data = [];
    } else if (line.startsWith("data:")) {
      this.#dataLine(line.slice(5).trim());
    } else if (line.startsWith(":")) this.#comment(line.slice(1).trim());
  }

  #dataLine(data: string): void {
    if (data === "[DONE]") {
      this.reading.isLast = this.reading.isWhole = true;
      return;
    }
    // Most events have one line of data, and some servers leave out the empty line after it.
    if (this.#data.length === 0 && this.#json(data)) return;
    if (this.#data.length < MOST_LINES) this.#data.push(data);
  }

  /** Reads a text that is an event; false if it is none. */
  #json(text: string): boolean {
    if (this.#pieces?.isNext(text)) this.reading.deltas += 1;
    else {
      const event = parsed(text);
      if (event === undefined) return false;
      const { deltas } = this.reading;
      this.#event(event);
      if (this.reading.deltas > deltas) this.#pieces ??= new Pieces(event);
    }
    return true;
  }

  /** Neuralwatt sends what it measured in a comment, which no client has to understand. */
  #comment(comment: string): void {
    if (!comment.startsWith("energy")) return;
    const energy = objectOf(parsed(comment.slice("energy".length)));
    if (energy === undefined) return;
    this.reading.reported = neuralwattEnergy(energy);
  }

  /** A frame of Bedrock's: an event, or one of a vendor in base64. */
  #frame(payload: string): void {
    const event = objectOf(parsed(payload));
    const inner = textOf(event?.["bytes"]);
    if (inner === undefined) return this.#event(event);
    const bytes = Uint8Array.from(atob(inner), (c) => c.charCodeAt(0));
    this.#event(parsed(new TextDecoder().decode(bytes)));
  }

  #whole(text: string): void {
    const answer = parsed(text);
    if (answer !== undefined) this.#event(answer);
    // Some servers do not say that they answer in lines.
    else for (const line of text.split("\n")) this.#event(parsed(line));
  }

  #event(event: unknown): void {
    for (const one of Array.isArray(event) ? listOf(event) : [event]) {
      const known = objectOf(one);
      if (known === undefined) continue;
      if (this.#readLine !== undefined) {
        this.#readLine(known);
        continue;
      }
      const before = this.reading.deltas;
      readEvent(this.reading, known);
      if (before === 0 && this.reading.deltas > 0) this.#onDelta();
    }
  }

  #keep(text: string): void {
    this.#length += text.length;
    if (this.#length > LONGEST) {
      throw new RangeError("Cannot read an answer that is so long");
    }
    this.#pending.push(text);
  }

  #taken(): string {
    const text = this.#pending.join("");
    this.#pending = [];
    this.#length = 0;
    return text;
  }
}

/** How an answer is written, by its beginning, as not all servers name its type. */
function writingOf(begun: string, contentType: string): Writing {
  if (/^(?:data|event|id|retry)?:/.test(begun)) return "events";
  if (/ndjson|jsonl|stream\+json/.test(contentType)) return "lines";
  if (/^[[{]/.test(begun)) return "whole";
  return /event-stream/.test(contentType) ? "events" : "other";
}
