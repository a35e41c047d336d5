import { assert, assertEquals, assertRejects } from "@std/assert";
import { trackCommand } from "../../mod.ts";
import type { CommandOptions } from "../../src/notebook/types.ts";
import { delay } from "../delay.ts";

const OPTIONS = { region: "Norway", live: false } as const;

const MODULE = new URL("../../mod.ts", import.meta.url).href;

/** Runs a script that tracks a command, and gives it a signal once it has printed something. */
async function script(
  code: string,
  flags: readonly string[],
  signal?: Deno.Signal,
): Promise<{ out: string; err: string; pids: number[] }> {
  const child = new Deno.Command(Deno.execPath(), {
    args: [
      "run",
      "--no-check",
      ...flags,
      `data:text/typescript,${encodeURIComponent(code)}`,
    ],
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  let out = "";
  const reader = child.stdout.pipeThrough(new TextDecoderStream()).getReader();
  const err = new Response(child.stderr).text();
  for (let sent = signal === undefined;;) {
    const { done, value } = await reader.read();
    if (done) break;
    out += value;
    if (!sent && /pids \d+ \d+\n/.test(out)) {
      child.kill(signal!);
      sent = true;
    }
  }
  await child.status;
  const [, ...pids] = /pids (\d+) (\d+)\n/.exec(out) ?? [];
  return { out, err: await err, pids: pids.map(Number) };
}

/** Whether a process is alive, and not only waited for. */
function isAlive(pid: number): boolean {
  try {
    return !/^State:\s+[ZX]/m.test(
      Deno.readTextFileSync(`/proc/${pid}/status`),
    );
  } catch {
    return false;
  }
}

async function ends(pids: readonly number[]): Promise<void> {
  assertEquals(pids.length, 2);
  for (let i = 0; i < 100 && pids.some(isAlive); i += 1) await delay(100);
  assertEquals(pids.filter(isAlive), []);
}

Deno.test("trackCommand() keeps the metrics of both outputs, and the exit code", async () => {
  const run = await trackCommand("echo loss: 0.5; echo acc=1 >&2", OPTIONS);
  assertEquals([run.status, run.exitCode, run.place.name], [
    "finished",
    0,
    "Norway",
  ]);
  assertEquals(run.name, "echo loss: 0.5; echo acc=1 >&2");
  const logged = run.metrics.flatMap(({ loss, acc }) => [loss, acc])
    .filter((value) => value !== undefined);
  assertEquals(logged.sort(), [0.5, 1]);
});

Deno.test("trackCommand() of a program that fails is a failed run with its exit code", async () => {
  const cases: [string | string[], number, string][] = [
    ["exit 3", 3, "exit code 3"],
    [["sh", "-c", "exit 255"], 255, "exit code 255"],
    ["kill -9 $$", 137, "ended by SIGKILL"],
    ["no-such-program 2>/dev/null", 127, "exit code 127"],
  ];
  for (const [command, code, says] of cases) {
    const run = await trackCommand(command, OPTIONS);
    assertEquals([run.status, run.exitCode], ["failed", code]);
    assert(run.reason?.includes(says), run.reason);
  }
});

Deno.test("trackCommand() ends the program and all that it started when the budget is spent", async () => {
  const pids = Deno.makeTempFileSync();
  // Both do not listen to an interrupt.
  const run = await trackCommand(
    `trap '' INT; sleep 600 & echo pids $$ $! > ${pids}; while :; do sleep 1; done`,
    {
      ...OPTIONS,
      // Nothing is spent before the program no longer listens.
      carbonIntensity: () => Deno.statSync(pids).size > 0 ? 1e12 : 0,
      budgetKg: 1e-3,
      intervalMs: 50,
    },
  );
  assertEquals([run.status, run.exitCode], ["aborted", 137]);
  assert(run.reason?.includes("budget"));
  const [, ...found] = Deno.readTextFileSync(pids).trim().split(" ");
  Deno.removeSync(pids);
  await ends(found.map(Number));
});

for (const signal of ["SIGINT", "SIGKILL"] as const) {
  Deno.test(`a command ends with its group when ${signal} ends the script`, async () => {
    const { pids } = await script(
      `import { trackCommand } from "${MODULE}";
       await trackCommand("sleep 600 & echo pids $$ $!; wait",
         { region: "Norway" }).catch((error) => console.error(error.name));`,
      ["-A"],
      signal,
    );
    await ends(pids);
  });
}

Deno.test("trackCommand() passes on what is printed byte by byte, and does not wait for the background", async () => {
  const { out, err } = await script(
    `import { trackCommand } from "${MODULE}";
     const run = await trackCommand("printf 'é no end'; echo err >&2; sleep 3 &",
       { region: "Norway" });
     console.log("|" + run.notes.some((note) => note.includes("background")));`,
    ["-A"],
  );
  assert(out.includes("é no end|true"), out);
  assert(err.includes("err\n"), err);
});

Deno.test("trackCommand() without --allow-run says so", async () => {
  const { out } = await script(
    `import { trackCommand } from "${MODULE}";
     await trackCommand("echo").catch((error) => console.log(error.message));
     const run = await trackCommand(["true"], { region: "Norway" })
       .catch((error) => error);
     console.log(run.exitCode);`,
    ["--no-prompt", "--allow-read", "--allow-env", "--allow-run=true"],
  );
  // One program that may run needs no shell.
  assertEquals(
    out,
    'Cannot run "sh" as Deno was not given --allow-run\n0\n',
  );
});

Deno.test("trackCommand() refuses what does not fit, naming what is allowed", async () => {
  const refused = (command: unknown, says: string, options?: unknown) =>
    assertRejects(
      () => trackCommand(command as string, options as CommandOptions),
      TypeError,
      says,
    );
  for (const command of ["", " ", [], [5], null, {}]) {
    await refused(command, "must be text for the shell, or a list");
  }
  await refused("true", "must be a RegExp with named groups", {
    metrics: /loss/,
  });
  await refused("true", 'did you mean "metrics"?', { metric: /(?<a>b)/ });
  await refused("true", "its name must be text", { name: "" });
});
