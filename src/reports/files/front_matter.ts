import type { Document, Pair, YAMLMap } from "npm:yaml@2.9.1";
import { library } from "../../library.ts";

const { isMap, isScalar, parseDocument } = await library<
  typeof import("npm:yaml@2.9.1")
>("npm:yaml@2.9.1");

/** The fields under a key. */
export type Fields = Readonly<Record<string, string | number>>;

/** The Hub reads front matter between lines of three dashes at the very beginning. */
const FRONT_MATTER =
  /^(\s*---(?:\r\n|\r|\n))([^]*?)((?:\r\n|\r|\n)---[ \t]*(?:\r\n|\n|$))/;

/** A mark at the beginning of a file that says how it is encoded. */
const BYTE_ORDER_MARK = "\uFEFF";

/**
 * Puts fields under a key of the front matter of a Markdown file. All other bytes stay, also other
 * fields under the key.
 * @param markdown The file; without front matter it gets some
 * @param key The key
 * @param fields What goes under it
 * @throws {SyntaxError} If the front matter is not YAML
 * @throws {TypeError} If it is YAML, but not of keys and values
 */
export function withFrontMatter(
  markdown: string,
  key: string,
  fields: Fields,
): string {
  const eol = markdown.includes("\r\n") ? "\r\n" : "\n";
  const found = FRONT_MATTER.exec(markdown);
  if (found === null) {
    const [mark, text] = markdown.startsWith(BYTE_ORDER_MARK)
      ? [BYTE_ORDER_MARK, markdown.slice(1)]
      : ["", markdown];
    const block = blockLines(key, fields).join(eol);
    return `${mark}---${eol}${block}${eol}---${eol}${text}`;
  }
  const [all, open, yaml, close] = found as unknown as string[];
  const merged = withKey(yaml as string, key, fields, eol);
  checkMerged(yaml as string, merged, key, fields);
  return `${open}${merged}${close}${markdown.slice((all as string).length)}`;
}

/** A piece of text that replaces another. */
interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

function withKey(
  yaml: string,
  key: string,
  fields: Fields,
  eol: string,
): string {
  const root = rootOf(parsed(yaml));
  const pair = root?.items.find(({ key: name }) =>
    isScalar(name) && name.value === key
  );
  if (root?.flow) return edited(yaml, [flowEdit(root, pair, key, fields)]);
  const indent = root === undefined ? "" : columnOf(yaml, root.range?.[0] ?? 0);
  if (pair === undefined) {
    const lines = blockLines(key, fields, indent).join(eol);
    return yaml.trim() === "" ? lines : `${yaml}${eol}${lines}`;
  }
  return isMap(pair.value) && !pair.value.flow
    ? edited(yaml, fieldEdits(yaml, pair.value, fields, eol))
    : edited(yaml, [valueEdit(yaml, pair, fields, `${eol}${indent}`)]);
}

function parsed(yaml: string): Document {
  const document = parseDocument(yaml, { prettyErrors: false });
  const [error] = document.errors;
  if (error === undefined) return document as unknown as Document;
  throw new SyntaxError(
    `Cannot merge into the model card as its front matter must be YAML: ${error.message}`,
  );
}

function rootOf({ contents }: Document): YAMLMap | undefined {
  if (contents === null) return undefined;
  if (isMap(contents)) return contents;
  throw new TypeError(
    "Cannot merge into the model card as its front matter must consist of keys and values",
  );
}

function edited(text: string, edits: readonly Edit[]): string {
  return edits.toSorted((a, b) => b.start - a.start).reduce(
    (done, { start, end, text }) =>
      done.slice(0, start) + text + done.slice(end),
    text,
  );
}

/** In braces the key goes to the front, or its value is replaced. */
function flowEdit(
  root: YAMLMap,
  pair: Pair | undefined,
  key: string,
  fields: Fields,
): Edit {
  if (pair === undefined) {
    const start = (root.range?.[0] ?? 0) + 1;
    const comma = root.items.length > 0 ? ", " : "";
    const text = `${key}: ${JSON.stringify(fields)}${comma}`;
    return { start, end: start, text };
  }
  const [start, end] = rangeOf(pair.value);
  return {
    start,
    end,
    text: JSON.stringify({ ...plain(pair.value), ...fields }),
  };
}

