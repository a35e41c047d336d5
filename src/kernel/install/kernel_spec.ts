import { join } from "node:path";

/** The kernel's default name in Jupyter. */
export const KERNEL_NAME = "carboncell";

/** The name that Jupyter shows by default. */
export const DISPLAY_NAME = "Deno (carboncell)";

/** How Jupyter starts a kernel, and the name that it shows. */
export type KernelSpec = {
  readonly argv: readonly string[];
  readonly display_name: string;
  readonly language: string;
  readonly interrupt_mode: "message";
  readonly env?: Readonly<Record<string, string>>;
  readonly metadata: Readonly<Record<string, unknown>>;
};

/** What differs between installed kernels. */
export interface SpecOptions {
  /** The program that runs both kernels. */
  readonly deno: string;
  /** The name that Jupyter shows. @default DISPLAY_NAME */
  readonly displayName?: string | undefined;
  /** Variables of the kernel's environment. @default none */
  readonly env?: Readonly<Record<string, string>>;
}

/** Marks the kernels of this module. */
const MARK = "carboncell";

/** The file beside `kernel.json` that starts the kernel. */
export const START_FILE = "start.js";

/**
 * The content of `kernel.json`.
 * @param dir The folder of the kernel
 * @param options What differs between kernels
 */
export function kernelSpec(
  dir: string,
  { deno, displayName = DISPLAY_NAME, env = {} }: SpecOptions,
): KernelSpec {
  return {
    argv: [
      deno,
      "run",
      "-A",
      // No word about downloads, and no settings of a folder above the kernel's.
      "--quiet",
      "--no-config",
      join(dir, START_FILE),
      "--conn",
      "{connection_file}",
    ],
    display_name: displayName,
    language: "typescript",
    // A signal would also reach the plain kernel, and end it.
    interrupt_mode: "message",
    ...(Object.keys(env).length > 0 && { env }),
    metadata: { [MARK]: true, debugger: false },
  };
}

/** Whether this module made a kernel. */
export function isOwnSpec(spec: unknown): spec is KernelSpec {
  const { metadata } = (spec ?? {}) as Partial<KernelSpec>;
  return metadata?.[MARK] === true;
}
