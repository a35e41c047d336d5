import { ROOT } from "../../../notebooks/tools/paths.ts";
import { headerFor, Signer, unsigned } from "../../../src/jupyter/signer.ts";
import { SUBSCRIBE_ALL } from "../../../src/jupyter/zmtp/frame.ts";
import { Peer } from "../../../src/jupyter/zmtp/peer.ts";
import { within } from "../../../src/kernel/inner/within.ts";
import {
  type Cell,
  FrontEnd,
  KEY,
  type OuterKernel,
  startKernel,
} from "../front_end.ts";
import { randomCell, type SoakCell } from "./cells.ts";
import { filesIn, MARK, markedProcesses } from "./processes.ts";
import { Random } from "./random.ts";

/** Even on a busy machine a cell has ended by then, if it is interrupted again and again, in ms. */
const ENDED_MS = 90_000;
/** Time until an interrupt that came too early is repeated, in ms. */
const AGAIN_MS = 6000;
/** Everything is gone so long after a kernel, in ms. */
const GONE_MS = 8000;
/** At most so many cells for each kernel. */
const MOST_CELLS = 8;

/** What a soak has done, and what went wrong. */
export interface SoakReport {
  readonly seed: number;
  kernels: number;
  cells: number;
  interrupts: number;
  /** How often each kind of cell ran. */
  readonly kinds: Record<string, number>;
  /** How the kernels ended. */
  readonly ends: Record<string, number>;
  /** The longest time from the first interrupt to the end of a cell, in ms. */
  longestMs: number;
  /** Sentences; none are wanted. */
  readonly faults: string[];
}

/** How long a soak lasts, and what it tells meanwhile. */
export interface SoakOptions {
  readonly seed: number;
  readonly forMs: number;
  readonly said?: (report: SoakReport) => void;
}

/** Abuses kernels at random, one after the other, until the time is over. */
export async function soak(
  { seed, forMs, said = () => {} }: SoakOptions,
): Promise<SoakReport> {
  const random = new Random(seed);
  const report: SoakReport = {
    seed,
    kernels: 0,
    cells: 0,
    interrupts: 0,
    kinds: {},
    ends: {},
    longestMs: 0,
    faults: [],
  };
  const until = performance.now() + forMs;
  while (performance.now() < until) {
    await new Session(random, report, until).run();
    said(report);
  }
  return report;
}

/** One kernel, from its start until nothing may be left. */
class Session {
  readonly #random: Random;
  readonly #report: SoakReport;
  readonly #until: number;
  readonly #dir = Deno.makeTempDirSync({ prefix: "carboncell-soak-" });
  readonly #asked = new Map<string, number>();
  readonly #silent: Peer[] = [];

  constructor(random: Random, report: SoakReport, until: number) {
    this.#random = random;
    this.#report = report;
    this.#until = until;
  }

