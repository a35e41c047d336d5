import { assert, assertEquals } from "@std/assert";
import { hostMachine } from "../../src/machine/machine.ts";
import { otherKernels } from "../../src/sensors/other_kernels.ts";
import { fakeMachine } from "./fake_machine.ts";
import { processStat } from "./sysfs.ts";

const CONNECTION =
  "/home/ada/.local/share/jupyter/runtime/kernel-2f1f8a40-3b1c-4be6-9d3b-0a1c2d3e4f50.json";

/** The files of a process. */
function running(
  pid: number,
  parent: number,
  ...words: readonly string[]
): Record<string, string> {
  return {
    [`/proc/${pid}/stat`]: processStat(parent, [0]),
    [`/proc/${pid}/cmdline`]: words.map((word) => `${word}\0`).join(""),
  };
}

const SERVER = {
  ...running(1, 0, "/sbin/init"),
  ...running(5, 1, "/usr/bin/python3", "/usr/bin/jupyter-lab", "--no-browser"),
  ...running(10, 5, "deno", "jupyter", "--kernel", "--conn", CONNECTION),
};

/** How kernels are started, by Jupyter's kernelspecs and by editors. */
const KERNELS: readonly (readonly string[])[] = [
  ["/usr/bin/deno", "jupyter", "--kernel", "--conn", "/tmp/a/other.json"],
  ["python3", "-m", "ipykernel_launcher", "-f", CONNECTION],
  ["python3", "-m", "ipykernel_launcher", "--f=/run/user/1000/v2-99x.json"],
  ["python3", "-m", "ipykernel", "-f", "a.json"],
  ["python", "/site-packages/ipykernel_launcher.py", "-f", "a.json"],
  ["R", "--slave", "-e", "IRkernel::main()", "--args", CONNECTION],
  ["julia", "-i", "--color=yes", "/IJulia/src/kernel.jl", CONNECTION],
  ["xcpp", `--connection_file=${CONNECTION}`],
  ["/opt/scala/almond", "kernel-12345.json"],
];

for (const words of KERNELS) {
  Deno.test(`otherKernels() finds ${words.join(" ")}`, () => {
    using fake = fakeMachine({ ...SERVER, ...running(20, 5, ...words) }, {
      pid: 10,
    });
    assertEquals(otherKernels(fake.machine), [20]);
  });
}

const OTHERS: readonly (readonly string[])[] = [
  [], // as threads of the operating system have them
  ["/usr/bin/python3", "/usr/bin/jupyter-lab"],
  ["jupyter", "nbconvert", "--execute", "kernel-study.ipynb"],
  ["python3", "train.py", "--config", "kernel-size.json"],
  ["pip", "install", "ipykernel>=6"],
  ["deno", "run", "-A", "main.ts"],
];

for (const words of OTHERS) {
  Deno.test(`otherKernels() does not take ${words.join(" ") || "nothing"} for a kernel`, () => {
    using fake = fakeMachine({ ...SERVER, ...running(20, 5, ...words) }, {
      pid: 10,
    });
    assertEquals(otherKernels(fake.machine), []);
  });
}

Deno.test("otherKernels() leaves out what this process started or was started by", () => {
  const kernel = ["python3", "-m", "ipykernel_launcher", "-f", CONNECTION];
  using fake = fakeMachine({
    ...running(1, 0, "/sbin/init"),
    ...running(9, 1, ...kernel),
    ...running(10, 9, "deno", "run", "-A", "main.ts"),
    ...running(11, 10, "sh", "-c", "jupyter execute"),
    ...running(12, 11, ...kernel),
  }, { pid: 10 });
  assertEquals(otherKernels(fake.machine), []);
});

Deno.test("otherKernels() counts a kernel once, whatever it forks and however it is wrapped", () => {
  const kernel = ["python3", "-m", "ipykernel_launcher", "-f", CONNECTION];
  using fake = fakeMachine({
    ...SERVER,
    ...running(102, 5, ...kernel),
    ...running(21, 102, ...kernel),
    ...running(22, 21, ...kernel),
    ...running(30, 5, "sh", "/opt/wrapper", CONNECTION),
    ...running(31, 30, "xcpp", "-f", CONNECTION),
  }, { pid: 10 });
  assertEquals(otherKernels(fake.machine), [30, 102]);
});

Deno.test("otherKernels() is empty where /proc is closed", () => {
  using fake = fakeMachine({}, { pid: 10 });
  assertEquals(otherKernels(fake.machine), []);
});

Deno.test("otherKernels() goes through the processes of this machine", () => {
  assert(otherKernels(hostMachine()).every((pid) => pid > 0));
});
