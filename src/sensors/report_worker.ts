/**
 * A thread that asks the devices what they are, for a thread that has to wait for the answer.
 * @module
 */
import { inTime } from "../machine/asking.ts";
import { hostMachine } from "../machine/machine.ts";
import { SharedText } from "./shared_text.ts";
import { reportOf } from "./report.ts";

/** The part of a worker's global scope that is used here. */
interface WorkerScope {
  onmessage: ((event: MessageEvent<SharedArrayBuffer>) => void) | null;
  close(): void;
}

const scope = globalThis as unknown as WorkerScope;

scope.onmessage = async ({ data }) => {
  const report = await inTime(reportOf(hostMachine()));
  new SharedText(data).write(JSON.stringify(report));
  scope.close();
};
