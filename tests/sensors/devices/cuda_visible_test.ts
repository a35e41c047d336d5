import { assert, assertEquals } from "@std/assert";
import { visibleDevices } from "../../../src/sensors/devices/cuda_visible.ts";

const UUIDS = ["GPU-aa11", "GPU-aa22", "GPU-bb33", "GPU-cc44"];

const CASES: readonly (readonly [string | undefined, readonly number[]])[] = [
  [undefined, [0, 1, 2, 3]],
  ["", []],
  ["-1", []],
  ["0", [0]],
  ["2,0", [2, 0]],
  [" 1 , 3 ", [1, 3]],
  ["0,-1,2", [0]], // -1 ends the list
  ["0,9,2", [0]], // so does a card that is not there
  ["1,x,0", [1]],
  ["0,0,1", [0, 1]], // never measured twice
  ["GPU-bb33", [2]],
  ["GPU-b", [2]], // as much as tells it apart
  ["GPU-aa", []], // two begin so
  ["GPU-cc,GPU-aa22", [3, 1]],
  ["MIG-GPU-aa11/1/0", []],
];

for (const [list, indices] of CASES) {
  Deno.test(`CUDA_VISIBLE_DEVICES=${list ?? "(not set)"} leaves cards [${indices}]`, () => {
    assertEquals(visibleDevices(list, UUIDS).indices, indices);
  });
}

Deno.test("visibleDevices() says what ended the list, and what a MIG slice is", () => {
  assert(visibleDevices("0,9", UUIDS).notes[0]?.includes('"9" names no card'));
  assertEquals(visibleDevices("MIG-1", UUIDS).slices, ["slice MIG-1"]);
  assertEquals(visibleDevices("", UUIDS).notes, []);
});
