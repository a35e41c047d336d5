import type { Document, Pair, YAMLMap } from "npm:yaml@2.9.1";
import { decimal } from "../../decimal.ts";
import { shown } from "../../input.ts";
import { library } from "../../library.ts";

const { isMap, isScalar, parseDocument, visit } = await library<
  typeof import("npm:yaml@2.9.1")
>("npm:yaml@2.9.1");

/** The fields under a key. */
export type Fields = Readonly<Record<string, string | number>>;

/** The Hub reads front matter between lines of three dashes at the very beginning. */
export const FRONT_MATTER: RegExp =
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
    const mark = markdown.startsWith(BYTE_ORDER_MARK) ? BYTE_ORDER_MARK : "";
    const block = blockLines(key, fields).join(eol);
    const text = markdown.slice(mark.length);
    return `${mark}---${eol}${block}${eol}---${eol}${text}`;
  }
  const [all, open, yaml, close] = found as unknown as FrontMatter;
  const document = parsed(yaml);
  const merged = withKey(document, yaml, key, fields, eol);
  checkMerged(document, parsed(merged), key, fields);
  return `${open}${merged}${close}${markdown.slice(all.length)}`;
}

type FrontMatter = [all: string, open: string, yaml: string, close: string];

/** A text that replaces what is from `start` to before `end`. */
type Edit = readonly [start: number, end: number, text: string];

function withKey(
  document: Document,
  yaml: string,
  key: string,
  fields: Fields,
  eol: string,
): string {
  const root = rootOf(document);
  const pair = pairOf(root, key);
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
  const document = carefully(() =>
    // The library compares each key with all others.
    parseDocument(yaml, { prettyErrors: false, uniqueKeys: false })
  );
  const [error] = document.errors;
  if (error !== undefined) {
    if (/call stack/.test(error.message)) throw tangled(error);
    throw new SyntaxError(
      `Cannot merge into the model card as its front matter must be YAML: ${error.message}`,
    );
  }
  carefully(() => visit(document, { Map: (_, map) => checkKeys(map) }));
  return document as unknown as Document;
}

/** Does what the library cannot do with every text. */
function carefully<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof SyntaxError) throw error;
    throw tangled(error);
  }
}

function tangled(cause: unknown): SyntaxError {
  return new SyntaxError(
    "Cannot merge into the model card as its front matter is nested too deeply, or has aliases " +
      "of aliases",
    { cause },
  );
}

function checkKeys(map: YAMLMap): void {
  const seen = new Set<unknown>();
  for (const { key } of map.items) {
    const name = isScalar(key) ? key.value : key;
    if (seen.has(name)) {
      throw new SyntaxError(
        `Cannot merge into the model card as its front matter has the key ${
          shown(name)
        } twice`,
      );
    }
    seen.add(name);
  }
}

function rootOf({ contents }: Document): YAMLMap | undefined {
  if (contents === null) return undefined;
  if (isMap(contents)) return contents;
  throw new TypeError(
    "Cannot merge into the model card as its front matter must consist of keys and values",
  );
}

function pairOf(map: YAMLMap | undefined, name: string): Pair | undefined {
  return map?.items.find(({ key }) => isScalar(key) && key.value === name);
}

function edited(yaml: string, edits: readonly Edit[]): string {
  return edits.toSorted(([a], [b]) => b - a).reduce(
    (done, [start, end, text]) => done.slice(0, start) + text + done.slice(end),
    yaml,
  );
}

/** In braces the key goes to the front, or its value is replaced. */
function flowEdit(
  root: YAMLMap,
  pair: Pair | undefined,
  key: string,
  fields: Fields,
): Edit {
  if (pair !== undefined) {
    const value = { ...plain(pair.value), ...fields };
    return [...rangeOf(pair.value), JSON.stringify(value)];
  }
  const start = (root.range?.[0] ?? 0) + 1;
  const comma = root.items.length > 0 ? ", " : "";
  return [start, start, `${key}: ${JSON.stringify(fields)}${comma}`];
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
  return [start, end, `:${lineStart}${lines.join(lineStart)}`];
}

/** Each field keeps its line, its comment and its position. New fields go to the end. */
function fieldEdits(
  yaml: string,
  map: YAMLMap,
  fields: Fields,
  eol: string,
): Edit[] {
  const edits: Edit[] = [];
  const added: Record<string, string | number> = {};
  for (const [name, value] of Object.entries(fields)) {
    const field = pairOf(map, name);
    if (field === undefined) added[name] = value;
    else edits.push(scalarEdit(yaml, field, value));
  }
  if (Object.keys(added).length === 0) return edits;
  const [first, last] = [map.items[0], map.items.at(-1)] as [Pair, Pair];
  const indent = columnOf(yaml, rangeOf(first.key)[0]);
  const at = lineEnd(yaml, rangeOf(last.value)[1]);
  const lines = fieldLines(added, indent).map((line) => `${eol}${line}`);
  return [...edits, [at, at, lines.join("")]];
}

function scalarEdit(yaml: string, field: Pair, value: string | number): Edit {
  const [, keyEnd] = rangeOf(field.key);
  const [start, end] = rangeOf(field.value);
  const space = start === keyEnd + 1 ? " " : "";
  const to = Math.max(start, textEnd(yaml, end));
  return [start, to, `${space}${scalarText(value)}`];
}

/** The end of a value, before the line break that a value in lines of its own includes. */
function textEnd(yaml: string, valueEnd: number): number {
  return yaml.slice(0, valueEnd).replace(/[\r\n]+$/, "").length;
}

/** The end of the line in which a value ends, before its break. */
function lineEnd(yaml: string, valueEnd: number): number {
  const at = textEnd(yaml, valueEnd);
  return at + yaml.slice(at).search(/[\r\n]|$/);
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
  const line = yaml.slice(0, at).split(/[\r\n]/).at(-1) as string;
  return " ".repeat(line.length);
}

/** The fields that are under the key already. */
function plain(node: unknown): Fields {
  return isMap(node) ? carefully(() => node.toJSON()) : {};
}

function blockLines(key: string, fields: Fields, indent = ""): string[] {
  return [`${indent}${key}:`, ...fieldLines(fields, `${indent}  `)];
}

function fieldLines(fields: Fields, indent: string): string[] {
  return Object.entries(fields).map(([name, value]) =>
    `${indent}${name}: ${scalarText(value)}`
  );
}

/**
 * A value that every version of YAML reads alike. In YAML 1.1 `no` is false and `1e-7` is a text,
 * so texts are quoted and numbers written out.
 */
function scalarText(value: unknown): string {
  return typeof value === "number"
    ? decimal(value, 15, "")
    : JSON.stringify(value);
}

/** Everything else must stay: an alias elsewhere may refer to an anchor in the old value. */
function checkMerged(
  before: Document,
  after: Document,
  key: string,
  fields: Fields,
): void {
  const [old, merged] = [before, after].map((document) =>
    carefully(() => {
      const { [key]: own, ...rest } = document.toJS() ?? {};
      return { own, rest: JSON.stringify(rest) };
    })
  );
  const isThere = Object.entries(fields)
    .every(([name, value]) => merged?.own?.[name] === value);
  if (isThere && old?.rest === merged?.rest) return;
  throw new SyntaxError(
    `Cannot merge into the model card as its front matter refers to the value under "${key}"`,
  );
}
