import type { MagicCall } from "../magics/magic_call.ts";
import type { SessionRun } from "./kernel_hook.ts";

export async function doMagic(
  _: MagicCall,
  __: readonly SessionRun[],
): Promise<void> {}
