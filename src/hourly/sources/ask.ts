import { messageOf } from "../../machine/machine.ts";
import type { Network } from "./network.ts";
import { SourceError } from "./source_error.ts";

/** What is asked of a server. */
export interface Question {
  /** The name of the source, for errors. */
  readonly source: string;
  /** The address, which holds no token. */
  readonly url: URL;
  /** Headers, which may. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Texts that appear in no error and in no file. */
  readonly secrets?: readonly string[];
  /** How old a kept answer may be, in ms. @default 0, which keeps none */
  readonly maxAgeMs?: number;
}

/** All waiting for a server that is busy together, in ms. */
const MOST_WAIT_MS = 30_000;
/** How often a server that is busy is asked. */
const MOST_TRIES = 4;
/** The first wait where the server names none, in ms; each next one is twice as long. */
const FIRST_WAIT_MS = 1000;
/** A longer answer is refused, in bytes. A year of 5 minutes has 8 MB. */
const MOST_BYTES = 32e6;
/** What an error shows of an answer, in characters. */
const SHOWN_CHARS = 160;

/** Answers of servers that are busy, or out of order for a while. */
const BUSY: readonly number[] = [429, 503];

/**
 * Asks a server, and again if it is busy for a moment.
 * @param question What is asked
 * @param network The world
 * @returns The JSON of its answer
 * @throws {SourceError} If it gives none
 */
export async function askJson(
  question: Question,
  network: Network,
): Promise<unknown> {
  const { url, maxAgeMs = 0, secrets = [] } = question;
  const kept = maxAgeMs > 0
    ? await network.cache.read(url.href, maxAgeMs)
    : undefined;
  if (kept !== undefined) {
    const value = parsed(kept);
    if (value !== undefined) return value;
  }
  const text = await answerTo(question, network);
  const value = parsed(text);
  if (value === undefined) {
    const said = shownText(text, secrets);
    throw failure(
      question,
      said === "" ? "its answer is empty" : `it answered ${said}`,
      false,
    );
  }
  const error = errorIn(value);
  if (error !== undefined) {
    throw failure(
      question,
      `it answered ${shownText(error, secrets)}`,
      false,
    );
  }
  // An echo of a token must not stay on the disk.
  const isSafe = !secrets.some((secret) => text.includes(secret));
  if (maxAgeMs > 0 && isSafe) await network.cache.write(url.href, text);
  return value;
}

/** JSON; `undefined` for any other text. */
function parsed(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}

/** What an answer says in place of data: servers give errors also with the status 200. */
function errorIn(value: unknown): string | undefined {
  const { error, message, detail, status } = value as Record<string, unknown>;
  if (error !== undefined && error !== null && error !== false) {
    if (typeof error !== "object") return String(error);
    const said = error as Record<string, unknown>;
    return [said["code"], said["message"]].filter((text) =>
      typeof text === "string" || typeof text === "number"
    ).join(": ") || JSON.stringify(error);
  }
  const said = message ?? detail ??
    (status === "error" ? "an error" : undefined);
  const hasData = Object.values(value as object).some((part) =>
    Array.isArray(part) && part !== detail
  );
  return said === undefined || hasData || "token" in (value as object)
    ? undefined
    : typeof said === "string"
    ? said
    : JSON.stringify(said);
}

async function answerTo(
  question: Question,
  network: Network,
): Promise<string> {
  let waitedMs = 0;
  for (let tries = 1;; tries += 1) {
    const response = await responseTo(question, network);
    const text = await textOf(response, question, network);
    if (response.ok) return text;
    const { status } = response;
    const isBusy = BUSY.includes(status);
    const waitMs = waitOf(response, tries, network.nowMs());
    if (isBusy && tries < MOST_TRIES && waitedMs + waitMs <= MOST_WAIT_MS) {
      waitedMs += waitMs;
      await network.wait(waitMs);
      continue;
    }
    const value = parsed(text);
    const said = shownText(
      value === undefined ? text : errorIn(value) ?? text,
      question.secrets,
    );
    const later = isBusy && waitMs > MOST_WAIT_MS
      ? `, and asks to wait ${Math.ceil(waitMs / 1000)} s`
      : "";
    throw failure(
      question,
      `it answered ${status}${said === "" ? "" : ` ${said}`}${later}`,
      isBusy || status >= 500,
      status,
    );
  }
}

