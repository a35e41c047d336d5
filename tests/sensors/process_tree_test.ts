import { assert, assertEquals } from "@std/assert";
import { ProcessTree } from "../../src/sensors/process_tree.ts";
import { cpuModel } from "../../src/sensors/cpu_model.ts";
import { hostMachine } from "../../src/machine/machine.ts";
import { assertClose } from "../close.ts";
import { counting, fakeMachine } from "./fake_machine.ts";
import { cpuinfo, processStat as stat, procStat } from "./sysfs.ts";

const TREE = {
  "/proc/1/stat": stat(0, [9999], "init"),
  "/proc/10/stat": stat(1, [100, 50], "deno"),
  "/proc/11/stat": stat(10, [10], "a) S 1 (b"), // a name may contain any character
  "/proc/12/stat": stat(11, [20]),
  "/proc/13/stat": stat(1, [5000], "another"),
};

Deno.test("ProcessTree holds this process, its children and theirs, and no other", () => {
  using fake = fakeMachine(TREE, { pid: 10 });
  assertEquals(new ProcessTree(fake.machine).pids(), [10, 11, 12]);
});

Deno.test("ProcessTree counts the CPU time of all, and of no other", () => {
  using fake = fakeMachine(TREE, { pid: 10 });
  const tree = new ProcessTree(fake.machine);
  // Hundredths of a second: 100 + 50, 10 and 20
  assertClose(tree.cpuS(), 1.8);
  fake.pass(1);
  fake.write("/proc/10/stat", stat(1, [150, 60], "deno"));
  fake.write("/proc/12/stat", stat(11, [220]));
  fake.write("/proc/13/stat", stat(1, [9000]));
  assertClose(tree.cpuS(), 1.8 + 0.6 + 2);
});

Deno.test("ProcessTree keeps the time of a child that ended, once", () => {
  using fake = fakeMachine(TREE, { pid: 10 });
  const tree = new ProcessTree(fake.machine);
  tree.cpuS();
  fake.pass(1);
  fake.remove("/proc/12");
  // Its parent now has the 0.2 s seen before and 0.3 s more.
  fake.write("/proc/11/stat", stat(10, [10, 0, 50, 0]));
  assertClose(tree.cpuS(), 1.8 + 0.3);
});

Deno.test("a child that is gone for good takes no energy back", () => {
  using fake = fakeMachine({
    ...TREE,
    "/proc/stat": procStat(0),
    "/proc/cpuinfo": cpuinfo("Intel Xeon E5-2699 v4", 44),
  }, { pid: 10 });
  const { sensors: [sensor] } = cpuModel(fake.machine, {
    attribution: "process",
  });
  const energyJ = counting([sensor], fake.machine.nowS);
  fake.pass(1);
  fake.remove("/proc/12");
  fake.write("/proc/stat", procStat(22));
  assertEquals(energyJ(), [0]);
  fake.pass(1);
  fake.write("/proc/stat", procStat(44)); // half of 44 CPU seconds
  fake.write("/proc/10/stat", stat(1, [1150, 100], "deno")); // half of them: 11 s
  assertClose(energyJ()[0], 145 * 0.75 / 2, 1e-9);
});

Deno.test("ProcessTree sees a child that is started later, with all its time", () => {
  using fake = fakeMachine(TREE, { pid: 10 });
  const tree = new ProcessTree(fake.machine);
  tree.cpuS();
  fake.pass(2);
  fake.write("/proc/20/stat", stat(12, [300]));
  assertClose(tree.cpuS(), 1.8 + 3);
});

Deno.test("ProcessTree is not listed anew while no process was started", () => {
  const loadavg = (newest: number) => `0.1 0.2 0.3 1/99 ${newest}\n`;
  using fake = fakeMachine(
    { ...TREE, "/proc/loadavg": loadavg(13) },
    { pid: 10 },
  );
  const tree = new ProcessTree(fake.machine);
  assertEquals(tree.pids(), [10, 11, 12]);
  fake.write("/proc/20/stat", stat(12, [0]));
  fake.pass(2);
  assertEquals(tree.pids(), [10, 11, 12]);
  fake.write("/proc/loadavg", loadavg(20));
  assertEquals(tree.pids(), [10, 11, 12, 20]);
  // Some containers tell the newest late, or never: looked up all the same after a while.
  fake.write("/proc/21/stat", stat(12, [0]));
  fake.pass(15);
  assertEquals(tree.pids(), [10, 11, 12, 20, 21]);
});

Deno.test("ProcessTree keeps the files of its processes open and closes them with a process and at the end", () => {
  using fake = fakeMachine(TREE, { pid: 10 });
  using tree = new ProcessTree(fake.machine);
  tree.cpuS();
  assertEquals(fake.openFiles(), 3);
  fake.remove("/proc/12");
  tree.cpuS();
  assertEquals(fake.openFiles(), 2);
  // Its parent has ended, so it no longer descends from us.
  fake.write("/proc/12/stat", stat(11, [0]));
  fake.pass(2);
  tree.cpuS();
  fake.remove("/proc/11");
  fake.pass(2);
  tree.cpuS();
  assertEquals(fake.openFiles(), 1);
  tree[Symbol.dispose]();
  assertEquals(fake.openFiles(), 0);
  fake.pass(2);
  tree.cpuS(); // another sensor still uses it
  assertEquals(fake.openFiles(), 1);
});

Deno.test("cpuModel() of the process takes its share of the machine's power", () => {
  using fake = fakeMachine({
    ...TREE,
    "/proc/stat": procStat(0),
    "/proc/cpuinfo": cpuinfo("Intel Xeon E5-2699 v4", 44),
  }, { pid: 10 });
  const { sensors: [sensor] } = cpuModel(fake.machine, {
    attribution: "process",
  });
  const energyJ = counting([sensor], fake.machine.nowS);
  fake.pass(10);
  fake.write("/proc/stat", procStat(220)); // half of 440 CPU seconds
  fake.write("/proc/12/stat", stat(11, [20 + 2200])); // a tenth of them: 22 s
  assertClose(energyJ()[0], 145 * 0.75 * 10 / 10, 1e-9);
});

Deno.test("ProcessTree counts the work of a real child", async () => {
  using tree = new ProcessTree(hostMachine());
  const beforeS = tree.cpuS();
  // Busy until it has used 0.3 s of CPU time itself, however slow the machine is.
  const code =
    "const s = performance.now(); do {} while (process.cpuUsage().user < 3e5 && performance.now() - s < 2e4); await new Promise((r) => Deno.stdin.read(new Uint8Array(1)).then(r));";
  const child = new Deno.Command(Deno.execPath(), {
    args: ["eval", code],
    stdin: "piped",
  }).spawn();
  try {
    const startS = performance.now() / 1000;
    while (
      tree.cpuS() - beforeS < 0.3 && performance.now() / 1000 - startS < 30
    ) {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    assert(tree.pids().includes(child.pid));
    assert(tree.cpuS() - beforeS >= 0.3);
    assert(tree.memoryBytes() > hostMachine().ownMemoryBytes());
  } finally {
    await child.stdin.close();
    await child.status;
  }
  assert(tree.cpuS() - beforeS >= 0.3);
});
