import type { ReportedEnergy } from "../../calls/seen_call.ts";
import { priceCall } from "./price_call.ts";
import type { CallFacts, CallPrice, RunCall } from "./run_call.ts";

/** The figures of a call, or why it has none. */
export type CallRow =
  | Omit<CallPrice, "uncertainty" | "figures">
  | Pick<RunCall, "notCounted">;

/**
 * The figures of a call. Only a response that says what it used counts: one that failed used next
 * to nothing, and this machine is measured as a whole.
 * @param call What is known about it
 * @param place Where it ran, as host, header or answer named it
 */
export function priced(
  call: CallFacts & { readonly reported?: ReportedEnergy | undefined },
  place: string | undefined,
): CallRow {
  if (call.outcome === "failed" || call.isLocal) return {};
  const price = priceCall({ ...call, place, reported: call.reported });
  if ("notCounted" in price) return price;
  const { uncertainty: _, figures: __, ...row } = price;
  return row;
}
