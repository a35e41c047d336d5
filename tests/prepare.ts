/**
 * Installs the Pythons that the tests use. Each test installs its own when it needs it; CI calls
 * this while it checks the code, so that the tests do not wait.
 */
import { ensureJupyter } from "../notebooks/tools/environment.ts";
import { chdbPython } from "./jobs/engines/servers.ts";
import { kernelPython } from "./kernel/python.ts";
import { exportingJupyter } from "./notebooks/exports.ts";
import { peersPython } from "./reports/peers.ts";

await Promise.all([
  ensureJupyter(),
  exportingJupyter(),
  peersPython(),
  kernelPython(),
  chdbPython(),
]);
