import { moduleName } from "../../module_name.ts";

/** How a copy of the project installs the kernel. */
const AGAIN = "npx -y deno@2.9.6 task kernel install";

/** How the file says where the module is. */
const MODULE = /^const module = (".*");$/m;

/** The file that starts the kernel, and says what is wrong if the module is gone. */
export function startText(
  module: string = moduleName("./kernel/main.ts", "kernel"),
): string {
  return `// Starts the Jupyter kernel "Deno (carboncell)".
const module = ${JSON.stringify(module)};
let kernel;
try {
  kernel = await import(module);
} catch (error) {
  console.error(
    \`Cannot start the kernel as its module cannot be loaded: \${module}
\${error.message}
If its folder was moved, install the kernel again from there: ${AGAIN}\`,
  );
  Deno.exit(1);
}
await kernel.start(Deno.args);
`;
}

/**
 * The module that such a file starts.
 * @param text The file
 * @returns `undefined` if it says nothing about that
 */
export function moduleIn(text: string): string | undefined {
  const [, name] = MODULE.exec(text) ?? [];
  return name === undefined ? undefined : JSON.parse(name);
}
