import { parseArgs } from "node:util";
import { nearest } from "../../nearest.ts";
import { UnknownNameError } from "../../errors.ts";
import type { Place } from "./data_dirs.ts";
import { installKernel, listKernels, uninstallKernel } from "./install.ts";
import { KERNEL_NAME } from "./kernel_spec.ts";

/** What is said to who asks for help, or nothing. */
export const USAGE: string = `Adds the kernel "Deno (carboncell)" to Jupyter.

  install    [--user | --sys-prefix | --prefix DIR] [--name NAME]
  uninstall  [--user | --sys-prefix | --prefix DIR] [--name NAME]
  list

  --user        for this user, wherever Jupyter is (the default)
  --sys-prefix  in the environment of the jupyter that is first on the path
  --prefix DIR  in DIR/share/jupyter
  --name NAME   what Jupyter calls it (${KERNEL_NAME})`;

const COMMANDS = ["install", "uninstall", "list", "help"] as const;

/**
 * Does what a command line says.
 * @param args Of the command line
 * @returns What to say
 * @throws {UnknownNameError} If there is no such command; with the nearest
 * @throws {TypeError} If an option is unknown or lacks its value
 */
export async function runCommandLine(args: readonly string[]): Promise<string> {
  const { values, positionals } = parsed(args);
  const [command = "help", ...more] = positionals;
  if (more.length > 0) {
    throw new TypeError(
      `Cannot run the command as it takes options only: current value is ${
        JSON.stringify(more.join(" "))
      }`,
    );
  }
  if (values.help) return USAGE;
  const { name } = values;
  switch (command) {
    case "install":
      return `Installed ${name} in ${await installKernel(
        placeOf(values),
        name,
      )}`;
    case "uninstall":
      return `Removed ${await uninstallKernel(placeOf(values), name)}`;
    case "list":
      return (await listKernels()).join("\n") || "None is installed";
    case "help":
      return USAGE;
    default:
      throw new UnknownNameError(
        "command",
        command,
        nearest(command, COMMANDS.map((known) => [known, known] as const)),
      );
  }
}

const OPTIONS = {
  user: { type: "boolean" },
  "sys-prefix": { type: "boolean" },
  prefix: { type: "string" },
  name: { type: "string", default: KERNEL_NAME },
  help: { type: "boolean", short: "h" },
} as const;

function parsed(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: OPTIONS,
    });
  } catch (error) {
    const { code, message } = error as Error & { code?: string };
    const [, given = ""] = /'(--?[^'\s]*)/.exec(message) ?? [];
    if (code !== "ERR_PARSE_ARGS_UNKNOWN_OPTION") {
      throw new TypeError(`Cannot read the command line: ${message}`);
    }
    const names = Object.keys(OPTIONS).map((name) =>
      [name, `--${name}`] as const
    );
    throw new UnknownNameError("option", given, nearest(given, names));
  }
}

/** Where to, as the options say. */
interface PlaceOptions {
  readonly user?: boolean;
  readonly "sys-prefix"?: boolean;
  readonly prefix?: string;
}

function placeOf({ user, prefix, ...rest }: PlaceOptions): Place {
  const places: Place[] = [
    ...(user ? [{ in: "user" } as const] : []),
    ...(rest["sys-prefix"] ? [{ in: "sys-prefix" } as const] : []),
    ...(prefix === undefined ? [] : [{ in: "prefix", prefix } as const]),
  ];
  if (places.length > 1) {
    throw new TypeError(
      "Cannot install the kernel as only one of --user, --sys-prefix and --prefix must be given",
    );
  }
  return places[0] ?? { in: "user" };
}
