import { assert, assertEquals } from "@std/assert";
import { wrapKernel } from "../../../src/notebook/live/keep_outputs.ts";
import { ShownRuns } from "../../../src/notebook/live/shown_runs.ts";

/** A notebook's kernel, of which each cell is one call. */
class FakeKernel {
  readonly runs: ShownRuns;
  readonly published: [number, unknown][] = [];
  #count = 0;
  readonly #hook: {
    broadcastResult(count: number, result: unknown): Promise<void>;
  } = {
    broadcastResult: (count, result) => {
      this.published.push([count, result]);
      return Promise.resolve();
    },
  };

  constructor() {
    this.runs = new ShownRuns();
    wrapKernel(this.#hook, this.runs, () => Promise.resolve());
  }

  /** Runs a cell that ends in a value; whether the kernel publishes it. */
  async cell(work: () => unknown): Promise<boolean> {
    const count = ++this.#count;
    await this.#hook.broadcastResult(count, work());
    this.cellEnds();
    return this.published.some(([published, result]) =>
      published === count && result !== undefined
    );
  }

  /** Runs a cell that throws in the end: only the helper hears it. */
  failingCell(work: () => unknown): void {
    this.#count += 1;
    work();
    this.cellEnds();
  }

  /** What happens at the end of every cell. */
  cellEnds(): void {}

  /** A run that is shown live and ends in this very cell, as the user is given it. */
  tracked(id = "run-1"): { readonly id: string } {
    this.runs.cardIsShown(id, this.runs.cell);
    const run = { id };
    this.runs.mark(run);
    return run;
  }
}

/** The same with the helper, which hears the end of every cell. */
class FakeHelpedKernel extends FakeKernel {
  override cellEnds(): void {
    this.runs.cellEnded();
  }
}

Deno.test("a run that its cell has shown is not shown again as the cell's result", async () => {
  const kernel = new FakeKernel();
  assert(await kernel.cell(() => 1));
  assert(!await kernel.cell(() => kernel.tracked()));
});

Deno.test("a later cell that ends in the run shows it", async () => {
  const kernel = new FakeKernel();
  let run: unknown;
  assert(!await kernel.cell(() => run = kernel.tracked()));
  assert(await kernel.cell(() => run));
  assert(await kernel.cell(() => run));
});

Deno.test("a cell that keeps the run and ends in nothing leaves nothing behind", async () => {
  const kernel = new FakeKernel();
  let run: unknown;
  await kernel.cell(() => {
    run = kernel.tracked();
  });
  assert(await kernel.cell(() => run));
});

Deno.test("of two runs in a cell, either may be its result", async () => {
  const kernel = new FakeKernel();
  assert(
    !await kernel.cell(() => {
      const first = kernel.tracked("a");
      kernel.tracked("b");
      return first;
    }),
  );
});

Deno.test("a run that no view has shown is shown as the result", async () => {
  const kernel = new FakeKernel();
  assert(
    await kernel.cell(() => {
      const run = { id: "quiet" };
      kernel.runs.mark(run);
      return run;
    }),
  );
});

Deno.test("other results of a cell with a run are shown, also copies of it", async () => {
  const kernel = new FakeKernel();
  assert(await kernel.cell(() => (kernel.tracked(), 42)));
  assert(await kernel.cell(() => ({ ...kernel.tracked() })));
  assert(await kernel.cell(() => [kernel.tracked()]));
});

Deno.test("a run begun in an earlier cell is shown where it is stopped", async () => {
  const kernel = new FakeKernel();
  let cell = 0;
  await kernel.cell(() => {
    cell = kernel.runs.cell;
  });
  assert(
    await kernel.cell(() => {
      kernel.runs.cardIsShown("run-1", cell);
      const run = { id: "run-1" };
      kernel.runs.mark(run);
      return run;
    }),
  );
});

Deno.test("a run of a cell that threw is shown by the next cell", async () => {
  const kernel = new FakeKernel();
  await kernel.cell(() => 1);
  let run: unknown;
  kernel.failingCell(() => run = kernel.tracked());
  assert(await kernel.cell(() => run));
});

Deno.test("with the helper, a run after a cell that threw is not shown twice, however long its cell runs", async () => {
  const kernel = new FakeHelpedKernel();
  await kernel.cell(() => 1);
  kernel.failingCell(() => 2);
  kernel.failingCell(() => kernel.tracked("a"));
  assert(!await kernel.cell(() => kernel.tracked("b")));
  assert(!await kernel.cell(() => kernel.tracked("c")));
});

Deno.test("without it, the result after a cell that threw is shown, as the run may be of that cell", async () => {
  const kernel = new FakeKernel();
  await kernel.cell(() => 1);
  kernel.failingCell(() => 2);
  assert(await kernel.cell(() => kernel.tracked("a")));
  assert(!await kernel.cell(() => kernel.tracked("b")));
});

for (const Kernel of [FakeKernel, FakeHelpedKernel]) {
  Deno.test(`a run is shown once by its own cell, and again by every later one: ${Kernel.name}`, async () => {
    const kernel = new Kernel();
    let run: unknown;
    assert(!await kernel.cell(() => run = kernel.tracked()));
    assert(await kernel.cell(() => run));
    kernel.failingCell(() => run = kernel.tracked());
    assert(await kernel.cell(() => run));
    assert(await kernel.cell(() => run));
  });
}

Deno.test("what a kernel publishes comes through as it is", async () => {
  const kernel = new FakeKernel();
  for (const result of [undefined, null, 0, "text", NaN]) {
    await kernel.cell(() => result);
  }
  assertEquals(kernel.published, [
    [1, undefined],
    [2, null],
    [3, 0],
    [4, "text"],
    [5, NaN],
  ]);
});
