import {
  madeMemory,
  type MadeShare,
  OF_HOST,
} from "../../estimate/embodied.ts";
import type { Part } from "./statement.ts";

/** What making the hardware of jobs emitted. */
export interface MadeJobs {
  /** That of each card, CPU or GB of memory; empty if it is not known. */
  readonly made: readonly (MadeShare & { readonly part: Part })[];
  /** GB of memory that the host of a CPU holds for it. */
  readonly hostGb: number;
}

/**
 * What making the hardware of jobs emitted. A job has a share of its hosts, as others use the rest:
 * of servers that hold cards, processors and memory, or else of those of its processors.
 * @param cards That of a card; empty without cards
 * @param cpus That of a CPU; empty if the processor is not known
 */
export function madeJobs(
  cards: readonly MadeShare[],
  cpus: readonly MadeShare[],
): MadeJobs {
  const isOther = ({ hosts }: MadeShare) => hosts === 0;
  const ofCards = cards.map((made) => ({ ...made, part: "gpu" }) as const);
  // Servers of cards, and computers such as a Jetson, have no host of their own.
  const isWhole = cards.length > 0 && cards.every(isOther);
  if (isWhole || cards.length + cpus.length === 0) {
    return { made: ofCards, hostGb: 0 };
  }
  const hosts = cpus.reduce((sum, made) => sum + made.hosts, 0);
  return {
    made: [
      ...(hosts > 0 ? ofCards.filter(isOther) : ofCards),
      ...cpus.map((made) => ({ ...made, part: "cpu" }) as const),
      { ...madeMemory(), part: "more" },
    ],
    hostGb: OF_HOST.memoryGb * hosts,
  };
}
