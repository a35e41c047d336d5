import { energy, mass, massRange, massScale, number } from "../../format.ts";
import { machineSums } from "../../estimate/machine_of.ts";
import {
  callCount,
  callGroups,
  embodiedOf,
} from "../../tracker/calls/call_groups.ts";
import { type RunCall, sumOfCalls } from "../../tracker/calls/run_call.ts";
import type { RunRecord } from "../../tracker/run.ts";
import { G_PER_KG } from "../../units.ts";
import type { Fact, Section, TableRow } from "../../document/document.ts";
import { budgetFact, nameText, sumOf } from "./run_texts.ts";

/** Models in the table: those that emit most. */
const LISTED = 12;

/** The calls of a run to models, and what they and the machine emit; nothing without calls. */
export function callFacts(run: RunRecord): Fact[] {
  const { calls } = run;
  if (calls.length === 0) return [];
  const sums = sumOfCalls(calls);
  const machine = machineSums(run);
  const counted = calls.filter(({ energyKwh }) => energyKwh !== undefined);
  return [
    {
      label: "Calls to models",
      value: number(calls.length),
      note: tokensText(calls) + countsText(calls),
    },
    {
      label: "Emitted by calls",
      value: counted.length === 0 ? "–" : mass(sums.emissionsKg),
      note: counted.length === 0
        ? notCountedText(calls) || "measured with the machine"
        : `${rangeOf(counted)}, ${energy(sums.energyKwh)}`,
    },
    {
      label: "Emitted by the machine",
      value: mass(machine.emissionsKg ?? 0),
      note: energy(machine.energyKwh),
    },
  ];
}

/** Beside calls, the budget is what matters most: it stops the next one. */
export function budgetFirst(run: RunRecord): Fact[] {
  return run.calls.length === 0 ? [] : budgetFact(run);
}

/**
 * What else is known of calls: that of one, of a million tokens, and of this machine's own server.
 */
export function furtherCallFacts({ calls }: RunRecord): Fact[] {
  const counted = calls.filter(({ energyKwh }) => energyKwh !== undefined);
  const { emissionsKg, waterL } = sumOfCalls(counted);
  const tokens = sumOf(
    counted,
    ({ inputTokens = 0, outputTokens = 0 }) => inputTokens + outputTokens,
  );
  const embodiedKg = embodiedOf(counted) ?? 0;
  return [
    ...counted.length === 0 ? [] : [{
      label: "A call",
      value: `${number(emissionsKg * G_PER_KG / counted.length)} g`,
      note: [
        ...tokens > 0
          ? [
            `${
              number(emissionsKg * G_PER_KG / tokens * 1e6)
            } g per million tokens`,
          ]
          : [],
        `${number(waterL * 1000 / counted.length)} mL of water`,
        ...embodiedKg > 0
          ? [
            `hardware of all calls ${
              mass(embodiedKg)
            }, not in the sum; that of this machine is not known`,
          ]
          : [],
      ].join("; "),
    }],
    ...localFacts(calls),
  ];
}

/** The energy of tokens of a server on this machine: the means over all calls. */
function localFacts(calls: readonly RunCall[]): Fact[] {
  const mean = (
    tokensOf: (call: RunCall) => number | undefined,
    jouleOf: (call: RunCall) => number | undefined,
  ) => {
    const known = calls.filter((call) => jouleOf(call) !== undefined);
    const tokens = sumOf(known, (call) => tokensOf(call) ?? 0);
    const joules = sumOf(
      known,
      (call) => (jouleOf(call) ?? 0) * (tokensOf(call) ?? 0),
    );
    return tokens > 0 ? `${number(joules / tokens)} J` : "–";
  };
  if (calls.every(({ outputTokenJ }) => outputTokenJ === undefined)) return [];
  return [{
    label: "A token of this machine",
    value: `${mean((c) => c.outputTokens, (c) => c.outputTokenJ)} of output`,
    note: `${
      mean(
        ({ inputTokens = 0, cachedInputTokens = 0 }) =>
          inputTokens - cachedInputTokens,
        (c) => c.inputTokenJ,
      )
    } of input; measured, and counted with the machine`,
  }];
}

function tokensText(calls: readonly RunCall[]): string {
  const sum = (of: (call: RunCall) => number | undefined) => {
    const known = calls.map(of).filter((n) => n !== undefined);
    return known.length === 0
      ? undefined
      : number(known.reduce((all, n) => all + n, 0), 4);
  };
  const texts = [
    [sum(({ inputTokens }) => inputTokens), "tokens in"],
    [sum(({ outputTokens }) => outputTokens), "out"],
  ].flatMap(([count, name]) => count === undefined ? [] : `${count} ${name}`);
  return texts.length === 0 ? "tokens not known" : `${texts.join(", ")}`;
}

