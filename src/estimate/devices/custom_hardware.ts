import * as v from "../../input.ts";

/** A device that is not in the catalogue, or whose power the user knows better. */
export interface CustomHardware {
  /** What to call it. */
  readonly name: string;
  /** Thermal design power of one device, in W: the rating on its data sheet. */
  readonly tdpWatts?: number;
  /** Mean power of one device over the job, in W, as measured; instead of `tdpWatts`. */
  readonly meanWatts?: number;
}

const name = v.text();

/** The shape of a device: a name, or one with its own power. */
export const DEVICE_SHAPE: v.Schema = v.optional(
  v.either(
    name,
    v.record({
      name,
      tdpWatts: v.optional(v.number(v.above(0))),
      meanWatts: v.optional(v.number(v.above(0))),
    }),
  ),
);

const WATTS = "a finite number > 0, in W";

/**
 * The shape of a device in the words of an error.
 * @param field The field with the device
 */
export function deviceWanted(field: string): Readonly<Record<string, string>> {
  return {
    [field]:
      "a name in the catalogue, { name, tdpWatts } or { name, meanWatts }",
    [`${field}.name`]: "a name",
    [`${field}.tdpWatts`]: WATTS,
    [`${field}.meanWatts`]: WATTS,
  };
}

/**
 * Checks that a device of the user's own has one power: a rating or a measured mean.
 * @param device What the user gave, of the right shape
 * @param field The field with the device
 * @throws {TypeError} If it has none, or both
 */
export function checkDevice(
  device: string | CustomHardware | undefined,
  field: string,
): void {
  if (typeof device !== "object") return;
  const { tdpWatts, meanWatts } = device;
  if ((tdpWatts === undefined) !== (meanWatts === undefined)) return;
  throw new TypeError(
    `Cannot use ${field} as it must have tdpWatts (its rating) or meanWatts ` +
      `(a measured mean), and not both: current value is ${v.shown(device)}`,
  );
}
