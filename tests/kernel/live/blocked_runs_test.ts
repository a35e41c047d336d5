import { assert, assertEquals } from "@std/assert";
import { splitMessage } from "../../../src/jupyter/wire.ts";
import { MessageReader } from "../../../src/jupyter/zmtp/message_reader.ts";
import { Signer } from "../../../src/jupyter/signer.ts";
import { BlockedRuns } from "../../../src/kernel/live/blocked_runs.ts";
import type { Drawing, Drawn } from "../../../src/kernel/live/draw_blocked.ts";
import { delay } from "../../delay.ts";

const RUN = { id: "one", displayId: "carboncell-one", folder: "/nowhere" };
const REQUEST = { msg_id: "request", msg_type: "execute_request" };

/** What the kernel sends when it shows the run itself. */
async function shownByKernel() {
  const bytes = new Signer("a key").made("update_display_data", REQUEST, {
    data: {},
    metadata: {},
    transient: { display_id: RUN.displayId },
  });
  let isRead = false;
  const [message] = await new MessageReader({
    read: (into) => {
      if (isRead) return Promise.resolve(null);
      isRead = true;
      into.set(bytes);
      return Promise.resolve(bytes.length);
    },
  }).messages();
  return splitMessage(message!)!;
}

/** Runs whose drawing the test ends, and what was shown of them. */
function withDrawings() {
  const asked: Drawing[] = [];
  const shown: unknown[] = [];
  let next = Promise.withResolvers<Drawn | "ended">();
  const runs = new BlockedRuns((request, content) => {
    assertEquals(request, REQUEST);
    shown.push(content.data);
  }, (run, drawing) => {
    assertEquals(run, RUN);
    asked.push(drawing);
    return next.promise;
  });
  return {
    runs,
    shown,
    asked,
    answer(drawn: Drawn | "ended") {
      next.resolve(drawn);
      next = Promise.withResolvers();
    },
    async asks(times: number) {
      for (let i = 0; i < 100 && asked.length < times; i += 1) await delay(50);
      assertEquals(asked.length, times);
    },
  };
}

Deno.test("a run whose cell blocks the kernel is drawn again and again, and no more once it has ended", async () => {
  const { runs, shown, asked, answer, asks } = withDrawings();
  using _runs = runs;
  runs.announced(RUN, REQUEST);
  runs.announced(RUN, REQUEST);
  await asks(1);
  answer({ data: { drawing: 1 }, timeS: 1 });
  await asks(2);
  answer({ data: { drawing: 2 }, timeS: 2.5 });
  assertEquals(asked, [
    { isBlocked: true, sinceS: 0 },
    { isBlocked: true, sinceS: 1 },
  ]);
  await asks(3);
  answer("ended");
  await delay(2000);
  assertEquals(asked.length, 3);
  assertEquals(shown, [{ drawing: 1 }, { drawing: 2 }]);
});

Deno.test("a drawing never replaces what the kernel has shown meanwhile", async () => {
  const { runs, shown, answer, asks } = withDrawings();
  using _runs = runs;
  const final = await shownByKernel();
  runs.announced(RUN, REQUEST);
  await asks(1);
  runs.heard(final);
  answer({ data: { drawing: 1 }, timeS: 1 });
  await delay(50);
  assertEquals(shown, []);
});

Deno.test("a run that the kernel shows in time is not drawn", async () => {
  const { runs, asked } = withDrawings();
  using _runs = runs;
  const update = await shownByKernel();
  runs.announced(RUN, REQUEST);
  for (let i = 0; i < 6; i += 1) {
    await delay(400);
    runs.announced(RUN, REQUEST);
    runs.heard(update);
  }
  assert(asked.length === 0);
});
