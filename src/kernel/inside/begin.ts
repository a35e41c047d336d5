import type { KernelAddress } from "../../jupyter/cell_messages.ts";
import { provideHelper } from "../../jupyter/kernel_helper.ts";
import { waitForLarge } from "../mends/large_outputs.ts";
import { pacePrints } from "../mends/paced_prints.ts";
import { SentAnswers } from "../mends/sent_answers.ts";
import { nameCells } from "../mends/named_cells.ts";
import { showLateErrors } from "../mends/late_errors.ts";
import { Helper } from "./helper.ts";

/**
 * Runs inside the plain kernel before the first cell. It keeps interrupts and errors from ending or
 * blocking the kernel, ends the kernel together with the process in front, and provides the
 * helper.
 * @param address Where the kernel publishes
 */
export function begin(address: KernelAddress): void {
  nameCells();
  const helper = new Helper(address);
  provideHelper(helper);
  const sent = new SentAnswers(() => helper.askIfSent());
  waitForLarge(helper, sent);
  pacePrints(sent);
  showLateErrors(helper);
  helper.interrupts.listen(sent.shared);
}
