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

/**
 * What was imported for a magic.
 * @throws {Error} If it cannot be loaded; says why, where that is known
 */
export async function loaded<Module>(
  imported: Promise<Module>,
): Promise<Module> {
  try {
    return await imported;
  } catch (error) {
    if (!/not a dependency/.test(String(error))) throw error;
    throw traceless(
      new Error(
        "Cannot load carboncell as this kernel belongs to a checkout, which finds its packages from notebooks in its own folders only",
      ),
    );
  }
}
