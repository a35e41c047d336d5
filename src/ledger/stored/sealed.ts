import { checksum } from "./checksum.ts";
import { DamagedRun } from "./damaged_run.ts";

/**
 * A value as text, with a checksum.
 * @param value What JSON can hold
 * @param owner What it belongs to, which the checksum holds too. @default nothing
 */
export function sealed(value: unknown, owner: string = ""): string {
  const text = JSON.stringify(value);
  return checksum(text, owner) + text;
}

/**
 * The value of such a text.
 * @param text As it was read
 * @param owner What it belongs to. @default nothing
 * @throws {DamagedRun} If either was changed
 */
export function unsealed<Value>(text: unknown, owner: unknown = ""): Value {
  const value = String(text).slice(8);
  if (checksum(value, String(owner)) !== String(text).slice(0, 8)) {
    throw new DamagedRun("what it shares is damaged");
  }
  return JSON.parse(value) as Value;
}
