import { lateModule } from "../session/late_module.ts";

/** What begins runs, as many scripts only estimate. In a notebook it is loaded at the start. */
export const runs: () => typeof import("./runs.ts") = await lateModule(
  new URL("./runs.ts", import.meta.url),
  () => import("./runs.ts"),
);
