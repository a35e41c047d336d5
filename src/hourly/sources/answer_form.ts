import { library } from "../../library.ts";
import { SourceError } from "./source_error.ts";

type Zod = typeof import("npm:zod@4.6.7");
type Schema<T> = { safeParse(value: unknown): Parsed<T> };
type Parsed<T> = { success: true; data: T } | {
  success: false;
  error: { issues: { path: PropertyKey[]; message: string }[] };
};

/** Whether a text is a time. */
export function isTime(text: string): boolean {
  return Number.isFinite(Date.parse(text));
}

let loaded: Promise<Zod> | undefined;

/**
 * Reads an answer of a server.
 * @param source The name of the source, for the error
 * @param answer What the server sent
 * @param form Says what it must look like
 * @throws {SourceError} If it looks otherwise
 */
export async function readAnswer<T>(
  source: string,
  answer: unknown,
  form: (z: Zod) => Schema<T>,
): Promise<T> {
  loaded ??= library<Zod>("npm:zod@4.6.7");
  const read = form(await loaded).safeParse(answer);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  const where = issue?.path.map(String).join(".");
  throw new SourceError(
    source,
    `its answer has another form than documented${
      where ? ` at ${JSON.stringify(where)}` : ""
    }: ${issue?.message ?? "it cannot be read"}`,
    false,
  );
}
