/**
 * A value that nobody can change any more, nor anything in it. What many results share must not be
 * changed through one of them.
 */
export function frozen<T>(value: T): T {
  if (typeof value !== "object" || value === null || Object.isFrozen(value)) {
    return value;
  }
  Object.freeze(value);
  for (const inner of Object.values(value)) frozen(inner);
  return value;
}
