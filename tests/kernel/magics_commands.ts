import { assertEquals, assertStringIncludes } from "@std/assert";
import { type Kernel, printedBy, thrownBy } from "../notebooks/kernel.ts";
import { assertStatus } from "../notebooks/tracked_cell.ts";
import { ran, traceback } from "./kernel.ts";

/** Programs as runs. */
export const COMMANDS: Readonly<
  Record<string, (kernel: Kernel) => Promise<void>>
> = {
  "--command runs lines of the shell, shows what they print and keeps their metrics":
    runsCommands,
  "--command of a program that fails is an error, and its run has the exit code":
    runFails,
  "--command ends the program when the cell is interrupted": endsCommands,
};

async function runsCommands(kernel: Kernel): Promise<void> {
  const cell = await ran(
    kernel,
    `%%track "my training" --command --region Norway
# two lines
for i in 1 2; do echo "loss: 0.$i"; done
echo careful >&2`,
  );
  assertEquals(printedBy(cell), "loss: 0.1\nloss: 0.2\ncareful\n");
  assertStatus(cell, "finished", "my training, ", "Norway");
  assertEquals(
    await kernel.valueOf("[_run.exitCode, _run.metrics.map((m) => m.loss)]"),
    [0, [0.1, 0.2]],
  );
}

async function runFails(kernel: Kernel): Promise<void> {
  const [message] = await traceback(kernel, "%%track --command\nexit 3");
  assertStringIncludes(message ?? "", "ended with exit code 3");
  assertEquals(
    await kernel.valueOf("[_run.status, _run.exitCode]"),
    ["failed", 3],
  );
}

async function endsCommands(kernel: Kernel): Promise<void> {
  const cell = await kernel.execute(
    "%%track --command --live off\necho begun; sleep 600 & sleep 600",
    "begun",
  );
  assertStringIncludes(thrownBy(cell) ?? "", "AbortError");
  assertEquals(await kernel.valueOf("_run.status"), "aborted");
}
