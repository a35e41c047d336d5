import type { Ledger } from "./ledger.ts";
import { ledgerPath } from "./location.ts";
import { SqliteLedger } from "./sqlite_ledger.ts";

/**
 * Opens a ledger.
 * @param where The path of its file. @default `CARBONCELL_LEDGER`, else the platform's data folder
 */
export async function openLedger(where?: string | URL): Promise<Ledger> {
  return await SqliteLedger.open(ledgerPath(where));
}
