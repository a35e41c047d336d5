import { assert, assertEquals, assertThrows } from "@std/assert";
import { UnknownNameError } from "../../../mod.ts";
import { insteadOf } from "../../../src/kernel/magics/ipython.ts";
import { MAGICS } from "../../../src/kernel/magics/magics.ts";
import { readLine } from "../../../src/kernel/magics/read_magic.ts";

Deno.test("a magic of IPython is answered with what to use instead", () => {
  const answers: [line: string, says: string][] = [
    ["%%time", "%%track"],
    ["%timeit f()", "performance.now()"],
    ["%matplotlib inline", "charts.plot()"],
    ["%pip install numpy", "npm:name"],
    ["%%bash", "%%track --command"],
    ["%run train.py", "%%track --command"],
    ["%time?", "%%track"],
  ];
  for (const [line, says] of answers) {
    const { message } = assertThrows(() => readLine(line), UnknownNameError);
    assert(message.includes("IPython") && message.includes(says), message);
  }
});

Deno.test("no magic of ours is taken for one of IPython", () => {
  for (const { name } of MAGICS) assertEquals(insteadOf(name), undefined);
  assertEquals(insteadOf("constructor"), undefined);
});
