import { type Machine, tried } from "../../machine/machine.ts";

const FOLDER = "/sys/bus/pci/devices";
const NVIDIA = "0x10de";
/** Classes of display controllers, by the first byte; the audio of a card has another. */
const DISPLAY = /^0x03/;

/**
 * Addresses of NVIDIA's cards on the bus, such as `0000:01:00.0`, with or without a driver.
 * @param machine Where to look
 * @see https://pci-ids.ucw.cz
 */
export function nvidiaCards(machine: Machine): readonly string[] {
  const text = (path: string) =>
    tried(() => machine.readTextFile(`${FOLDER}/${path}`).trim());
  return (tried(() => machine.readDir(FOLDER)) ?? []).filter((address) =>
    text(`${address}/vendor`) === NVIDIA &&
    DISPLAY.test(text(`${address}/class`) ?? "")
  );
}
