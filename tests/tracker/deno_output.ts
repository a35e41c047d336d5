/**
 * What a program writes to its standard output.
 * @param program Where it is
 * @param env Added to its environment. @default nothing
 * @throws {Error} If it fails; with what it wrote to standard error
 */
export async function denoOutput(
  program: URL,
  env: Readonly<Record<string, string>> = {},
): Promise<string> {
  const { success, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "--no-check", program.href],
    env,
  }).output();
  const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
  if (!success) throw new Error(`Cannot run ${program}: ${text(stderr)}`);
  return text(stdout);
}
