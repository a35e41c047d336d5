/** A terminal that understands escape sequences. */
export interface Terminal {
  /** Writes at once. */
  readonly write: (text: string) => void;
  /** Its size now, in characters. */
  readonly size: () => { readonly columns: number; readonly rows: number };
}

/** A terminal with fewer rows keeps all of them. */
const LEAST_ROWS = 5;

/** The terminal of the standard error; `undefined` if it is not one, or understands no escapes. */
export function errorTerminal(): Terminal | undefined {
  try {
    if (!Deno.stderr.isTerminal() || isPlain()) return undefined;
    if (Deno.consoleSize().rows < LEAST_ROWS) return undefined;
  } catch {
    return undefined; // closed, or without a size
  }
  const encoder = new TextEncoder();
  return {
    write: (text) => {
      Deno.stderr.writeSync(encoder.encode(text));
    },
    size: () => Deno.consoleSize(),
  };
}

/** Whether it shows escape sequences as text, as terminals of editors and logs of CI may do. */
function isPlain(): boolean {
  const [kind, ci] = ["TERM", "CI"].map((variable) => {
    const { state } = Deno.permissions.querySync({ name: "env", variable });
    return state === "granted" ? Deno.env.get(variable) : "dumb";
  });
  return kind === "dumb" || !["", "false", undefined].includes(ci) ||
    (kind === undefined && Deno.build.os !== "windows");
}
