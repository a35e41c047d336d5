import { assertEquals } from "@std/assert";
import {
  type CoveredPart,
  type CoveredRun,
  partsOf,
  partsWithin,
  type Scope,
} from "../../../src/tracker/sharing/coverage.ts";
import { fakeSensor } from "../fake_run.ts";

const CPU = { id: "cpu-model", component: "cpu" } as const;

/** A run that began at this second, in a process of a container of a machine. */
function run(
  startS: number,
  parts: readonly (Omit<CoveredPart, "scope"> & { readonly scope?: Scope })[],
  where: {
    readonly machine?: string;
    readonly container?: string;
    readonly processes?: readonly string[];
  } = {},
): CoveredRun {
  const { machine = "m", container = "m", processes = ["7"] } = where;
  return {
    id: `${startS} ${machine} ${container} ${processes}`,
    startedAt: new Date(startS * 1000),
    coverage: {
      machine,
      container,
      processes,
      clock: `${machine} ${container} ${processes[0]}`,
      startS,
      endS: 1,
      pauses: [],
      jumps: [],
      parts: parts.map((part) => ({ scope: "machine", ...part })),
    },
  };
}

/** Which of two runs leaves its parts to the other one. */
function within(a: CoveredRun, b: CoveredRun): [number[], number[]] {
  return [partsWithin(a, b), partsWithin(b, a)];
}

Deno.test("of two runs that measure the same, the later one leaves it to the earlier one", () => {
  const first = run(1, [CPU], { processes: ["7"] });
  const second = run(2, [CPU], { processes: ["8"] });
  assertEquals(within(first, second), [[], [0]]);
  const elsewhere = run(2, [CPU], { machine: "n", container: "n" });
  assertEquals(within(first, elsewhere), [[], []]);
});

Deno.test("runs that begin in the same moment leave nothing out together", () => {
  const runs = ["7", "8"].map((pid) => run(1, [CPU], { processes: [pid] }));
  const [a, b] = within(runs[0]!, runs[1]!);
  assertEquals(a.length + b.length, 1);
});

Deno.test("the one that measures less leaves it to the one that measures more, in either order", () => {
  const of = (scope: Scope, startS: number, container = "m") =>
    run(startS, [{ ...CPU, scope }], { container, processes: ["8"] });
  const machine = run(5, [{ id: "rapl:package-0", component: "cpu" }]);
  for (const scope of ["container", "tree", "process"] as const) {
    assertEquals(within(of(scope, 1, "c"), machine), [[0], []], scope);
  }
  // Two containers have nothing in common.
  assertEquals(
    within(of("container", 1, "c"), of("container", 2, "d")),
    [[], []],
  );
  // A process that another one started is part of it.
  const parent = run(5, [{ ...CPU, scope: "tree" }], { processes: ["7", "1"] });
  const child = run(1, [{ ...CPU, scope: "tree" }], {
    processes: ["8", "7", "1"],
  });
  const other = run(2, [{ ...CPU, scope: "tree" }], { processes: ["9", "1"] });
  assertEquals(within(child, parent), [[0], []]);
  assertEquals(within(other, parent), [[], []]);
});

Deno.test("cards are told apart, and other parts not by how they are measured", () => {
  const card = (number: number) =>
    ({ id: `nvml:${number}`, component: "accelerator" }) as const;
  const first = run(1, [card(0), CPU]);
  const second = run(2, [card(0), card(1), { ...CPU, id: "rapl:package-0" }], {
    processes: ["8"],
  });
  assertEquals(within(first, second), [[], [0, 2]]);
});

Deno.test("what a module holds is counted with it", () => {
  const module = {
    id: "nvml:0",
    component: "accelerator",
    holds: ["cpu", "memory"],
  } as const;
  const plain = run(1, [CPU], { processes: ["8"] });
  assertEquals(within(plain, run(2, [module])), [[0], []]);
});

Deno.test("a recording is shared with runs of its thread alone", () => {
  const replay = { ...CPU, scope: "recording" } as const;
  const outer = run(1, [replay]);
  assertEquals(partsWithin(run(2, [replay]), outer), [0]);
  assertEquals(partsWithin(run(2, [CPU]), outer), []);
  assertEquals(partsWithin(run(2, [replay], { processes: ["8"] }), outer), []);
});

Deno.test("a run covers what its sensors and its options say", () => {
  const sensors = [
    fakeSensor("nvml:0", { component: "accelerator" }),
    fakeSensor("rapl:package-0"),
    fakeSensor("cpu-model", { method: "model" }),
    fakeSensor("memory-model", { method: "model", ownProcessOnly: true }),
  ];
  const scopes = (...args: [attribution: "machine" | "process", boolean]) =>
    partsOf(sensors, ...args).map(({ scope }) => scope);
  assertEquals(scopes("machine", false), [
    "machine",
    "machine",
    "container",
    "process",
  ]);
  assertEquals(scopes("process", false), [
    "machine",
    "tree",
    "tree",
    "process",
  ]);
  assertEquals(scopes("machine", true), Array(4).fill("recording"));
});
