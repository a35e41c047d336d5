import { fileURLToPath } from "node:url";
import { moduleName } from "../../module_name.ts";

/** What Jupyter calls the kernel unless told otherwise. */
export const KERNEL_NAME = "carboncell";

/** How Jupyter starts a kernel, and what it calls it. */
export type KernelSpec = {
  readonly argv: readonly string[];
  readonly display_name: string;
  readonly language: string;
  readonly interrupt_mode: "message";
  readonly metadata: Readonly<Record<string, unknown>>;
};

/** By this its own kernels are told from others. */
const MARK = "carboncell";

/**
 * What `kernel.json` holds.
 * @param deno The program that runs both kernels
 */
export function kernelSpec(deno: string = Deno.execPath()): KernelSpec {
  return {
    argv: [deno, "run", "-A", mainModule(), "--conn", "{connection_file}"],
    display_name: "Deno (carboncell)",
    language: "typescript",
    // A signal would reach the plain kernel too, which it ends.
    interrupt_mode: "message",
    metadata: { [MARK]: true, debugger: false },
  };
}

/** Whether this module has made a kernel. */
export function isOwnSpec(spec: unknown): boolean {
  const { metadata } = (spec ?? {}) as Partial<KernelSpec>;
  return metadata?.[MARK] === true;
}

function mainModule(): string {
  const name = moduleName("./kernel/main.ts", "kernel");
  return name.startsWith("file:") ? fileURLToPath(name) : name;
}
