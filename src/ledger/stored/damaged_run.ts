/** A stored run that cannot be used, with the reason. */
export class DamagedRun extends Error {
  /** Name of the class, as every error has it. */
  override readonly name = "DamagedRun";
}
