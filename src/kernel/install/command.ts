import { parseArgs } from "node:util";
import { nearest } from "../../nearest.ts";
import { UnknownNameError } from "../../errors.ts";
import type { InstallPlace } from "./data_dirs.ts";
import { installKernel, listKernels, uninstallKernel } from "./install.ts";
import { DISPLAY_NAME, KERNEL_NAME } from "./kernel_spec.ts";

/** The help, which is also shown without a command. */
export const USAGE: string = `Adds the kernel "Deno (carboncell)" to Jupyter.

  install    [--user | --sys-prefix | --prefix DIR] [--name NAME]
             [--display-name TEXT] [--env NAME=VALUE]
  uninstall  [--user | --sys-prefix | --prefix DIR] [--name NAME]
  list

  --user               for this user and any Jupyter (the default)
  --sys-prefix         in the environment of the first jupyter on the path
  --prefix DIR         in DIR/share/jupyter
  --name NAME          its name in Jupyter (${KERNEL_NAME})
  --display-name TEXT  the name that Jupyter shows (${DISPLAY_NAME})
  --env NAME=VALUE     sets a variable in the kernel; may be repeated`;

const COMMANDS = ["install", "uninstall", "list", "help"] as const;

/**
 * Runs a command line.
 * @param args The arguments
 * @returns The text to print
 * @throws {UnknownNameError} If the command or an option is unknown; with the nearest ones
 * @throws {TypeError} If an option lacks its value, or does not fit the others
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
        {
          name,
          displayName: values["display-name"],
          env: envOf(values.env ?? []),
        },
      )}`;
    case "uninstall":
      return `Removed ${await uninstallKernel(placeOf(values), name)}`;
    case "list":
      return (await listKernels()).map(({ dir, fault }) =>
        fault === undefined ? dir : `${dir} (${fault})`
      ).join("\n") || "The kernel is not installed";
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
  "display-name": { type: "string" },
  env: { type: "string", multiple: true },
  help: { type: "boolean", short: "h" },
} as const;

/** `--env NAME VALUE`, as `ipykernel install` takes it, as `--env NAME=VALUE`. */
function joinedEnv(args: readonly string[]): string[] {
  const joined: string[] = [];
  for (let i = 0; i < args.length; i += 1) {
    const [word = "", name = "", value] = args.slice(i);
    const isPair = word === "--env" && /^\w+$/.test(name) &&
      value !== undefined;
    joined.push(...isPair ? [word, `${name}=${value}`] : [word]);
    if (isPair) i += 2;
  }
  return joined;
}

/** The variables that the user gives. */
function envOf(pairs: readonly string[]): Record<string, string> {
  return Object.fromEntries(pairs.map((pair) => {
    const [, name, value] = /^(\w+)=(.*)$/s.exec(pair) ?? [];
    if (name !== undefined && value !== undefined) return [name, value];
    throw new TypeError(
      `Cannot set the variable as --env takes NAME=VALUE: current value is ${
        JSON.stringify(pair)
      }`,
    );
  }));
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({
      args: joinedEnv(args),
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

function placeOf(
  { user, prefix, ...rest }: ReturnType<typeof parsed>["values"],
): InstallPlace {
  const places: InstallPlace[] = [
    ...(user ? [{ in: "user" } as const] : []),
    ...(rest["sys-prefix"] ? [{ in: "sys-prefix" } as const] : []),
    ...(prefix === undefined ? [] : [{ in: "prefix", prefix } as const]),
  ];
  if (places.length > 1) {
    throw new TypeError(
      "Cannot install the kernel as only one of --user, --sys-prefix and --prefix can be given",
    );
  }
  return places[0] ?? { in: "user" };
}
