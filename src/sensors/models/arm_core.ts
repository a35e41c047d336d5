/**
 * Arm cores by implementer and part, as `/proc/cpuinfo` numbers them.
 * @see https://github.com/util-linux/util-linux/blob/master/sys-utils/lscpu-arm.c
 */
const CORES: Readonly<Record<string, string>> = {
  "0x41 0xd08": "Cortex-A72",
  "0x41 0xd0b": "Cortex-A76",
  "0x41 0xd0c": "Neoverse-N1",
  "0x41 0xd40": "Neoverse-V1",
  "0x41 0xd42": "Cortex-A78AE",
  "0x41 0xd49": "Neoverse-N2",
  "0x41 0xd4f": "Neoverse-V2",
  "0x41 0xd83": "Neoverse-V3AE",
  "0x41 0xd84": "Neoverse-V3",
  "0x41 0xd8e": "Neoverse-N3",
  "0x48 0xd01": "Kunpeng 920",
  "0xc0 0xac3": "AmpereOne",
  "0xc0 0xac4": "AmpereOne",
};

/** The processors with these cores in the clouds, and those that only one maker sells. */
const PROCESSORS: Readonly<Record<string, string>> = {
  "aws Cortex-A72": "AWS Graviton",
  "aws Neoverse-N1": "AWS Graviton2",
  "aws Neoverse-V1": "AWS Graviton3",
  "aws Neoverse-V2": "AWS Graviton4",
  "aws Neoverse-V3": "AWS Graviton5",
  "gcp Neoverse-N1": "Ampere Altra Q80-30",
  "gcp Neoverse-V2": "Google Axion",
  "azure Neoverse-N1": "Ampere Altra Q80-30",
  "azure Neoverse-N2": "Microsoft Cobalt 100",
  "alibaba Neoverse-N2": "Alibaba Yitian 710",
};

/**
 * The name of an Arm processor's cores, or of the board where it is a single one.
 * @param implementer Such as `0x41`
 * @param part Such as `0xd0c`
 * @param board Such as `Raspberry Pi 4 Model B Rev 1.4`
 */
export function armCore(
  implementer: string | undefined,
  part: string | undefined,
  board: string | undefined,
): string | undefined {
  const pi = board?.match(/^Raspberry Pi \d+/)?.[0];
  return pi ?? CORES[`${implementer} ${part}`];
}

/**
 * The processor that a cloud builds with these cores.
 * @param name The cores, or any other name
 * @param provider Key of the provider
 * @returns The name as it was if there is no such processor
 */
export function armProcessor(name: string, provider = ""): string {
  return PROCESSORS[`${provider} ${name}`] ?? name;
}
