/**
 * What a program writes to its standard output.
 * @throws {Error} If it fails; with what it wrote to standard error
 */
export async function denoOutput(program: URL): Promise<string> {
  const { success, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "--no-check", program.href],
  }).output();
  const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
  if (!success) throw new Error(`Cannot run ${program}: ${text(stderr)}`);
  return text(stdout);
}
