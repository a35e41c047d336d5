import { AccessError } from "./access_error.ts";

const ALL_ACCESS =
  "run Deno with -A and without any --deny flag, as the notebook kernel does";

const NAMES = ["read", "write", "net", "env", "sys", "run", "ffi"] as const;

/** Checks a permission, so that Deno never asks the user. */
export function need(
  descriptor: Deno.PermissionDescriptor,
  what: string,
  flag: string,
): void {
  if (Deno.permissions.querySync(descriptor).state !== "granted") {
    throw new AccessError(
      "permission",
      `Cannot ${what} as Deno was not given ${flag}`,
      `run Deno with ${flag}`,
    );
  }
}

let everything = false;

/**
 * Checks that everything is allowed. Any --deny flag closes /proc and /sys, and Deno would only
 * find out at the read and ask the user. Checked until it succeeds, not at every sample.
 */
export function needEverything(path: string): void {
  if (everything) return;
  const lacking = NAMES.filter((name) => {
    const { state, partial } = Deno.permissions.querySync({ name });
    return state !== "granted" || partial;
  });
  if (lacking.length > 0) throw closed(path, lacking.join(", "));
  everything = true;
}

/** The error for a file that Deno does not open, with the missing permission. */
export function closed(path: string, lacking: string): AccessError {
  return new AccessError(
    "permission",
    `Cannot read "${path}" as Deno opens it only with --allow-all, and was not given ${lacking}`,
    ALL_ACCESS,
  );
}
