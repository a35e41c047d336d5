/**
 * Mends: the kernel does not show bigints, `NaN`, infinities and `-0`, and never answers for a cell
 * whose value is an integer from 2^53 on. `cell_code.ts` puts a call of this around a cell's value.
 * Seen in: Deno 2.9.6. Upstream: no issue found.
 * Can go when: "a cell whose value is 2^53 has no reply" in `plain_kernel_test.ts` fails.
 * @module
 */

/** The kernel's own function that shows a value. */
interface Formatter {
  readonly jupyter: { format(value: unknown): Promise<object> };
}

/** The value itself if the kernel can show it, or else an object that shows it in the same form. */
export function displayable(value: unknown): unknown {
  const isLost = typeof value === "bigint" ||
    typeof value === "number" &&
      (Math.abs(value) > Number.MAX_SAFE_INTEGER || !Number.isFinite(value) ||
        Object.is(value, -0));
  if (!isLost) return value;
  const { jupyter } = Deno as unknown as Formatter;
  return { [Symbol.for("Jupyter.display")]: () => jupyter.format(value) };
}
