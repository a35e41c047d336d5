/** What does here what a magic of IPython does there. */
const INSTEAD: Readonly<Record<string, string>> = {
  ...sameFor("%%track, whose card says how long the cell took", "time"),
  ...sameFor("performance.now() before and after the code", "timeit", "prun"),
  ...sameFor(
    "%%track --command above the commands",
    ...["bash", "sh", "script", "system", "sx", "cmd"],
  ),
  ...sameFor(
    "%%track --command above a line such as python3 train.py",
    ...["python", "python2", "python3", "run", "pypy", "perl", "ruby"],
  ),
  ...sameFor(
    "an import from npm:name or jsr:@scope/name, which installs it",
    ...["pip", "conda", "mamba", "uv", "load_ext", "reload_ext"],
  ),
  ...sameFor(
    "charts.plot() or Plot.plot(), which need no setting",
    ...["matplotlib", "pylab"],
  ),
  ...sameFor("Deno.writeTextFile(path, text)", "writefile", "file"),
  ...sameFor("Deno.readTextFile(path)", "load", "loadpy", "pycat"),
  ...sameFor("Deno.chdir(path)", "cd", "pushd", "popd"),
  ...sameFor("Deno.cwd()", "pwd"),
  ...sameFor("Deno.readDirSync(path)", "ls", "ll", "ldir"),
  ...sameFor("Deno.env", "env", "set_env"),
  ...sameFor(
    "Deno.jupyter.html and Deno.jupyter.md before a text in backticks",
    ...["html", "markdown", "latex", "svg"],
  ),
  ...sameFor("the cell without it", "javascript", "js", "typescript"),
  ...sameFor("a restart of the kernel", "reset", "autoreload", "xdel"),
  ...sameFor("%lsmagic", "magic", "quickref", "alias_magic"),
  ...sameFor("%configure", "config"),
  ...sameFor(
    "console.log(), as the kernel has no command for it",
    ...["who", "who_ls", "whos", "pdb", "debug", "tb", "xmode", "pinfo"],
    ...["history", "hist", "recall", "rerun", "store", "capture", "precision"],
  ),
};

function sameFor(
  instead: string,
  ...names: readonly string[]
): Record<string, string> {
  return Object.fromEntries(names.map((name) => [name, instead]));
}

/**
 * Says of a magic of IPython what to use instead.
 * @param name Without its percent signs
 * @returns The end of a sentence; `undefined` if IPython has no such magic
 */
export function insteadOf(name: string): string | undefined {
  return Object.hasOwn(INSTEAD, name)
    ? `it is one of IPython: use ${INSTEAD[name]}`
    : undefined;
}
