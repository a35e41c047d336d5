import { assertEquals } from "@std/assert";
import { SentAnswers, SHARED } from "../../../src/kernel/mends/sent_answers.ts";
import { delay } from "../../delay.ts";

/** Longer than between two looks, in ms. */
const LOOKED_MS = 50;

Deno.test({
  name: "each of two waits for what was sent has a question and an answer",
  ignore: Deno.build.os === "windows",
  fn: async () => {
    let questions = 0;
    const ended: string[] = [];
    const sent = new SentAnswers(() => questions += 1);
    const answer = async () => {
      Atomics.add(sent.shared, SHARED.answers, 1);
      await delay(LOOKED_MS);
    };
    const waits = ["one", "two"].map((name) =>
      sent.all().then(() => ended.push(name))
    );
    await delay(LOOKED_MS);
    assertEquals([questions, ended], [1, []]);
    await answer();
    assertEquals([questions, ended], [2, ["one"]]);
    await answer();
    await Promise.all(waits);
    assertEquals([questions, ended], [2, ["one", "two"]]);
  },
});
