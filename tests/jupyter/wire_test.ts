import { assert, assertEquals } from "@std/assert";
import { headerFor, Signer } from "../../src/jupyter/signer.ts";
import {
  contentOf,
  headerOf,
  parentOf,
  splitMessage,
  type WireMessage,
} from "../../src/jupyter/wire.ts";
import { encodeFrames } from "../../src/jupyter/zmtp/frame.ts";
import { MessageReader } from "../../src/jupyter/zmtp/message_reader.ts";

const encoder = new TextEncoder();

async function wireOf(bytes: Uint8Array): Promise<WireMessage> {
  const reader = new MessageReader({
    read: (into) => {
      into.set(bytes);
      return Promise.resolve(bytes.length);
    },
  });
  const [message] = await reader.messages();
  return splitMessage(message!)!;
}

const signer = new Signer("Jefe");

Deno.test("a signature is the HMAC-SHA256 of the four parts one after the other", async () => {
  // RFC 4231, test case 2: key "Jefe", data "what do ya want for nothing?"
  const wire = await wireOf(encodeFrames([
    encoder.encode("<IDS|MSG>"),
    encoder.encode(
      "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
    ),
    ...["what do ya ", "want for ", "", "nothing?"].map((part) =>
      encoder.encode(part)
    ),
  ]));
  assert(signer.isSigned(wire));
  assert(!new Signer("jefe").isSigned(wire));
});

Deno.test("a message of which one byte is changed is no longer signed", async () => {
  const bytes = signer.made("status", { msg_id: "1" }, {
    execution_state: "busy",
  });
  assert(signer.isSigned(await wireOf(bytes)));
  const header = "<IDS|MSG>".length + 2;
  let refused = 0;
  for (let at = header; at < bytes.length; at++) {
    const changed = bytes.slice();
    changed[at]! ^= 1;
    try {
      const wire = await wireOf(changed);
      assert(wire === undefined || !signer.isSigned(wire));
    } catch {
      // It is no message any more.
    }
    refused += 1;
  }
  assert(refused > 300);
});

Deno.test("a message whose content is changed is signed again and keeps all else", async () => {
  const identity = Uint8Array.of(0, 1, 2, 3, 4);
  const buffers = [new Uint8Array(300).fill(7), new Uint8Array()];
  const original = await wireOf(
    signer.made("execute_request", { msg_id: "parent" }, { code: "1" }),
  );
  const wire = { ...original, identities: [identity], buffers };
  const changed = await wireOf(signer.changed(wire, { code: "2" }));
  assert(signer.isSigned(changed));
  assertEquals(contentOf(changed), { code: "2" });
  assertEquals(headerOf(changed), headerOf(original));
  assertEquals(parentOf(changed), { msg_id: "parent" });
  assertEquals(changed.identities, [identity]);
  assertEquals(changed.buffers, buffers);
});

Deno.test("what is no message of Jupyter is not taken for one", () => {
  const parts = ["<IDS|MSG>", "signature", "{}", "{}", "{}"].map((part) =>
    encoder.encode(part)
  );
  const bytes = new Uint8Array();
  assertEquals(splitMessage({ parts, bytes }), undefined);
  assertEquals(splitMessage({ parts: parts.slice(1), bytes }), undefined);
  assertEquals(splitMessage({ parts: [], bytes }), undefined);
});

Deno.test("each message of our own has another id", () => {
  assert(headerFor("status").msg_id !== headerFor("status").msg_id);
});
