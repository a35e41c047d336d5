import { HELPER_CODE } from "../jupyter/kernel_helper.ts";
import { ErrorPlaces } from "./mends/error_places.ts";
import { CellOutputs, type KernelError } from "./mends/cell_outputs.ts";
import { isTooDeep } from "./mends/nesting.ts";
import { explainFailure, FAILED } from "./mends/explain_failure.ts";
import { type InnerShell, type Reply, SILENT } from "./inner/inner_shell.ts";
import { hasMagic } from "./magics/has_magic.ts";
import type { CellPlan, TrackedAll } from "./magics/plan_cell.ts";
import type { Interrupts } from "./inner/interrupts.ts";
import { within } from "./inner/within.ts";
import type { Outputs } from "./inner/outputs.ts";
import type { Signer } from "../jupyter/signer.ts";
import {
  contentOf,
  type Header,
  headerOf,
  type Json,
  type WireMessage,
} from "../jupyter/wire.ts";
import type { Peer } from "../jupyter/zmtp/peer.ts";

/** The helper has mostly ended a cell by then, in ms after the reply; if not, it is asked to. */
const MARKED_MS = 1000;

/** The content of a front end's request to execute code. */
interface Request {
  readonly code: string;
  readonly silent?: boolean;
  readonly store_history?: boolean;
}

/** Executes cells, one after the other. */
export class CellRunner {
  readonly #shell: InnerShell;
  readonly #outputs: Outputs;
  readonly #signer: Signer;
  readonly #interrupts: Interrupts;
  readonly #places = new ErrorPlaces();
  #count = 0;
  #tracksAll: TrackedAll = false;
  #isStopped = false;
  #isOwn = false;
  #running: Promise<void> | undefined;
  #header: Header | undefined;

  /**
   * @param shell Executes code in the kernel
   * @param outputs Sends what the kernel publishes
   * @param signer Signs what is changed
   * @param interrupts Interrupts what is executed
   */
  constructor(
    shell: InnerShell,
    outputs: Outputs,
    signer: Signer,
    interrupts: Interrupts,
  ) {
    this.#interrupts = interrupts;
    this.#shell = shell;
    this.#outputs = outputs;
    this.#signer = signer;
  }

  /** Resolves when the code that is executed now has ended; `undefined` if nothing is executed. */
  get running(): Promise<unknown> | undefined {
    return this.#running;
  }

  /** Whether the code that is executed now begins or ends a cell. */
  get isOwn(): boolean {
    return this.#isOwn;
  }

  /** Says that the code that is executed now is being stopped. */
  stopped(): void {
    this.#isStopped = true;
  }