async function responseTo(
  { source, url, headers = {}, secrets }: Question,
  { fetch, timeoutMs }: Network,
): Promise<Response> {
  // Checked first, so that Deno never asks the user.
  if (!mayAsk(url)) {
    throw new SourceError(
      source,
      `Deno was not given --allow-net=${url.host}`,
      false,
    );
  }
  try {
    const response = await fetch(url, {
      headers: { accept: "application/json", ...headers },
      // Followed to another server, a header with a token would go there too.
      redirect: "manual",
      signal: AbortSignal.timeout(timeoutMs),
    });
    if (response.status < 300 || response.status >= 400) return response;
    await response.body?.cancel();
    throw new SourceError(
      source,
      `${url.host} sends the request to another address: give that one as baseUrl`,
      false,
    );
  } catch (error) {
    throw asSourceError(error, source, url, timeoutMs, secrets);
  }
}

/** A permission may name the port, also where the address does not. */
function mayAsk({ hostname, port, protocol }: URL): boolean {
  const usual = protocol === "https:" ? "443" : "80";
  return [hostname, `${hostname}:${port || usual}`].some((host) =>
    Deno.permissions.querySync({ name: "net", host }).state === "granted"
  );
}

async function textOf(
  response: Response,
  { source, url, secrets }: Question,
  { timeoutMs }: Network,
): Promise<string> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  try {
    for await (const chunk of response.body ?? []) {
      chunks.push(chunk);
      length += chunk.length;
      if (length > MOST_BYTES) {
        throw new SourceError(
          source,
          "its answer has more than 32 MB",
          false,
        );
      }
    }
  } catch (error) {
    throw asSourceError(error, source, url, timeoutMs, secrets);
  }
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return new TextDecoder().decode(bytes);
}

/** Errors of `fetch` name the whole address, which may hold the secret of a proxy. */
function asSourceError(
  error: unknown,
  source: string,
  { host, href, pathname }: URL,
  timeoutMs: number,
  secrets: readonly string[] = [],
): SourceError {
  if (error instanceof SourceError) return error;
  if (error instanceof DOMException && error.name === "TimeoutError") {
    const seconds = timeoutMs / 1000;
    return new SourceError(
      source,
      `${host} did not answer within ${seconds} s`,
      true,
    );
  }
  const why = messageOf(error).replaceAll(href, host)
    .replaceAll(pathname.length > 1 ? pathname : href, "");
  return new SourceError(
    source,
    `${host} cannot be reached: ${shownText(why, secrets)}`,
    true,
  );
}

/** How long a busy server asks to wait, in ms. */
function waitOf({ headers }: Response, tries: number, nowMs: number): number {
  const asked = headers.get("retry-after")?.trim();
  if (asked !== undefined && asked !== "") {
    const seconds = Number(asked);
    if (seconds >= 0) return seconds * 1000;
    const at = Date.parse(asked);
    if (Number.isFinite(at)) return Math.max(0, at - nowMs);
  }
  return FIRST_WAIT_MS * 2 ** (tries - 1);
}

/** A text of a server as an error shows it: in quotes, short and without secrets. */
function shownText(text: string, secrets: readonly string[] = []): string {
  let plain = text;
  for (const secret of secrets) {
    if (secret !== "") plain = plain.replaceAll(secret, "***");
  }
  // deno-lint-ignore no-control-regex
  const line = plain.replace(/<[^>]*>/g, " ").replace(/[\s\x00-\x1f]+/g, " ")
    .trim();
  if (line === "") return "";
  return JSON.stringify(
    line.length > SHOWN_CHARS ? `${line.slice(0, SHOWN_CHARS - 1)}…` : line,
  );
}

function failure(
  { source }: Question,
  why: string,
  mayPass: boolean,
  status?: number,
): SourceError {
  return new SourceError(source, why, mayPass, status);
}
