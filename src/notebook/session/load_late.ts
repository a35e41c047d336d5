import { kernelBroadcast } from "../../jupyter/broadcast.ts";
import { loadLate } from "../../late.ts";

// A notebook will most likely want it, and waits for an import more willingly than for a cell.
await loadLate(kernelBroadcast() !== undefined);
