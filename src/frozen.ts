/**
 * Freezes a value and everything in it. Many results share the same data, and no user of one may
 * change the others.
 */
export function frozen<T>(value: T): T {
  if (typeof value !== "object" || value === null || Object.isFrozen(value)) {
    return value;
  }
  Object.freeze(value);
  for (const inner of Object.values(value)) frozen(inner);
  return value;
}