  async run(): Promise<void> {
    const mark = crypto.randomUUID();
    const tmp = `${this.#dir}/tmp`;
    Deno.mkdirSync(tmp);
    this.#report.kernels += 1;
    const kernel = await startKernel({
      [MARK]: mark,
      TMPDIR: tmp,
      CARBONCELL_LEDGER: `${this.#dir}/soak.db`,
    });
    try {
      if (this.#random.is(0.35)) await this.#killsEarly(kernel);
      else await this.#lives(kernel);
      if (!await within(GONE_MS, kernel.ended)) this.#fault("it does not end");
      await this.#isGone(mark, tmp);
    } finally {
      for (const peer of this.#silent) peer[Symbol.dispose]();
      kernel.signal("SIGKILL");
      await kernel.ended;
      await kernel.file[Symbol.asyncDispose]();
      await Deno.remove(this.#dir, { recursive: true });
    }
    for (const line of wrongLines(await kernel.said)) this.#fault(line);
  }

  #fault(what: string): void {
    this.#report.faults.push(`kernel ${this.#report.kernels}: ${what}`);
  }

  /** Kills it while it starts. */
  async #killsEarly(kernel: OuterKernel): Promise<void> {
    await pause(this.#random.upTo(1500));
    this.#ends("killed at its start");
    kernel.signal("SIGKILL");
  }

  async #lives(kernel: OuterKernel): Promise<void> {
    using frontEnd = await FrontEnd.connect(kernel);
    await this.#ran(frontEnd, "globalThis.kept = 7;");
    const cells = 1 + this.#random.upTo(MOST_CELLS);
    for (let done = 0; done < cells; done++) {
      if (performance.now() > this.#until) break;
      const isLast = done === cells - 1;
      await this.#bothers(kernel);
      const soak = randomCell(this.#random, `file://${ROOT}/mod.ts`);
      const cell = this.#execute(frontEnd, soak);
      if (isLast && this.#random.is(0.6)) {
        // While it computes, waits, prints or asks.
        await pause(this.#random.upTo(800));
        return await this.#end(frontEnd, kernel);
      }
      await this.#finishes(frontEnd, kernel, cell, soak);
      if (kernel.hasEnded) return this.#fault(`dead after ${soak.kind}`);
      const { status } = await this.#ran(frontEnd, "if (kept !== 7) throw 1;");
      if (status !== "ok") this.#fault(`variables lost after ${soak.kind}`);
    }
    await this.#end(frontEnd, kernel);
  }

  /** A cell that says in a file that it was executed. */
  #execute(frontEnd: FrontEnd, { kind, code, isAnswered }: SoakCell): Cell {
    this.#report.cells += 1;
    this.#report.kinds[kind] = (this.#report.kinds[kind] ?? 0) + 1;
    frontEnd.answer = isAnswered ? "Ada" : undefined;
    const id = crypto.randomUUID();
    this.#asked.set(id, 0);
    const [magic = "", ...lines] = code.startsWith("%%")
      ? code.split("\n")
      : ["", code];
    const noted = `Deno.writeTextFileSync(${
      JSON.stringify(`${this.#dir}/executed`)
    }, "${id}\\n", { append: true });`;
    return frontEnd.execute(`${magic}\n${noted}\n${lines.join("\n")}`, {
      allow_stdin: true,
    });
  }

  /** Interrupts a cell that needs it, and sometimes one that does not, until it has ended. */
  async #finishes(
    frontEnd: FrontEnd,
    kernel: OuterKernel,
    cell: Cell,
    { kind, isEndless }: SoakCell,
  ): Promise<void> {
    if (isEndless || this.#random.is(0.3)) {
      await pause(this.#random.upTo(700));
      const from = performance.now();
      await this.#interrupts(frontEnd);
      while (
        !await within(AGAIN_MS, cell.ended, kernel.ended) &&
        performance.now() - from < ENDED_MS
      ) await this.#interrupts(frontEnd);
      const ms = performance.now() - from;
      this.#report.longestMs = Math.max(this.#report.longestMs, ms);
    }
    if (await within(ENDED_MS, cell.ended, kernel.ended)) return;
    this.#fault(`no end of a cell that ${kind}`);
    kernel.signal("SIGKILL");
    await kernel.ended;
  }

  async #interrupts(frontEnd: FrontEnd): Promise<void> {
    const times = 1 + this.#random.upTo(5);
    for (let time = 0; time < times; time++) {
      this.#report.interrupts += 1;
      void frontEnd.interrupt();
      await pause(this.#random.upTo(500));
    }
  }

  /** Other front ends that never read, or vanish, or send what must not be executed. */
  async #bothers(kernel: OuterKernel): Promise<void> {
    const what = this.#random.upTo(8);
    if (what === 0) {
      const { ip: hostname, ports } = kernel.file.connection;
      const connection = await Deno.connect({ hostname, port: ports.iopub });
      const peer = await Peer.greet(connection, "SUB");
      await peer.send(SUBSCRIBE_ALL);
      this.#silent.push(peer);
    } else if (what === 1) {
      using frontEnd = await FrontEnd.connect(kernel);
      frontEnd.execute(
        `await new Promise((done) => setTimeout(done, ${
          this.#random.upTo(300)
        }));`,
      );
      await pause(this.#random.upTo(50));
    } else if (what === 2) {
      using frontEnd = await FrontEnd.connect(kernel);
      const code = this.#noted("forged");
      const header = headerFor("execute_request");
      const forged = new Signer("another key").changed(unsigned(header), {
        code,
      });
      await frontEnd.send("shell", forged);
      const once = this.#noted("once");
      const signed = new Signer(KEY).changed(
        unsigned(headerFor("execute_request")),
        { code: once, silent: false },
      );
      this.#asked.set("once", (this.#asked.get("once") ?? 0) - 1);
      for (let time = 0; time < 3; time++) await frontEnd.send("shell", signed);
      await pause(50);
    }
  }

  #noted(word: string): string {
    return `Deno.writeTextFileSync(${
      JSON.stringify(`${this.#dir}/executed`)
    }, "${word}\\n", { append: true });`;
  }

  #ends(how: string): void {
    this.#report.ends[how] = (this.#report.ends[how] ?? 0) + 1;
  }

  async #end(frontEnd: FrontEnd, kernel: OuterKernel): Promise<void> {
    const how = this.#random.of(["killed", "shut down", "terminated"]);
    this.#ends(how);
    if (how === "killed") kernel.signal("SIGKILL");
    else if (how === "terminated") kernel.signal("SIGTERM");
    else {
      const answered = frontEnd.ask("control", "shutdown_request", {
        restart: this.#random.is(0.5),
      });
      if (!await within(GONE_MS, answered)) {
        this.#fault("no answer to a shutdown");
      }
    }
  }

  async #ran(
    frontEnd: FrontEnd,
    code: string,
  ): Promise<{ status?: unknown }> {
    const cell = frontEnd.execute(code);
    if (await within(ENDED_MS, cell.ended)) return await cell.ended;
    this.#fault(`no end of: ${code}`);
    return {};
  }

  /** No process, no file, and nothing executed that was not asked for. */
  async #isGone(mark: string, tmp: string): Promise<void> {
    const until = performance.now() + GONE_MS;
    while (markedProcesses(mark).length > 0 && performance.now() < until) {
      await pause(50);
    }
    for (const pid of markedProcesses(mark)) {
      this.#fault(`process ${pid} is left`);
      Deno.kill(pid, "SIGKILL");
    }
    for (const file of filesIn(tmp)) this.#fault(`${file} is left`);
    for (const id of this.#executed()) {
      const times = this.#asked.get(id);
      if (times === undefined) {
        this.#fault(`${id} was executed, though not asked for`);
      } else if (times > 0) this.#fault(`${id} was executed twice`);
      else this.#asked.set(id, times + 1);
    }
  }

  #executed(): string[] {
    try {
      return Deno.readTextFileSync(`${this.#dir}/executed`).trim().split("\n");
    } catch {
      return [];
    }
  }
}

/** What the kernel's processes write when nothing is wrong. */
const RIGHT =
  /"deno jupyter" is unstable|CDP response has null|Illegal unhandled|^\s*$/;

function wrongLines(said: string): string[] {
  return said.split("\n").filter((line) => !RIGHT.test(line));
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
