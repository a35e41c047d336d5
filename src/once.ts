/**
 * Returns a function that makes each value once, when it is first asked for. Sweeps look up the
 * same few things in unchanging tables hundreds of thousands of times.
 */
export function once<Value, Key = void>(
  make: (key: Key) => Value,
): (key: Key) => Value {
  const made = new Map<Key, Value>();
  return (key) => {
    let value = made.get(key);
    if (value === undefined) made.set(key, value = make(key));
    return value;
  };
}
