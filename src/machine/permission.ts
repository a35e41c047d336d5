import { AccessError } from "./access_error.ts";

const ALL_ACCESS =
  "run Deno with -A and without any --deny flag, as the notebook kernel does";

const PERMISSIONS = [
  "read",
  "write",
  "net",
  "env",
  "sys",
  "run",
  "ffi",
] as const;

/** Asks whether it is allowed, so that Deno never asks the user. */
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
 * Asks whether all is allowed. A --deny flag for anything, or for a part of it, closes /proc and /sys;
 * and a read that is refused so late would ask the user. Asked until it holds, not at every sample.
 */
export function needEverything(path: string): void {
  if (everything) return;
  const lacking = PERMISSIONS.filter((name) => {
    const { state, partial } = Deno.permissions.querySync({ name });
    return state !== "granted" || partial;
  });
  if (lacking.length > 0) throw closed(path, lacking.join(", "));
  everything = true;
}

/** What Deno did not open, and what it lacked for it. */
export function closed(path: string, lacking: string): AccessError {
  return new AccessError(
    "permission",
    `Cannot read "${path}" as Deno opens it only with --allow-all, and was not given ${lacking}`,
    ALL_ACCESS,
  );
}
