import { AccessError } from "./access_error.ts";

/** How long a device may take to answer, in ms. */
const DEADLINE_MS = 250;

/** How long those have that are asked after one that was silent, in ms: they may all be. */
const HURRY_MS = 25;

/** On a busy machine a device may take this many times as long as a call that asks nothing. */
const PATIENCE = 10;

/** Something to ask of a device, whose driver may never answer. */
export interface Question<T> {
  /** What is asked, such as `read "/sys/…"`. */
  readonly what: string;
  /** How long the answer may take, in ms, if the device is known to be slow. */
  readonly deadlineMs?: number;
  /** Asks and blocks the thread until the answer is there. */
  now(): T;
  /** Asks and does not block the thread. */
  later(): Promise<T>;
  /** The answer to `later`, if its memory shows it before the promise does; else `undefined`. */
  peek?(): T | undefined;
}

/**
 * Work that asks devices. It is written once, for threads that wait and for those that must not:
 * `atOnce` and `inTime` do it.
 */
export type Asking<T> = Generator<Question<unknown>, T, unknown>;

/** Asks a question within such work. */
export function* ask<T>(question: Question<T>): Asking<T> {
  return (yield question) as T;
}

/** Work that asks nothing. */
// deno-lint-ignore require-yield
export function* unasked<T>(work: () => T): Asking<T> {
  return work();
}

/** Does the work, and blocks the thread until every answer is there. */
export function atOnce<T>(asking: Asking<T>): T {
  let step = asking.next();
  while (!step.done) {
    const question = step.value;
    step = answered(asking, () => question.now());
  }
  return step.value;
}

/**
 * Does the work without asking any device.
 * @param asking The work
 * @param why Why a device is not asked
 */
export function refused<T>(asking: Asking<T>, why: () => Error): T {
  let step = asking.next();
  while (!step.done) step = asking.throw(why());
  return step.value;
}

/**
 * Does the work without blocking the thread. A device that does not answer in time fails, and the
 * work continues.
 * @param asking The work
 * @param onSilence Told of each device that does not answer. @default the work alone is told
 * @returns Its result; a promise only if something had to be asked
 */
export function inTime<T>(
  asking: Asking<T>,
  onSilence: (why: string) => void = () => {},
): T | Promise<T> {
  const begun = quickly(asking, asking.next());
  return "value" in begun ? begun.value : continued(asking, begun, onSilence);
}

/** A question that was asked, and has no answer yet. */
interface Asked {
  readonly question: Question<unknown>;
  readonly answer: Promise<unknown>;
}

async function continued<T>(
  asking: Asking<T>,
  first: Asked,
  onSilence: (why: string) => void,
): Promise<T> {
  let asked = first;
  let deadlineMs = DEADLINE_MS;
  for (;;) {
    const answer = await answerOf(asked, deadlineMs, (why) => {
      deadlineMs = HURRY_MS;
      onSilence(why);
    });
    const begun = quickly(asking, answered(asking, answer));
    if ("value" in begun) return begun.value;
    asked = begun;
  }
}

/** How often, and for how long, an answer is awaited without a promise, in ms. */
const PEEKS = 4;
const PEEK_MS = 0.05;

/** After so many answers the event loop has to turn, since it holds what they came with. */
const MOST_QUICK = 64;

let quick = 0;
const nothing = new Int32Array(new SharedArrayBuffer(4));

/** Continues as long as answers come at once: a promise costs several times as much as a sample. */
function quickly<T>(
  asking: Asking<T>,
  first: IteratorResult<Question<unknown>, T>,
): { readonly value: T } | Asked {
  let step = first;
  while (!step.done) {
    const question = step.value;
    const answer = question.later();
    const value = quick < MOST_QUICK ? peeked(question) : undefined;
    if (value === undefined) {
      quick = 0;
      return { question, answer };
    }
    quick += 1;
    step = asking.next(value);
  }
  return { value: step.value };
}

function peeked(question: Question<unknown>): unknown {
  if (question.peek === undefined) return undefined;
  for (let i = 0; i < PEEKS; i += 1) {
    Atomics.wait(nothing, 0, 0, PEEK_MS);
    const value = question.peek();
    if (value !== undefined) return value;
  }
}

/** Hands an answer, or why there is none, to the work. */
function answered<T>(
  asking: Asking<T>,
  answer: () => unknown,
): IteratorResult<Question<unknown>, T> {
  let value: unknown;
  try {
    value = answer();
  } catch (error) {
    return asking.throw(error);
  }
  return asking.next(value);
}

// Questions without an answer: a call that hangs may still write to their memory.
const unanswered = new Set<Question<unknown>>();

async function answerOf(
  { question, answer }: Asked,
  deadlineMs: number,
  onSilence: (why: string) => void,
): Promise<() => unknown> {
  unanswered.add(question);
  const { promise: late, resolve } = Promise.withResolvers<() => unknown>();
  const allowedMs = Math.max(deadlineMs, question.deadlineMs ?? 0);
  const silent = () => {
    const why = `Cannot ${question.what}: no answer within ${allowedMs} ms`;
    onSilence(why);
    resolve(() => {
      throw new AccessError("failed", why);
    });
  };
  let timer = setTimeout(async () => {
    const busyMs = await emptyCallMs();
    if (unanswered.has(question)) timer = setTimeout(silent, PATIENCE * busyMs);
  }, allowedMs);
  const soon = answer.then(
    (value) => () => value,
    (error) => () => {
      throw error;
    },
  ).finally(() => unanswered.delete(question));
  try {
    return await Promise.race([soon, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** How long a call takes that asks no device, in ms: it waits for the same threads. */
async function emptyCallMs(): Promise<number> {
  const startMs = performance.now();
  await crypto.subtle.digest("SHA-256", new Uint8Array());
  return performance.now() - startMs;
}

/**
 * A call that does not keep the program alive, since it may never return. Deno has no public way to
 * say so; if its own function is gone one day, a program waits for a call that hangs.
 * @param call The promise of a foreign function, itself
 */
export function unrefd<T>(call: Promise<T>): Promise<T> {
  const deno = Deno as unknown as Record<PropertyKey, unknown>;
  const internal = deno[deno["internal"] as PropertyKey] as
    | { core?: { unrefOpPromise?: (promise: Promise<unknown>) => void } }
    | undefined;
  internal?.core?.unrefOpPromise?.(call);
  return call;
}
