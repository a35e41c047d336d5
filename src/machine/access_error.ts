/** Why something on the machine could not be read. */
export type AccessFailure = "permission" | "missing" | "unreadable" | "failed";

/** Something on the machine could not be read; caught where there is another way. */
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
