import { lateModule } from "../../late.ts";

/** What begins runs, as many scripts only estimate. In a notebook it is loaded at the start. */
export const runs: () => typeof import("./runs.ts") = lateModule(
  new URL("./runs.ts", import.meta.url),
  () => import("./runs.ts"),
);
