/** `!ls -l`, `files = !ls`: commands for the shell. */
const SHELL = /^[^\S\n]*(?:[\w, ]{1,100}=\s*)?!{1,2}\s*([\w./~-]+)/;
/** `?track`, `track?`, `track??`: a question about a name. */
const QUESTION = /^[^\S\n]*(?:\?{1,2}\s*([\w.]+)|([\w.]+)\?{1,2})\s*;?\s*$/;

/**
 * Says of a line that IPython reads as a command for the shell or a question what to use instead.
 * @param line A line that is not valid here
 * @returns A sentence; `undefined` if it is neither
 */
export function ipythonLine(line: string): string | undefined {
  const [, program] = SHELL.exec(line) ?? [];
  if (program !== undefined) {
    return `Cannot run "!${program}" as the shell's lines are IPython's: use %%track --command above them, or new Deno.Command(${
      JSON.stringify(program)
    })`;
  }
  const [, after, before] = QUESTION.exec(line) ?? [];
  const name = after ?? before;
  return name === undefined
    ? undefined
    : `Cannot answer "${line.trim()}" as questions are IPython's: press Shift+Tab at a name, or write %track? for a magic`;
}
