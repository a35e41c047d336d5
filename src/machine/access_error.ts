/** Why something of the machine could not be had. */
export type AccessFailure = "permission" | "missing" | "unreadable" | "failed";

/** Something of the machine that could not be had: caught where another way exists. */
export class AccessError extends Error {
  /** Name of the class, as every error has it. */
  override readonly name = "AccessError";
  /** Deno's permission, absent, closed to this user, or an error of the device. */
  readonly failure: AccessFailure;
  /** What would help, if anything. */
  readonly how: string | undefined;

  /** An error that says what failed, and what would help. */
  constructor(failure: AccessFailure, message: string, how?: string) {
    super(message);
    this.failure = failure;
    this.how = how;
  }
}
