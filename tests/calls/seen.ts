import { watchedFetch } from "../../src/calls/fetch_wrapper.ts";
import type { SeenCall } from "../../src/calls/seen_call.ts";
import { onCall } from "../../src/calls/watch.ts";

/** What is seen of a call, and what the user got. */
export interface Sight {
  readonly calls: readonly SeenCall[];
  readonly text: string;
  readonly bytes: Uint8Array;
}

/** How a test makes its request and answer. */
export interface Exchange {
  readonly url: string;
  readonly init?: RequestInit;
  /** The body of the answer, in pieces if it is a list. */
  readonly answer: BodyInit | readonly Uint8Array<ArrayBuffer>[];
  readonly headers?: Record<string, string>;
  /** Whether its stream can fill a buffer of its reader, as that of a real answer can. */
  readonly asBytes?: boolean;
}

const POST = { method: "POST", body: "{}" };

/** Sends a request to a provider that is not there, and reads the answer to its end. */
export async function sight(exchange: Exchange): Promise<Sight> {
  const { url, init = POST, answer, headers = {} } = exchange;
  const calls: SeenCall[] = [];
  const unlisten = onCall((call) => calls.push(call));
  const body = Array.isArray(answer)
    ? piecewise(answer, exchange.asBytes ?? false)
    : answer as BodyInit;
  try {
    const fetch = watchedFetch(() =>
      Promise.resolve(new Response(body, { headers }))
    );
    const bytes = await (await fetch(url, init)).bytes();
    return { text: new TextDecoder().decode(bytes), bytes, calls };
  } finally {
    unlisten();
  }
}

function piecewise(
  pieces: readonly Uint8Array<ArrayBuffer>[],
  asBytes: boolean,
): ReadableStream<Uint8Array<ArrayBuffer>> {
  const left = pieces.map((piece) => piece.slice());
  const pull = (
    controller: ReadableStreamController<Uint8Array<ArrayBuffer>>,
  ) => {
    const piece = left.shift();
    if (piece !== undefined) return controller.enqueue(piece);
    controller.close();
    if ("byobRequest" in controller) controller.byobRequest?.respond(0);
  };
  return asBytes
    ? new ReadableStream({ type: "bytes", pull })
    : new ReadableStream({ pull });
}

/** An answer as server-sent events. */
export function events(...data: readonly unknown[]): string {
  return data.map((one) =>
    `data: ${typeof one === "string" ? one : JSON.stringify(one)}\n\n`
  ).join("");
}

/** Frames of AWS's event stream, without valid checksums. */
export function frames(...payloads: readonly unknown[]): Uint8Array<
  ArrayBuffer
> {
  const header = new TextEncoder().encode("\x0b:event-type\x07\x00\x05event");
  const all = payloads.map((payload) => {
    const bytes = new TextEncoder().encode(JSON.stringify(payload));
    const frame = new Uint8Array(16 + header.length + bytes.length);
    const view = new DataView(frame.buffer);
    view.setUint32(0, frame.length);
    view.setUint32(4, header.length);
    frame.set(header, 12);
    frame.set(bytes, 12 + header.length);
    return frame;
  });
  const joined = new Uint8Array(
    all.reduce((sum, { length }) => sum + length, 0),
  );
  let start = 0;
  for (const frame of all) {
    joined.set(frame, start);
    start += frame.length;
  }
  return joined;
}
