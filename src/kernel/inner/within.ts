/** Whether one of these events comes within so many ms. */
export async function within(
  ms: number,
  ...events: readonly Promise<unknown>[]
): Promise<boolean> {
  const { promise: tooLate, resolve } = Promise.withResolvers<boolean>();
  const timeout = setTimeout(() => resolve(false), ms);
  try {
    return await Promise.race([
      ...events.map((event) => event.then(() => true)),
      tooLate,
    ]);
  } finally {
    clearTimeout(timeout);
  }
}
