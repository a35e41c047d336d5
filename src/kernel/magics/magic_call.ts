/** What a magic asks the helper to do. */
export type MagicCall =
  | {
    readonly magic: "estimate";
    /** Fields of a job, not checked yet. */
    readonly job: Readonly<Record<string, unknown>>;
  }
  | {
    readonly magic: "command";
    /** Lines for the shell. */
    readonly command: string;
    /** The name and the options of the run, not checked yet. */
    readonly options: Readonly<Record<string, unknown>>;
  }
  | {
    readonly magic: "carbon";
    readonly every?: "on" | "off";
    /** The options of each cell's run, not checked yet. */
    readonly options: Readonly<Record<string, unknown>>;
  }
  | {
    readonly magic: "configure";
    /** Not checked yet. */
    readonly defaults: Readonly<Record<string, unknown>>;
  }
  | { readonly magic: "report"; readonly file: string }
  | { readonly magic: "sensors" }
  | {
    readonly magic: "text";
    /** To show as it is. */
    readonly text: string;
  };
