import { assertEquals } from "@std/assert";
import { Columns } from "../../../src/tracker/course/columns.ts";
import { courseColumns } from "../../../src/tracker/course/course_row.ts";
import { readRows, RowFile } from "../../../src/tracker/course/row_file.ts";
import { tempFolder } from "../../ledger/temp_ledger.ts";

Deno.test("rows of a table come back as they were written, each at its place", () => {
  const columns = new Columns(["a", "b"], "list", 2);
  const table = new Float64Array(3 * columns.width);
  columns.write({ a: 1, b: 2, list: [3, 4] }, table, 2);
  columns.write({ a: 5, b: 6, list: [7, 8] }, table);
  assertEquals([...table], [5, 6, 7, 8, 0, 0, 0, 0, 1, 2, 3, 4]);
  assertEquals(columns.read(table, 2), { a: 1, b: 2, list: [3, 4] });
  assertEquals([columns.at("b"), columns.listAt, columns.width], [1, 2, 4]);
});

Deno.test("the columns of a course keep the order of files that version 0.1.0 wrote", () => {
  // Bytes as that version had them: time, energy, emissions, least and greatest power, sensors.
  const table = Float64Array.of(1, 2, 3, 4, 5, 6, 7);
  assertEquals(courseColumns(2).read(table), {
    timeS: 1,
    energyKwh: 2,
    emissionsKg: 3,
    minPowerW: 4,
    maxPowerW: 5,
    energyJ: [6, 7],
  });
});

Deno.test("a row of a file can be overwritten, and one that is half there is left out", () => {
  using folder = tempFolder();
  const path = `${folder.path}/rows`;
  const columns = new Columns(["timeS"], "list", 1);
  {
    using file = new RowFile(
      Deno.openSync(path, { write: true, create: true }),
      columns,
    );
    for (const timeS of [1, 2, 3]) {
      file.write(timeS - 1, { timeS, list: [10 * timeS] });
    }
    file.write(1, { timeS: 9, list: [90] });
  }
  const bytes = Deno.readFileSync(path);
  const times = (part: Uint8Array<ArrayBuffer>) =>
    readRows(part, columns).map(({ timeS }) => timeS);
  assertEquals(times(bytes), [1, 9, 3]);
  // The last row's first number is there, its last one is not.
  const half = bytes.slice();
  half.fill(0, 2 * 32 + 8);
  assertEquals(times(half), [1, 9]);
});
