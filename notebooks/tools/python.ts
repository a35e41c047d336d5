import { runCommand } from "./command.ts";

/** The names of the Python program on the systems that Jupyter supports. */
export const PYTHONS: readonly string[] = Deno.build.os === "windows"
  ? ["python", "py"]
  : ["python3", "python"];

/** The oldest Python that the pinned packages support. */
const MINIMUM = [3, 10] as const;

const PRINT_VERSION = "import sys; print('%d.%d' % sys.version_info[:2])";

/**
 * Gives the first of `candidates` that is a Python of a supported version.
 * @throws {Error} If there is none; the message says what to install
 */
export async function findPython(
  candidates: readonly string[] = PYTHONS,
): Promise<string> {
  const found: string[] = [];
  for (const candidate of candidates) {
    const version = await pythonVersion(candidate);
    if (version !== undefined && isEnough(version)) return candidate;
    found.push(`${candidate}: ${version ?? "does not run"}`);
  }
  throw new Error(
    `Cannot set up Jupyter as it needs Python ${MINIMUM.join(".")} or newer: ` +
      `found ${found.join(", ")}\nInstall it and try again, for example with ` +
      `\`apt install python3 python3-venv\`, \`brew install python\` or ` +
      `\`winget install Python.Python.3.13\``,
  );
}

async function pythonVersion(python: string): Promise<string | undefined> {
  try {
    const { code, stdout } = await runCommand(python, ["-c", PRINT_VERSION]);
    return code === 0 ? stdout.trim() : undefined;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    if (error instanceof Deno.errors.PermissionDenied) return undefined;
    throw error;
  }
}

function isEnough(version: string): boolean {
  const [major = NaN, minor = NaN] = version.split(".").map(Number);
  return major > MINIMUM[0] || (major === MINIMUM[0] && minor >= MINIMUM[1]);
}
