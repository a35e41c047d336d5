import { AccessError } from "../machine/access_error.ts";
import { atOnce, refused } from "../machine/asking.ts";
import { frozen } from "../frozen.ts";
import { hostMachine, type Machine } from "../machine/machine.ts";
import { need } from "../machine/permission.ts";
import { reportOf, type SensorReport } from "./report.ts";
import { SharedText } from "./shared_text.ts";

/** How long a thread may take to start and to ask all devices, in ms. */
const MOST_MS = 5000;

/** The report on the machine that this runs on. */
export function hostReport(): SensorReport {
  return reportInTime(hostMachine());
}

/**
 * The report on a machine, for a caller that cannot wait for promises. Where there are devices to
 * ask, which may never answer, another thread asks them.
 * @param machine Where to look: the machine that this runs on
 */
export function reportInTime(machine: Machine): SensorReport {
  let asks = false;
  const withoutDevices = refused(reportOf(machine), () => {
    asks = true;
    return new AccessError(
      "failed",
      "Cannot ask it, as no answer came in time",
    );
  });
  if (!asks) return withoutDevices;
  let worker: Worker;
  const answer = new SharedText();
  try {
    const code = new URL("./report_worker.ts", import.meta.url);
    if (code.protocol === "file:") {
      need({ name: "read", path: code }, "load the thread", "--allow-read");
    }
    worker = new Worker(code, { type: "module" });
  } catch {
    return atOnce(reportOf(machine)); // without a thread it waits as long as it takes
  }
  worker.onerror = (event) => event.preventDefault();
  worker.postMessage(answer.shared);
  const text = answer.wait(MOST_MS);
  worker.terminate();
  return text === undefined
    ? withoutDevices
    : { ...frozen(JSON.parse(text) as SensorReport) };
}