  /** Shows a text under the cell that is running. */
  say(text: string): void {
    if (this.#header === undefined) return;
    const stream = { name: "stderr", text };
    void this.#outputs.send([
      this.#signer.made("stream", this.#header, stream),
    ]);
  }

  /**
   * Executes a cell.
   * @param client The front end
   * @param request Its request
   */
  async execute(client: Peer, request: WireMessage): Promise<void> {
    const asked = contentOf<Request>(request);
    const { code = "", silent = false, store_history = true } = asked;
    const before = this.#count;
    if (!silent && store_history) this.#count += 1;
    const cell = new CellOutputs({
      requestId: headerOf(request).msg_id,
      code,
      executionCount: this.#count,
      traceback: (lines) => this.#places.traceback(lines),
    }, this.#signer);
    await this.#interrupts.over();
    this.#outputs.cell = cell;
    this.#header = headerOf(request);
    this.#isStopped = false;
    const ended = Promise.withResolvers<void>();
    this.#running = ended.promise;
    try {
      const plan = await this.#plan(code);
      await this.#run(client, request, cell, plan);
    } catch (error) {
      await this.#giveUp(client, request, error);
      this.#count = before; // the kernel has not counted it
    } finally {
      this.#running = undefined;
      ended.resolve();
      this.#header = undefined;
      this.#outputs.cell = undefined;
    }
  }

  async #run(
    client: Peer,
    request: WireMessage,
    cell: CellOutputs,
    plan: CellPlan,
  ): Promise<void> {
    let idles = 0;
    const execute = async (code: string, options = {}) => {
      await this.#interrupts.quiet();
      this.#isOwn = options === SILENT;
      const reply = await this.#shell.execute(request, code, options);
      idles += reply.idles;
      return reply;
    };
    const begun = plan.begin === undefined
      ? undefined
      : await execute(plan.begin, SILENT);
    const hasBegun = begun?.content.status !== "error";
    const code = await this.#places.add(this.#count, hasBegun ? plan.code : "");
    const reply = await execute(code);
    const isLost = reply.bytes === undefined;
    const content = isLost && this.#isStopped
      ? { ...reply.content, evalue: FAILED, traceback: [] }
      : reply.content;
    const fault = await explainFailure(content, plan.code, {
      shown: plan.shown,
      isInterrupted: this.#isStopped,
      ask: async (code) => (await execute(code, SILENT)).content,
    });
    const { status, ename = "Error", evalue = "" } = reply.content;
    const error = fault ?? (status === "error" ? { ename, evalue } : undefined);
    // The helper ends a cell that threw nothing itself, as more code would cost time and memory.
    const hasEnded = error === undefined && plan.begin === undefined &&
      !this.#isStopped && await within(MARKED_MS, cell.marked);
    const ended = hasEnded ? reply : await execute(
      `await ${HELPER_CODE}.end(${
        JSON.stringify({
          cell: this.#count,
          isStopped: this.#isStopped,
          ...(error && { error: `${error.ename}: ${error.evalue}` }),
        })
      })`,
      SILENT,
    );
    const idle = await cell.complete(
      idles,
      ended.content.status === "ok",
      () => this.#outputs.steps,
    );
    if (error === undefined && hasBegun && plan.tracksAll !== undefined) {
      this.#tracksAll = plan.tracksAll;
    }
    const header = headerOf(request);
    if (cell.isTorn) {
      this.say("Some of the cell's output is lost as the kernel has torn it\n");
    }
    // The error that the cell threw: the one that explains it, or the kernel's own.
    const told = fault ??
      (isLost ? reply.content : undefined);
    await this.#outputs.send(
      told
        ? [this.#signer.made("error", header, errorOf(told))]
        : await Promise.all(cell.errors),
    );
    await client.send(await this.#answer(hasBegun ? reply : begun!, fault));
    await this.#outputs.send([idle ?? this.#idleAfter(request)]);
  }

  /** Ends a cell that cannot be executed, so that the front end does not wait for ever. */
  async #giveUp(
    client: Peer,
    request: WireMessage,
    cause: unknown,
  ): Promise<void> {
    const { name: ename, message: evalue } = cause as Error;
    const error = { ename, evalue, traceback: [`${ename}: ${evalue}`] };
    const header = headerOf(request);
    await this.#outputs.send([this.#signer.made("error", header, error)]);
    await client.send(this.#signer.made("execute_reply", header, {
      status: "error",
      execution_count: this.#count,
      ...error,
    }));
    await this.#outputs.send([this.#idleAfter(request)]);
  }

  #idleAfter(request: WireMessage): Uint8Array {
    const content = { execution_state: "idle" };
    return this.#signer.made("status", headerOf(request), content);
  }

  async #plan(code: string): Promise<CellPlan> {
    const needsPlan = this.#tracksAll !== false || hasMagic(code) ||
      isTooDeep(code);
    if (!needsPlan) return { code, shown: code };
    const { planCell } = await import("./magics/plan_cell.ts");
    return await planCell(code, {
      tracksAll: this.#tracksAll,
      number: this.#count,
    });
  }

  /** The kernel's reply, with the error in the form that was shown. */
  async #answer(
    { bytes, wire, content }: Reply,
    fault?: KernelError,
  ): Promise<Uint8Array> {
    const isCounted = content.execution_count === this.#count;
    if (bytes && content.status === "ok" && isCounted) return bytes;
    return this.#signer.changed(wire, {
      ...content,
      ...fault,
      execution_count: this.#count,
      traceback: fault?.traceback ??
        await this.#places.traceback(content.traceback ?? []),
    });
  }
}

/** The fields of an error as front ends get them. */
function errorOf(
  { ename = "Error", evalue = "", traceback = [] }: Partial<KernelError>,
): Json {
  return { ename, evalue, traceback };
}
