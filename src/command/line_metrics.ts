import { isMetric } from "../tracker/course/logged_metrics.ts";

/** A longer line holds no metrics. */
const MOST_CHARS = 10_000;

/**
 * A name and a number, as trainings print them: `loss: 0.12`, `loss=0.12`, `'loss': 0.12`. A colon
 * without a blank may be that of a port or a time, unless the number has a point.
 */
const PAIR =
  /(?<![\w.\/-])([A-Za-z_][\w.\/@-]*)["']?(?:\s*=\s*|\s*:\s+|:(?=[-+]?\d*\.\d))([-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?|[-+]?(?:nan|inf(?:inity)?))(?![\w:]|\.\d|-\d)/gi;

/** A number as Python and JavaScript print it. */
const NUMBER =
  /^[-+]?(?:(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?|nan|inf(?:inity)?)$/i;

/**
 * The metrics in a line that a program prints.
 * @param line The line
 * @param pattern Finds them by named groups. @default JSON, or names and numbers
 * @returns Numbers by name; none if the line has none
 */
export function lineMetrics(
  line: string,
  pattern?: RegExp,
): Readonly<Record<string, number>> {
  if (line.length > MOST_CHARS) return {};
  const found = pattern === undefined
    ? ofJson(line) ?? pairsIn(line)
    : groupsIn(line, pattern);
  return Object.fromEntries(
    found.flatMap(([name, value]) => {
      const number = typeof value === "number" ? value : numberOf(value);
      return number === undefined || !isMetric(name) ? [] : [[name, number]];
    }),
  );
}

type Found = (readonly [name: string, value: unknown])[];

/** The fields of a line of JSON; `undefined` if it is none. */
function ofJson(line: string): Found | undefined {
  if (!/^\s*\{.*\}\s*$/s.test(line)) return undefined;
  try {
    return Object.entries(JSON.parse(line) as object)
      .filter(([, value]) => typeof value === "number");
  } catch {
    return undefined;
  }
}

function pairsIn(line: string): Found {
  return [...line.matchAll(PAIR)].map(([, name = "", value]) => [name, value]);
}

function groupsIn(line: string, pattern: RegExp): Found {
  const all = new RegExp(pattern, `${pattern.flags.replace(/[gy]/g, "")}g`);
  return [...line.matchAll(all)]
    .flatMap(({ groups }) => Object.entries(groups ?? {}));
}

function numberOf(text: unknown): number | undefined {
  if (typeof text !== "string" || !NUMBER.test(text.trim())) return undefined;
  const plain = text.trim().toLowerCase();
  if (plain.endsWith("nan")) return NaN;
  return plain.includes("inf")
    ? plain.startsWith("-") ? -Infinity : Infinity
    : Number(plain);
}
