import { assert, assertEquals } from "@std/assert";
import type { DisplayContent } from "../../../src/jupyter/broadcast.ts";
import {
  outputView,
  type OutputWorld,
} from "../../../src/notebook/live/live_output.ts";
import type { RunRecord } from "../../../src/tracker/run.ts";
import { aLiveRun, aRun } from "../a_run.ts";

/** A notebook in which a test controls the time and can delay messages. */
class FakeNotebook {
  readonly messages: { type: string; content: DisplayContent }[] = [];
  readonly stands: [string, number][] = [];
  nowMs = 0;
  /** What a drawing takes. */
  costMs = 5;
  drawn = 0;
  cell = 0;
  settles = 0;
  /** Holds up what is sent, until it resolves. */
  held: Promise<void> = Promise.resolve();
  fault: Error | undefined;

  readonly world: OutputWorld = {
    broadcast: async (type, content) => {
      if (this.fault !== undefined) throw this.fault;
      this.messages.push({ type, content });
      await this.held;
    },
    settled: () => {
      this.settles += 1;
      return Promise.resolve();
    },
    nowMs: () => this.nowMs,
    opening: ({ name }) => this.#bundle(`${name} opens`),
    draws: () => {},
    draw: ({ name }) => {
      this.nowMs += this.costMs;
      this.drawn += 1;
      return Promise.resolve(this.#bundle(`${name} ${this.drawn}`));
    },
    drawFinal: ({ name }) => Promise.resolve(this.#bundle(`${name} ends`)),
    currentCell: () => this.cell,
    cardIsShown: (id, cell) => {
      this.stands.push([id, cell]);
    },
  };

  get texts(): string[] {
    return this.messages.map(({ content }) => content.data["text/plain"]);
  }

  #bundle(text: string) {
    return { "text/plain": text, "text/html": text };
  }
}

/** Everything that is waiting for nothing but its turn is done. */
async function turn(): Promise<void> {
  for (let i = 0; i < 20; i++) await Promise.resolve();
}

/** Sends a view a sample at each interval, up to a time. */
async function sampledUntil(
  notebook: FakeNotebook,
  view: ReturnType<typeof outputView>,
  endMs: number,
  everyMs: number,
): Promise<void> {
  while (notebook.nowMs < endMs) {
    notebook.nowMs += everyMs;
    view.sampled(() => aLiveRun());
    await turn();
  }
}

Deno.test("a run has one output: made once, then replaced in place, its card last", async () => {
  const notebook = new FakeNotebook();
  const view = outputView(notebook.world);
  view.sampled(() => aLiveRun());
  await sampledUntil(notebook, view, 2500, 500);
  await view.ended(aRun());
  assertEquals(notebook.texts, [
    "fine-tune opens",
    "fine-tune 1",
    "fine-tune 2",
    "fine-tune ends",
  ]);
  assertEquals(notebook.messages.map(({ type }) => type), [
    "display_data",
    "update_display_data",
    "update_display_data",
    "update_display_data",
  ]);
  const ids = notebook.messages.map((m) => m.content.transient.display_id);
  assertEquals(new Set(ids).size, 1);
});

Deno.test("samples that come together, after a cell that blocked, are all in the first drawing", async () => {
  const notebook = new FakeNotebook();
  const view = outputView(notebook.world);
  view.sampled(() => aLiveRun());
  await turn();
  notebook.nowMs += 40_000;
  let durationS = 0;
  const drawn: number[] = [];
  for (durationS = 1; durationS <= 40; durationS += 1) {
    view.sampled(() => {
      drawn.push(durationS);
      return aLiveRun({ durationS });
    });
  }
  await turn();
  assertEquals(drawn, [41]);
});

Deno.test("two runs have an output each", async () => {
  const notebook = new FakeNotebook();
  for (const id of ["a", "b"]) {
    outputView(notebook.world).sampled(() => aLiveRun({ id }));
  }
  await turn();
  const ids = notebook.messages.map((m) => m.content.transient.display_id);
  assertEquals(new Set(ids).size, 2);
});

Deno.test("the output opens at the first sample, without drawing anything", () => {
  const notebook = new FakeNotebook();
  outputView(notebook.world).sampled(() => aLiveRun());
  assertEquals(notebook.texts, ["fine-tune opens"]);
  assertEquals(notebook.drawn, 0);
});

Deno.test("an output is replaced at most once a second, however many samples come", async () => {
  const notebook = new FakeNotebook();
  await sampledUntil(notebook, outputView(notebook.world), 60_000, 20);
  // The opening at 20 ms, then the first drawing at 1020 ms, and so on.
  assert(notebook.messages.length <= 60, `${notebook.messages.length}`);
  assert(notebook.messages.length >= 55, `${notebook.messages.length}`);
});

Deno.test("a snapshot is made only for a drawing", async () => {
  const notebook = new FakeNotebook();
  const view = outputView(notebook.world);
  let snapshots = 0;
  for (notebook.nowMs = 0; notebook.nowMs < 900; notebook.nowMs += 100) {
    view.sampled(() => (snapshots += 1, aLiveRun()));
    await turn();
  }
  assertEquals(snapshots, 1);
});

Deno.test("costly drawings come so seldom that they take half a percent of the time", async () => {
  const notebook = new FakeNotebook();
  notebook.costMs = 50;
  await sampledUntil(notebook, outputView(notebook.world), 600_000, 1000);
  // (300 ms + 0.5 % of 600 s) / 50 ms = 66, and the first, which does not count
  assert(notebook.drawn <= 68, `${notebook.drawn}`);
  assert(notebook.drawn >= 60, `${notebook.drawn}`);
});

Deno.test("the first drawing, which loads what draws, does not hold up the second", async () => {
  const notebook = new FakeNotebook();
  notebook.costMs = 300;
  const view = outputView(notebook.world);
  view.sampled(() => aLiveRun());
  await turn();
  await sampledUntil(notebook, view, 3000, 500);
  assertEquals(notebook.drawn, 2);
});

Deno.test("a machine that slept during a drawing does not stop the view for hours", async () => {
  const notebook = new FakeNotebook();
  const view = outputView(notebook.world);
  await sampledUntil(notebook, view, 5000, 1000);
  notebook.costMs = 3_600_000;
  await sampledUntil(notebook, view, 3_600_000, 1000);
  notebook.costMs = 5;
  const before = notebook.drawn;
  await sampledUntil(notebook, view, notebook.nowMs + 31_000, 1000);
  assert(notebook.drawn > before);
});

Deno.test("nothing is drawn while a message is under way, and the card waits for it", async () => {
  const notebook = new FakeNotebook();
  const { promise, resolve } = Promise.withResolvers<void>();
  notebook.held = promise;
  const view = outputView(notebook.world);
  await sampledUntil(notebook, view, 10_000, 1000);
  assertEquals(notebook.texts, ["fine-tune opens"]);
  const ended = view.ended(aRun());
  await turn();
  assertEquals(notebook.texts, ["fine-tune opens"]);
  resolve();
  await ended;
  assertEquals(notebook.texts, ["fine-tune opens", "fine-tune ends"]);
});

Deno.test("a run that was never sampled has its card all the same", async () => {
  const notebook = new FakeNotebook();
  await outputView(notebook.world).ended(aRun());
  assertEquals(notebook.messages.map((m) => m.type), ["display_data"]);
});

Deno.test("the end waits until the card has gone out", async () => {
  const notebook = new FakeNotebook();
  let settledAfter = 0;
  const world: OutputWorld = {
    ...notebook.world,
    settled: () => {
      settledAfter = notebook.messages.length;
      return Promise.resolve();
    },
  };
  await outputView(world).ended(aRun());
  assertEquals(settledAfter, 1);
});

Deno.test("a card is under the cell in which its output was made", async () => {
  const notebook = new FakeNotebook();
  notebook.cell = 3;
  const view = outputView(notebook.world);
  view.sampled(() => aLiveRun());
  notebook.cell = 5;
  await view.ended(aRun());
  assertEquals(notebook.stands, [["run-1", 3]]);
});

Deno.test("a view that fails stops quietly, and its card may still come", async () => {
  const notebook = new FakeNotebook();
  const view = outputView(notebook.world);
  notebook.fault = new Error("The kernel has gone");
  await sampledUntil(notebook, view, 5000, 1000);
  await view.ended(aRun());
  assertEquals(notebook.messages, []);
  assertEquals(notebook.stands, []);
  notebook.fault = undefined;
  await view.ended(aRun());
  assertEquals(notebook.texts, ["fine-tune ends"]);
});

for (const broken of ["opening", "draw", "drawFinal"] as const) {
  Deno.test(`a fault in ${broken} harms no run`, async () => {
    const notebook = new FakeNotebook();
    const view = outputView({
      ...notebook.world,
      [broken]: (_: RunRecord) => {
        throw new Error("A fault in what draws");
      },
    });
    await sampledUntil(notebook, view, 3000, 500);
    await view.ended(aRun());
  });
}

Deno.test("a snapshot that throws harms no run", async () => {
  const notebook = new FakeNotebook();
  const view = outputView(notebook.world);
  view.sampled(() => {
    throw new Error("A fault in the snapshot");
  });
  await turn();
  await view.ended(aRun());
  assertEquals(notebook.texts, ["fine-tune ends"]);
});
