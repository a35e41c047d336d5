import { type Machine, messageOf } from "../../machine/machine.ts";
import { type VisibleDevices, visibleDevices } from "./cuda_visible.ts";
import type { Finding } from "../parts/finding.ts";
import { failed } from "../parts/probe.ts";

/**
 * The cards that SLURM gave to this job, by their numbers on the node. Others may use the rest.
 *
 * @param machine Whose environment says it
 * @param count How many cards the node has
 * @returns `undefined` if SLURM does not say, or names other cards
 * @see https://slurm.schedmd.com/srun.html#OPT_SLURM_STEP_GPUS
 */
export function allottedDevices(
  machine: Machine,
  count: number,
): readonly number[] | undefined {
  const list = variable(machine, "SLURM_STEP_GPUS") ??
    variable(machine, "SLURM_JOB_GPUS");
  const indices = list?.split(",").flatMap(numbersOf);
  return indices?.every((index) => index < count) && indices.length > 0
    ? indices
    : undefined;
}

/** `3`, or the numbers of a stretch such as `0-3`. */
function numbersOf(part: string): number[] {
  const [, first, last = first] = /^\s*(\d+)(?:-(\d+))?\s*$/.exec(part) ?? [];
  if (first === undefined) return [NaN];
  const length = Math.max(0, Number(last) - Number(first) + 1);
  return Array.from({ length }, (_, i) => Number(first) + i);
}

/**
 * The cards that a variable leaves of those that the job was given. Its numbers are those of the
 * node or, where the job sees its own cards only, the places among these.
 *
 * @param list The variable; `undefined` if it is not set
 * @param uuids UUID of each card of the node
 * @param allotted Numbers of the cards of the job. @default all
 */
export function visibleOf(
  list: string | undefined,
  uuids: readonly string[],
  allotted?: readonly number[],
): VisibleDevices {
  if (allotted === undefined) return visibleDevices(list, uuids);
  const ofNode = visibleDevices(list, uuids);
  const isOfNode = list !== undefined && ofNode.indices.length > 0 &&
    ofNode.indices.every((index) => allotted.includes(index));
  return isOfNode ? ofNode : visibleAmong(list, uuids, allotted);
}

/**
 * The cards that a variable leaves, where it counts only some cards.
 * @param list The variable; `undefined` if it is not set
 * @param uuids UUID of each card of the node
 * @param among Numbers of the cards that it counts, in its order
 */
export function visibleAmong(
  list: string | undefined,
  uuids: readonly string[],
  among: readonly number[],
): VisibleDevices {
  const visible = visibleDevices(list, among.map((index) => uuids[index]!));
  return { ...visible, indices: visible.indices.map((i) => among[i]!) };
}

/**
 * An environment variable.
 * @param findings Told if it may not be read. @default it counts as not set
 */
export function variable(
  machine: Machine,
  name: string,
  findings?: Finding[],
): string | undefined {
  try {
    return machine.env(name);
  } catch (error) {
    findings?.push({
      ...failed(name, error),
      why: `${messageOf(error)}: every card is measured`,
    });
    return undefined;
  }
}
