import { shortPath } from "../../ledger/location.ts";
import { hostMachine, type Machine } from "../../machine/machine.ts";

/** The path of a notebook. A console adds a name of its own, which says nothing. */
const NOTEBOOK = /^.*\.ipynb/is;

/**
 * The path of the notebook that this kernel runs, from the user's home. Notebooks in different
 * folders may have the same name, so the folder belongs to it.
 * @param machine Gives the environment
 * @returns `undefined` outside a notebook, or where its server does not say
 * @see https://jupyter-server.readthedocs.io/en/latest/other/changelog.html (`JPY_SESSION_NAME`)
 */
export function notebookPath(
  { env }: Pick<Machine, "env"> = hostMachine(),
): string | undefined {
  try {
    const [path] = NOTEBOOK.exec(env("JPY_SESSION_NAME") ?? "") ?? [];
    const home = env("HOME") ?? env("USERPROFILE");
    return path && shortPath(path, { current: undefined, home });
  } catch {
    return undefined; // the environment may not be read
  }
}
