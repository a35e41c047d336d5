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
      error.stack = `${error.name}: ${error.message}`;
    }
    throw error;
  }
}
