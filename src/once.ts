/**
 * A function that makes each value once. For what is looked up in tables that never change: sweeps ask
 * for the same few things hundreds of thousands of times.
 */
export function once<Key, Value>(
  make: (key: Key) => Value,
): (key: Key) => Value {
  const made = new Map<Key, Value>();
  return (key) => {
    let value = made.get(key);
    if (value === undefined) made.set(key, value = make(key));
    return value;
  };
}