/** Lines of fields replace a value in a line, such as a bare number. */
function valueEdit(
  yaml: string,
  pair: Pair,
  fields: Fields,
  lineStart: string,
): Edit {
  const [, start] = rangeOf(pair.key);
  const end = textEnd(yaml, rangeOf(pair.value)[1]);
  const lines = fieldLines({ ...plain(pair.value), ...fields }, "  ");
  return { start, end, text: `:${lineStart}${lines.join(lineStart)}` };
}

/** Each field keeps its line, its comment and its position. New fields go to the end. */
function fieldEdits(
  yaml: string,
  map: YAMLMap,
  fields: Fields,
  eol: string,
): Edit[] {
  const old = new Map(
    map.items.map((item) => [isScalar(item.key) ? item.key.value : "", item]),
  );
  const changed = Object.entries(fields).flatMap(([name, value]) => {
    const field = old.get(name);
    return field === undefined ? [] : [scalarEdit(yaml, field, value)];
  });
  const added = Object.entries(fields).filter(([name]) => !old.has(name));
  if (added.length === 0) return changed;
  const [first, last] = [map.items[0], map.items.at(-1)] as [Pair, Pair];
  const indent = columnOf(yaml, rangeOf(first.key)[0]);
  const at = lineEnd(yaml, rangeOf(last.value)[1]);
  const lines = fieldLines(Object.fromEntries(added), indent);
  return [...changed, {
    start: at,
    end: at,
    text: lines.map((line) => `${eol}${line}`).join(""),
  }];
}

function scalarEdit(yaml: string, field: Pair, value: string | number): Edit {
  const [, keyEnd] = rangeOf(field.key);
  const [start, end] = rangeOf(field.value);
  const space = start === keyEnd + 1 ? " " : "";
  return {
    start,
    end: Math.max(start, textEnd(yaml, end)),
    text: `${space}${scalarText(value)}`,
  };
}

/** The end of a value, before the line break that a value in lines of its own includes. */
function textEnd(yaml: string, valueEnd: number): number {
  let at = valueEnd;
  while (at > 0 && /[\r\n]/.test(yaml[at - 1] as string)) at--;
  return at;
}

/** The end of the line in which a value ends, before its break. */
function lineEnd(yaml: string, valueEnd: number): number {
  const at = textEnd(yaml, valueEnd);
  const rest = /[\r\n]/.exec(yaml.slice(at));
  return rest === null ? yaml.length : at + rest.index;
}

function rangeOf(node: unknown): readonly [start: number, end: number] {
  const range = (node as { range?: readonly number[] | null } | null)?.range;
  if (range) return [range[0] as number, range[1] as number];
  throw new SyntaxError(
    "Cannot merge into the model card as a key of its front matter has no value that can be found",
  );
}

/** The indent of the line of a position. */
function columnOf(yaml: string, at: number): string {
  const lineStart = Math.max(
    yaml.lastIndexOf("\n", at - 1),
    yaml.lastIndexOf("\r", at - 1),
  ) + 1;
  return " ".repeat(at - lineStart);
}

/** The fields that are under the key already. */
function plain(node: unknown): Fields {
  return isMap(node) ? node.toJSON() : {};
}

function blockLines(key: string, fields: Fields, indent = ""): string[] {
  return [`${indent}${key}:`, ...fieldLines(fields, `${indent}  `)];
}

function fieldLines(fields: Fields, indent: string): string[] {
  return Object.entries(fields).map(([name, value]) =>
    `${indent}${name}: ${scalarText(value)}`
  );
}

const decimal = new Intl.NumberFormat("en", {
  useGrouping: false,
  maximumSignificantDigits: 15,
});

/**
 * A value that every version of YAML reads alike. In YAML 1.1 `no` is false and `1e-7` is a text,
 * so texts are quoted and numbers written out.
 */
function scalarText(value: unknown): string {
  return typeof value === "number"
    ? decimal.format(value)
    : JSON.stringify(value);
}

/** Everything else must stay: an alias elsewhere may refer to an anchor in the old value. */
function checkMerged(
  before: string,
  after: string,
  key: string,
  fields: Fields,
): void {
  const [old, merged] = [before, after].map((yaml) => {
    const { [key]: own, ...rest } = parsed(`${yaml}\n`).toJS() ?? {};
    return { own, rest: JSON.stringify(rest) };
  });
  const isThere = Object.entries(fields)
    .every(([name, value]) => merged?.own?.[name] === value);
  if (isThere && old?.rest === merged?.rest) return;
  throw new SyntaxError(
    `Cannot merge into the model card as its front matter refers to the value under "${key}"`,
  );
}
