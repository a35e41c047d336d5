import { nameText, sumOf } from "../../cards/parts/run_texts.ts";
import { versionsText } from "../../cards/estimate_card.ts";
import type { Paragraph, Section } from "../../document/document.ts";
import { energyText, massText, rangeText } from "../../rounding.ts";
import { number } from "../../format.ts";
import { callCount, callGroups } from "../../tracker/calls/call_groups.ts";
import { type RunCall, sumOfCalls } from "../../tracker/calls/run_call.ts";
import type { ReportModel } from "../facts/report_model.ts";
import type { ReportTotal } from "../facts/report_total.ts";
import { listed } from "./sentences.ts";

/** Models in the table: those that emit most. */
const MOST_MODELS = 60;

/** Models that the summary names. */
const NAMED_MODELS = 4;

/** The calls of all runs to models, each once. */
export function callsSection(
  { total, versions }: ReportModel,
): Section | undefined {
  const calls = callsOf(total);
  if (total === undefined || calls.length === 0) return undefined;
  const groups = callGroups(calls).toSorted((a, b) =>
    sumOfCalls(b.calls).emissionsKg - sumOfCalls(a.calls).emissionsKg
  );
  const left = calls.filter(({ notCounted }) => notCounted !== undefined);
  const whyNot = [...new Set(left.map(({ notCounted = "" }) => notCounted))];
  return {
    id: "calls",
    title: "Calls to models",
    paragraphs: [
      [
        `Each call counts by its tokens and by the grid, the PUE and the water of its place; the method is that of ${
          versionsText(versionsOf(total, versions))
        }. What is not known of a model is the same in all its calls, so that the range of many is as wide as that of one.`,
      ],
      ...left.length > 0
        ? [[
          `Not counted (${callCount(left.length)}): ${
            listed(whyNot.map(nameText), NAMED_MODELS, "reasons")
          }.`,
        ]]
        : [],
      ...recomputedTexts(total),
    ],
    tables: [{
      columns: {
        model: "model",
        provider: "provider",
        place: "place",
        calls: "calls",
        input: "tokens of input",
        output: "tokens of output",
        energy: "energy",
        emissions: "emissions (CO2e)",
        range: "90 % range",
        how: "how",
      },
      onPaper: ["model", "calls", "input", "output", "emissions", "range"],
      rows: groups.slice(0, MOST_MODELS).map((group) => {
        const { energyKwh, emissionsKg } = sumOfCalls(group.calls);
        const end = (at: 0 | 1) =>
          sumOf(group.calls, ({ emissionsRangeKg: r }) => r?.[at] ?? 0);
        const tokens = (of: (call: RunCall) => number | undefined) =>
          number(sumOf(group.calls, (call) => of(call) ?? 0), 6);
        const tiers = group.calls.flatMap(({ tier }) => tier ?? []);
        return {
          model: nameText(group.model ?? "not known"),
          provider: group.provider && nameText(group.provider),
          place: group.place && nameText(group.place),
          calls: number(group.calls.length, 6),
          input: tokens((call) => call.inputTokens),
          output: tokens((call) => call.outputTokens),
          energy: energyText(energyKwh, total.digits),
          emissions: massText(emissionsKg, total.digits),
          range: rangeText([end(0), end(1)], emissionsKg, total.digits),
          how: [
            group.method,
            ...new Set(tiers.map((tier) => `tier ${tier}`)),
          ].join(", "),
        };
      }),
    }],
  };
}

/** The calls of the runs of a total, each once. */
function callsOf(total: ReportTotal | undefined): readonly RunCall[] {
  const calls = new Map<string, RunCall>();
  for (const { run } of total?.subjects ?? []) {
    for (const call of run?.calls ?? []) calls.set(call.id, call);
  }
  return [...calls.values()];
}

function versionsOf(
  { subjects }: ReportTotal,
  versions: ReportModel["versions"],
): ReportModel["versions"] {
  const own = subjects.flatMap(({ run }) => run?.callsVersion ?? []);
  const distinct = new Map(own.map((v) => [JSON.stringify(v), v]));
  return distinct.size > 0 ? [...distinct.values()] : versions;
}

/** What runs had before their calls were computed anew. */
function recomputedTexts({ subjects, digits }: ReportTotal): Paragraph[] {
  return subjects.flatMap(({ run }) =>
    (run?.recomputed ?? []).map((earlier) => [
      `The calls of ${nameText(run?.name ?? "")} were computed anew on ${
        earlier.at.slice(0, 10)
      }; before, they emitted ${massText(earlier.callsEmissionsKg, digits)}${
        earlier.version === undefined
          ? ""
          : ` by ${versionsText([earlier.version])}`
      }.`,
    ])
  );
}

/** The calls in a sentence of the summary; none without calls. */
export function callsSentences(total: ReportTotal): Paragraph[] {
  const calls = callsOf(total);
  const counted = calls.filter(({ energyKwh }) => energyKwh !== undefined);
  if (counted.length === 0) return [];
  const models = [
    ...new Set(counted.map(({ model }) => nameText(model ?? "unknown models"))),
  ];
  const tokens = (of: (call: RunCall) => number | undefined) =>
    number(sumOf(counted, (call) => of(call) ?? 0), 6);
  return [[
    `This includes ${callCount(counted.length)} to ${
      listed(models, NAMED_MODELS, "models")
    } with ${tokens((call) => call.inputTokens)} tokens of input and ${
      tokens((call) => call.outputTokens)
    } of output, which emitted ${
      massText(sumOfCalls(counted).emissionsKg, total.digits)
    } where their providers run them.`,
  ]];
}
