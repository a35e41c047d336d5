import { fileURLToPath } from "node:url";
import { moduleName } from "../../module_name.ts";

/** The kernel's default name in Jupyter. */
export const KERNEL_NAME = "carboncell";

/** How Jupyter starts a kernel, and the name that it shows. */
export type KernelSpec = {
  readonly argv: readonly string[];
  readonly display_name: string;
  readonly language: string;
  readonly interrupt_mode: "message";
  readonly metadata: Readonly<Record<string, unknown>>;
};

/** Marks the kernels of this module. */
const MARK = "carboncell";

/**
 * The content of `kernel.json`.
 * @param deno The program that runs both kernels
 */
export function kernelSpec(deno: string = Deno.execPath()): KernelSpec {
  const name = moduleName("./kernel/main.ts", "kernel");
  const main = name.startsWith("file:") ? fileURLToPath(name) : name;
  return {
    argv: [deno, "run", "-A", main, "--conn", "{connection_file}"],
    display_name: "Deno (carboncell)",
    language: "typescript",
    // A signal would also reach the plain kernel, and end it.
    interrupt_mode: "message",
    metadata: { [MARK]: true, debugger: false },
  };
}

/** Whether this module made a kernel. */
export function isOwnSpec(spec: unknown): boolean {
  const { metadata } = (spec ?? {}) as Partial<KernelSpec>;
  return metadata?.[MARK] === true;
}
