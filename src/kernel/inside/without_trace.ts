/**
 * Does something for a magic. What it throws on purpose says all in its message: its traceback would be one
 * through our code.
 */
export async function withoutTrace<T>(
  action: () => T | Promise<T>,
): Promise<T> {
  try {
    return await action();
  } catch (error) {
    if (error instanceof Error && error.message.startsWith("Cannot ")) {
      throw traceless(error);
    }
    throw error;
  }
}

/** The same error, without a trace of where it was made. */
export function traceless<E extends Error>(error: E): E {
  return Object.defineProperty(error, "stack", {
    value: `${error.name}: ${error.message}`,
  });
}
