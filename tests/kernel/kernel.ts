import { assertEquals } from "@std/assert";
import { KERNEL_NAME } from "../../src/kernel/install/kernel_spec.ts";
import { type MimeBundle, textOf } from "../../notebooks/tools/notebook.ts";
import {
  type CellResult,
  type Kernel,
  type KernelOptions,
  shownBy,
  thrownBy,
  withKernel,
} from "../notebooks/kernel.ts";

/**
 * Nothing comes late from this kernel; but a message that does must not be missed altogether, in s.
 */
const LATE_S = 0.05;

/** Does one thing after the other in a kernel with magics, as a user does in a notebook. */
export function magicsTest(
  name: string,
  steps: Readonly<Record<string, (kernel: Kernel) => Promise<void>>>,
  options: Pick<KernelOptions, "isElsewhere"> = {},
): void {
  Deno.test(name, (t) =>
    withKernel(async (kernel) => {
      for (const [step, test] of Object.entries(steps)) {
        await t.step(step, () => test(kernel));
      }
    }, { ...options, name: KERNEL_NAME, lateS: LATE_S }));
}

/** Runs a cell that must not throw. */
export async function ran(kernel: Kernel, code: string): Promise<CellResult> {
  const cell = await kernel.execute(code);
  assertEquals(thrownBy(cell), undefined, code);
  return cell;
}

/** What a cell that throws shows as its traceback. */
export async function traceback(
  kernel: Kernel,
  code: string,
): Promise<readonly string[]> {
  const { messages } = await kernel.execute(code);
  const errors = messages.flatMap(({ content }) =>
    "traceback" in content ? [content.traceback as readonly string[]] : []
  );
  assertEquals(errors.length, 1, code);
  return errors[0]!;
}

/** The texts that a cell shows, in their order. */
export function textsOf(cell: CellResult): string[] {
  return shownBy(cell).map(({ content }) => plainText(content.data));
}

function plainText(bundle: MimeBundle): string {
  // colours of a terminal say nothing here
  // deno-lint-ignore no-control-regex
  return textOf(bundle["text/plain"] ?? "").replace(/\x1b\[\d+m/g, "");
}
