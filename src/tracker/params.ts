import { shown } from "../input.ts";

/**
 * The parameters of a run by name, such as a learning rate: what is set before it, not measured.
 */
export type Params = Readonly<Record<string, string | number | boolean>>;

/** Begins the heading of a column of parameters in a table of runs. */
export const PARAM = "param.";

/** Parameters as they are given; the type may be an interface of the user. */
export type GivenParams<P> = {
  readonly [Name in keyof P]: string | number | boolean;
};

/** The parameters of a run, each of one value. */
export class ParamLog {
  #params: Params = {};

  /** The parameters so far; another object whenever some are added. */
  get params(): Params {
    return this.#params;
  }

  /**
   * Keeps parameters.
   * @param params Already checked
   * @throws {RangeError} If one of them has another value already
   */
  add(params: Params): void {
    for (const [name, value] of Object.entries(params)) {
      if (!Object.hasOwn(this.#params, name) || this.#params[name] === value) {
        continue;
      }
      throw new RangeError(
        `Cannot keep the parameters as ${shown(name)} is ${
          shown(this.#params[name])
        } already: current value is ${
          shown(value)
        }; log() keeps what changes in a run`,
      );
    }
    this.#params = Object.freeze({ ...this.#params, ...params });
  }
}

/**
 * Checks parameters: texts, finite numbers, and true or false, by name. Each is read once, since a
 * getter may give another value next time.
 * @param params What the user gave
 * @param doing What they are for, such as "find runs"
 * @returns A copy
 * @throws {TypeError} If it is no object of these, or has none
 */
export function checkParams(
  params: unknown,
  doing = "keep the parameters",
): Params {
  const entries =
    typeof params !== "object" || params === null || Array.isArray(params)
      ? []
      : Object.entries(params);
  if (entries.length === 0) {
    throw unfit(doing, "params", "an object of values by name", params);
  }
  for (const [name, value] of entries) {
    if (isParam(value)) continue;
    throw unfit(
      doing,
      `params.${name}`,
      "text, a finite number, true or false",
      value,
    );
  }
  return Object.fromEntries(entries);
}

function unfit(
  doing: string,
  what: string,
  wanted: string,
  value: unknown,
): TypeError {
  return new TypeError(
    `Cannot ${doing} as ${what} must be ${wanted}: current value is ${
      shown(value)
    }`,
  );
}

function isParam(value: unknown): value is string | number | boolean {
  return typeof value === "string" || typeof value === "boolean" ||
    Number.isFinite(value);
}

/** A parameter in a table: a text that looks like another value is in quotes. */
export function paramText(value: string | number | boolean): string {
  return typeof value === "string" && readParam(value) !== value
    ? JSON.stringify(value)
    : String(value);
}

/** The value that `paramText` wrote. */
export function readParam(text: string): string | number | boolean {
  try {
    const value: unknown = JSON.parse(text);
    if (isParam(value)) return value;
  } catch {
    // It is text.
  }
  return text;
}

/**
 * The parameters by which runs differ, in the order of their first mention.
 * @param runs The parameters of each run
 */
export function differingParams(runs: readonly Params[]): readonly string[] {
  const names = new Set(runs.flatMap((params) => Object.keys(params)));
  return [...names].filter((name) =>
    new Set(runs.map((params) => params[name])).size > 1
  );
}
