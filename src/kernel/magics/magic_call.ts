/** What a magic does, ready to be done within the kernel. */
export type MagicCall =
  | {
    readonly magic: "estimate";
    /** Fields of a job, unchecked. */
    readonly job: Readonly<Record<string, unknown>>;
  }
  | { readonly magic: "carbon"; readonly every?: "on" | "off" }
  | { readonly magic: "report"; readonly file: string }
  | { readonly magic: "sensors" }
  | {
    readonly magic: "text";
    /** To be shown as it is. */
    readonly text: string;
  };
