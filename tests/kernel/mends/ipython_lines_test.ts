import { assert, assertEquals } from "@std/assert";
import { ipythonLine } from "../../../src/kernel/mends/ipython_lines.ts";

Deno.test("a line of the shell or a question is answered, and other lines are not", () => {
  for (
    const line of ["!ls -l", "  ! pip install x", "files = !ls", "!./run.sh"]
  ) {
    assert(ipythonLine(line)?.includes("%%track --command"), line);
  }
  for (const line of ["?track", "track?", "track??", "Deno.args?"]) {
    assert(ipythonLine(line)?.includes("Shift+Tab"), line);
  }
  for (
    const line of ["a ? b", "let x = ;", "? b : c", "f(!)", "!", "", "a.b("]
  ) {
    assertEquals(ipythonLine(line), undefined, line);
  }
});
