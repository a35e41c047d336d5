/**
 * Freezes a value and everything in it. Many results share the same data, and no user of one may
 * change the others.
 */
export function frozen<T>(value: T): T {
  if (
    typeof value !== "object" || value === null || Object.isFrozen(value) ||
    ArrayBuffer.isView(value)
  ) return value;
  Object.freeze(value);
  if (Array.isArray(value)) { for (const inner of value) frozen(inner); }
  else for (const key in value) frozen(value[key]);
  return value;
}

/** Freezes a list and its entries, which have nothing in them that could change. */
export function frozenList(list: readonly object[]): void {
  for (let i = 0; i < list.length; i += 1) Object.freeze(list[i]);
  Object.freeze(list);
}

/** A copy of an object that was given, frozen. The user's own stays as it is. */
export function frozenCopy<T>(given: T): T {
  if (typeof given !== "object" || given === null) return given;
  const copy = Array.isArray(given)
    ? given.map(frozenCopy)
    : Object.fromEntries(
      Object.entries(given).map(([key, value]) => [key, frozenCopy(value)]),
    );
  return Object.freeze(copy) as T;
}
