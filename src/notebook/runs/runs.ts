/**
 * What begins runs.
 *
 * @module
 */
export { checkName, checkOptions } from "../../tracker/options.ts";
export { openRun } from "./open_run.ts";
export { startNow } from "./start_now.ts";
