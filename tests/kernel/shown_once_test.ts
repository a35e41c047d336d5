import { assertEquals } from "@std/assert";
import { KERNEL_NAME } from "../../src/kernel/install/kernel_spec.ts";
import { type Kernel, thrownBy } from "../notebooks/kernel.ts";
import { kernelTest, kindsOf } from "../notebooks/tracked_cell.ts";

kernelTest("a run that is the result of its cell, in our kernel", {
  "is shown once after a cell that threw, however long the cell runs on": once,
  "is shown by the next cell if its own cell threw": again,
}, KERNEL_NAME);

const SHOWN_ONCE = ["display_data", "update_display_data"];

async function once(kernel: Kernel): Promise<void> {
  await kernel.execute("1 + 1");
  await kernel.execute(`throw new Error("before")`);
  const cell = await kernel.execute(
    `const first = await track("once", () => 1); await sleep(100); first`,
  );
  assertEquals(thrownBy(cell), undefined);
  assertEquals(kindsOf(cell), SHOWN_ONCE);
}

async function again(kernel: Kernel): Promise<void> {
  const cell = await kernel.execute(
    `const second = await track("again", () => 1); throw new Error("after")`,
  );
  assertEquals(kindsOf(cell), SHOWN_ONCE);
  assertEquals(kindsOf(await kernel.execute("second")), ["execute_result"]);
}
