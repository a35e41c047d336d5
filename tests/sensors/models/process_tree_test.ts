import { assert, assertEquals } from "@std/assert";
import { ProcessTree } from "../../../src/sensors/models/process_tree.ts";
import { cpuModel } from "../../../src/sensors/models/cpu_model.ts";
import { hostMachine } from "../../../src/machine/machine.ts";
import { assertClose } from "../../close.ts";
import { counting, fakeMachine } from "../fake_machine.ts";
import { cpuinfo, processStat as stat, procStat } from "../sysfs.ts";

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

/** A program in a terminal: a shell with a group of its own, and what runs beside it. */
const TERMINAL = {
  "/proc/1/stat": stat(0, [1], "init", [1, 1, 0]),
  "/proc/5/stat": stat(1, [1], "systemd", [5, 5, 10]),
  "/proc/7/stat": stat(5, [1], "bash", [7, 7, 100]),
  "/proc/10/stat": stat(7, [1], "deno", [10, 7, 200]),
  "/proc/11/stat": stat(10, [1], "sh", [10, 7, 300]),
  "/proc/12/stat": stat(11, [1], "python3", [10, 7, 301]),
  // In the same line of the shell, in another one, and left there before.
  "/proc/20/stat": stat(7, [1], "tee", [10, 7, 200]),
  "/proc/21/stat": stat(7, [1], "make", [21, 7, 400]),
  "/proc/22/stat": stat(1, [1], "server", [10, 7, 150]),
  "/proc/23/stat": stat(1, [1], "cron", [23, 23, 500]),
};

Deno.test("ProcessTree keeps a child that a shell has left in the background", () => {
  using fake = fakeMachine(TERMINAL, { pid: 10 });
  const tree = new ProcessTree(fake.machine);
  assertEquals(tree.pids(), [10, 11, 12]);
  fake.pass(1);
  // The shell has ended, and the first process or that of the user takes in what it left.
  for (const parent of [1, 5]) {
    fake.remove("/proc/11");
    fake.write("/proc/12/stat", stat(parent, [1], "python3", [10, 7, 301]));
    // It may have made a group and a session of its own by then.
    assertEquals(tree.pids(), [10, 12]);
    fake.write("/proc/11/stat", stat(10, [1], "sh", [10, 7, 300]));
    fake.pass(1);
    assertEquals(tree.pids().toSorted((a, b) => a - b), [10, 11, 12]);
    fake.pass(1);
  }
});

Deno.test("ProcessTree finds what was left before it looked, by its group, and no other", () => {
  const late = stat(1, [1], "python3", [10, 7, 600]);
  using fake = fakeMachine({
    ...TERMINAL,
    "/proc/30/stat": late,
    "/proc/31/stat": stat(30, [1], "worker", [31, 31, 601]),
    // By the group of a member, as of a shell that controls its jobs.
    "/proc/32/stat": stat(5, [1], "sleep", [11, 7, 602]),
  }, { pid: 10 });
  const pids = new ProcessTree(fake.machine).pids();
  assertEquals(pids.toSorted((a, b) => a - b), [10, 11, 12, 30, 31]);
  const next = new ProcessTree(fake.machine);
  next.pids();
  fake.pass(1);
  assertEquals(next.pids().toSorted((a, b) => a - b), [10, 11, 12, 30, 31, 32]);
});

Deno.test({
  name: "a real child that a shell leaves in the background is counted",
  ignore: Deno.build.os !== "linux",
  fn: async () => {
    const tree = new ProcessTree(hostMachine());
    tree.cpuS();
    const script =
      "nohup sh -c 'while :; do :; done' >/dev/null 2>&1 & echo $!";
    const { stdout } = await new Deno.Command("sh", { args: ["-c", script] })
      .output();
    const pid = Number(new TextDecoder().decode(stdout));
    try {
      await new Promise((resolve) => setTimeout(resolve, 400));
      assert(tree.pids().includes(pid), `${pid} in ${tree.pids()}`);
    } finally {
      Deno.kill(pid, "SIGKILL");
      tree[Symbol.dispose]();
    }
  },
});
