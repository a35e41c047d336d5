import { assertEquals } from "@std/assert";
import { KERNEL_NAME } from "../../src/kernel/install/kernel_spec.ts";
import { askScript } from "./python.ts";

const LARGE_BYTES = 100_000_000;

Deno.test({
  name:
    "Jupyter's client and papermill are served: questions, bytes, comms, two at once, 100 MB, a restart, every end",
  ignore: Deno.build.os !== "linux", // which alone says in files which processes there are
  fn: async () => {
    const seen = await askScript<Record<string, unknown>>(
      "front_ends.py",
      KERNEL_NAME,
    );
    assertEquals(seen[KERNEL_NAME], {
      question: ["your name", "Ada\n"],
      buffers: [[3, [0, 255, 10]], [70_000, [0, 0, 0]]],
      comms: ["comm_close", "one", {}],
      // each has its own reply, and both see the second one's output
      two: [true, true, true, true],
      again: ["5\n", "ok"],
      // count and outputs of an ordinary cell, a silent one, one without history, and another
      silent: [[0, 1], [0, 0], [0, 1], [1, 1]],
      large: [LARGE_BYTES, "ok", ["on\n", "ok"]],
      restart: ["undefined\n", "ok"],
      shutdown: ["ok", true],
      // the front end hears that it is dead, and no process is left
      crashes: [true, true],
      is_killed_in_a_cell: [true, true],
      is_terminated: [true, true],
      exits: [true, true],
      papermill: ["", "2\n"],
    });
  },
});