function countsText(calls: readonly RunCall[]): string {
  const failed = calls.filter(({ outcome }) => outcome === "failed").length;
  return [
    ...failed > 0 ? [`${number(failed)} failed`] : [],
    notCountedText(calls),
  ].filter((text) => text !== "").map((text) => `; ${text}`).join("");
}

/** Calls in a line, such as `12 calls with 1.2 g`; nothing without calls. */
export function callTexts(calls: readonly RunCall[]): string[] {
  if (calls.length === 0) return [];
  const left = notCountedText(calls);
  return [
    `${callCount(calls.length)} with ${mass(sumOfCalls(calls).emissionsKg)}${
      left === "" ? "" : `, ${left}`
    }`,
  ];
}

/** Such as `not counted (3 calls)`; empty if all are counted. */
export function notCountedText(calls: readonly RunCall[]): string {
  const { length } = calls.filter(({ notCounted }) => notCounted !== undefined);
  return length === 0 ? "" : `not counted (${callCount(length)})`;
}

function rangeOf(calls: readonly RunCall[]): string {
  const end = (at: 0 | 1) =>
    sumOf(calls, ({ emissionsRangeKg: range }) => range?.[at] ?? 0);
  const range = [end(0), end(1)] as const;
  return massRange(range, massScale(sumOfCalls(calls).emissionsKg));
}

/** The calls of a run by model. */
export function callsSection({ calls }: RunRecord): Section[] {
  if (calls.length === 0) return [];
  const groups = callGroups(calls).toSorted((a, b) =>
    sumOfCalls(b.calls).emissionsKg - sumOfCalls(a.calls).emissionsKg
  );
  const others = Map.groupBy(
    calls.filter(({ energyKwh }) => energyKwh === undefined),
    ({ model, provider, isLocal, notCounted, outcome }) =>
      JSON.stringify([model, provider, isLocal, notCounted, outcome]),
  );
  const rows = [
    ...groups.map(({ calls }) => rowOf(calls)),
    ...[...others.values()].map(rowOf),
  ];
  return [{
    id: "calls",
    short: callCount(calls.length),
    title: rows.length > LISTED
      ? `Calls by model: the first ${LISTED} of ${rows.length}`
      : "Calls by model",
    tables: [{ columns: COLUMNS, rows: rows.slice(0, LISTED) }],
  }];
}

const COLUMNS = {
  model: "model",
  provider: "provider",
  place: "place",
  calls: "calls",
  input: "input",
  cached: "cached",
  output: "output",
  energy: "energy",
  emissions: "emissions",
  how: "how it is known",
};

function rowOf(calls: readonly RunCall[]): TableRow {
  const first = calls[0] as RunCall;
  const { energyKwh, emissionsKg } = sumOfCalls(calls);
  const isCounted = first.energyKwh !== undefined;
  const tokens = (of: (call: RunCall) => number | undefined) => {
    const known = calls.filter((call) => of(call) !== undefined);
    return known.length === 0
      ? undefined
      : number(sumOf(known, (call) => of(call) ?? 0), 4);
  };
  return {
    model: nameText(first.model ?? "not known"),
    provider: first.provider && nameText(first.provider),
    place: first.place && nameText(first.place),
    calls: number(calls.length),
    input: tokens((call) => call.inputTokens),
    cached: tokens((call) => call.cachedInputTokens),
    output: tokens((call) => call.outputTokens),
    energy: isCounted ? energy(energyKwh) : undefined,
    emissions: isCounted ? mass(emissionsKg) : undefined,
    how: howText(first, calls),
  };
}

function howText(call: RunCall, calls: readonly RunCall[]): string {
  const { method, tier, reported, notCounted, isLocal, outcome } = call;
  if (notCounted !== undefined) return nameText(`not counted: ${notCounted}`);
  if (outcome === "failed") return "failed";
  if (isLocal) return "measured with this machine";
  const estimated = calls.filter(({ estimated }) => estimated).length;
  const how = method === "measured by the provider"
    ? nameText(`${method} (${reported?.attribution}, ${reported?.holds})`)
    : `modelled${tier === undefined ? "" : `, tier ${tier}`}`;
  return estimated === 0
    ? how
    : `${how}; tokens estimated (${callCount(estimated)})`;
}
