import type { Random } from "./random.ts";

/** A cell of the soak. */
export interface SoakCell {
  readonly kind: string;
  readonly code: string;
  /** Whether it ends only if it is interrupted. */
  readonly isEndless: boolean;
  /** Whether the user answers its questions. */
  readonly isAnswered: boolean;
}

const TURN = "await new Promise((done) => setTimeout(done));";

/** Values that are hard to show. */
const VALUES = [
  "2 ** 53",
  "-(2 ** 60)",
  "10n ** 40n",
  "NaN",
  "-0",
  "Symbol('a symbol')",
  "new Proxy({}, { get() { throw new Error('no'); } })",
  "new Proxy({}, { get() { throw 5; }, ownKeys() { throw 6; }, has() { throw 7; } })",
  "({ get value() { throw new Error('no'); } })",
  "({ [Symbol.for('Jupyter.display')]() { throw new Error('no'); } })",
  "({ [Symbol.for('Deno.customInspect')]() { throw new Error('no'); } })",
  "({ [Symbol.for('Jupyter.display')]: () => ({ 'text/plain': 5n }) })",
  "(() => { const ring = {}; ring.self = ring; return ring; })()",
  "if (true) { 2 ** 55 }",
  "throw 2 ** 53",
  "throw undefined",
  "throw { get message() { throw 5; } }",
  "[2 ** 53, -0, 10n]",
  "new Date(NaN)",
  "undefined",
];

function busy(ms: number): string {
  return `{ const from = Date.now(); while (Date.now() - from < ${ms}); }`;
}

/**
 * A random cell.
 * @param random Chooses
 * @param module The address of the module
 */
export function randomCell(random: Random, module: string): SoakCell {
  const ms = random.upTo(800);
  const turns = `{ ${TURN} ${busy(random.upTo(700))} }`;
  const ends: Readonly<Record<string, string>> = {
    waits: `await new Promise((done) => setTimeout(done, ${ms}));`,
    computes: busy(ms),
    alternates: `for (let turn = 0; turn < 3; turn++) ${turns}`,
    prints:
      `for (let line = 0; line < 12_000; line++) console.log("x".repeat(1000));`,
    throws: `throw new TypeError("on purpose")`,
    throwsLater: `setTimeout(() => { throw new Error("later"); }, ${ms}); ${
      busy(random.upTo(50))
    }`,
    rejectsLater: `Promise.reject(new Error("later")); 1`,
    shows: random.of(VALUES),
    showsMuch:
      `({ [Symbol.for("Jupyter.display")]: () => ({ "text/plain": "x".repeat(600_000) }) })`,
    chart:
      `Deno.jupyter.svg\`<svg xmlns="http://www.w3.org/2000/svg"><rect width="9" height="9"/></svg>\``,
    tracked: `%%track --live ${random.of(["on", "off"])}\n${busy(ms)}`,
    tracks: `{ const { track } = await import(${
      JSON.stringify(module)
    }); await track("soak", () => ${busy(ms)}); }`,
    asks: `prompt("name")`,
  };
  const endless: Readonly<Record<string, string>> = {
    waits: "await new Promise(() => {});",
    computes: "while (true);",
    alternates: `for (;;) ${turns}`,
    prints: `for (;;) console.log("x".repeat(1000));`,
    asks: `for (;;) prompt("name");`,
    blocksLater:
      // The timer must not block a later cell, which nothing would interrupt.
      `{ const timer = setTimeout(() => { while (true); }, ${ms});
try { await new Promise(() => {}); } finally { clearTimeout(timer); } }`,
    holds: `await (globalThis.held = (async () => { for (;;) ${turns} })());`,
    tracked: `%%track\nfor (;;) ${turns}`,
    tracks: `{ const { track } = await import(${
      JSON.stringify(module)
    }); await track("soak", () => { while (true); }); }`,
    display: `({ [Symbol.for("Jupyter.display")]: () => { while (true); } })`,
  };
  const isEndless = random.is(0.3);
  const cells = isEndless ? endless : ends;
  const kind = random.of(Object.keys(cells));
  return {
    kind: isEndless ? `${kind} for ever` : kind,
    code: cells[kind]!,
    isEndless,
    isAnswered: !isEndless,
  };
}
