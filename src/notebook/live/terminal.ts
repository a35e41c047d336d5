/** A terminal that understands escape sequences. */
export interface Terminal {
  /** Writes at once. */
  readonly write: (text: string) => void;
  /** Its size now, in characters. */
  readonly size: () => { readonly columns: number; readonly rows: number };
}

/** With fewer rows, none can be spared. */
const LEAST_ROWS = 5;

/** The terminal behind the standard error; `undefined` if it is none, or a plain one. */
export function errorTerminal(): Terminal | undefined {
  try {
    if (!Deno.stderr.isTerminal() || isPlain()) return undefined;
    if (Deno.consoleSize().rows < LEAST_ROWS) return undefined;
  } catch {
    return undefined; // closed, or of no size
  }
  const encoder = new TextEncoder();
  return {
    write: (text) => {
      Deno.stderr.writeSync(encoder.encode(text));
    },
    size: () => Deno.consoleSize(),
  };
}

/** Such as an editor's, which shows escape sequences as they are. */
function isPlain(): boolean {
  const permission = { name: "env", variable: "TERM" } as const;
  if (Deno.permissions.querySync(permission).state !== "granted") return true;
  const kind = Deno.env.get("TERM");
  return kind === "dumb" ||
    (kind === undefined && Deno.build.os !== "windows");
}
