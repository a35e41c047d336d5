import { assertEquals, assertStringIncludes } from "@std/assert";
import type { Kernel } from "../notebooks/kernel.ts";
import { ran, textsOf, traceback } from "./kernel.ts";

/** Where the notebook and its cells run, said by magics. */
export const PLACES: Readonly<
  Record<string, (kernel: Kernel) => Promise<void>>
> = {
  "%configure says where the notebook runs, and %carbon on --region where cells do":
    configures,
};

async function configures(kernel: Kernel): Promise<void> {
  const cell = await ran(kernel, "%configure --region Norway --pue 1.2");
  assertEquals(textsOf(cell), ['Configured: region "Norway", pue 1.2']);
  assertStringIncludes(
    textsOf(await ran(kernel, "%estimate --kwh 10"))[0] ?? "",
    "Norway",
  );
  await ran(kernel, "%carbon on --region Finland");
  await ran(kernel, "1 + 1");
  await ran(kernel, "%carbon off");
  assertEquals(await kernel.valueOf("_run.place.name"), "Finland");
  const [message] = await traceback(kernel, "%carbon on --region Finnland1");
  assertStringIncludes(message ?? "", '"Finland"');
  await ran(kernel, "%configure --region World");
}
