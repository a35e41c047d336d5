/** What looks at an answer while it passes. None of its methods may throw. */
export interface Tap {
  /** Takes a piece of the body before the user gets it. */
  add(piece: unknown): void;
  /** The body has ended: wholly, or because the user or the network broke it off. */
  end(isWhole: boolean): void;
}

/**
 * The same response, whose body a tap sees while the user reads it. It reads no further than the
 * user does, and passes on bytes, errors and cancelling as they are.
 * @param response With a body that was not read yet
 * @param tap What looks at it
 */
export function tappedResponse(response: Response, tap: Tap): Response {
  const body = tappedBody(
    response.body as ReadableStream<Uint8Array>,
    // What the network gives can fill a buffer of its reader; what a program gives may not.
    response.type !== "default" || givesBytes(response.body as ReadableStream),
    tap,
  );
  return like(response, new Response(body, response));
}

/** Gives a copy of a response what its constructor cannot set. */
function like(response: Response, copy: Response): Response {
  const set = (key: string, value: unknown) =>
    Object.defineProperty(copy, key, {
      value,
      configurable: true,
      writable: typeof value === "function",
    });
  set("url", response.url);
  set("redirected", response.redirected);
  set("type", response.type);
  set("headers", response.headers);
  set("clone", () => like(response, Response.prototype.clone.call(copy)));
  for (const key of Object.keys(response)) {
    set(key, (response as unknown as Record<string, unknown>)[key]);
  }
  const prototype = Object.getPrototypeOf(response);
  if (prototype !== Response.prototype) Object.setPrototypeOf(copy, prototype);
  return copy;
}

function tappedBody(
  body: ReadableStream<Uint8Array>,
  isBytes: boolean,
  tap: Tap,
): ReadableStream<Uint8Array> {
  const reader = body.getReader();
  let reads = false;
  let isRead = false;
  let hasEnded = false;
  const end = (isWhole: boolean) => {
    if (!hasEnded) tap.end(isWhole);
    hasEnded = true;
  };
  const close = (controller: ReadableStreamController<Uint8Array>) => {
    if (hasEnded) return;
    end(true);
    controller.close();
    if ("byobRequest" in controller) controller.byobRequest?.respond(0);
  };
  const source = {
    start(controller: ReadableStreamController<Uint8Array>) {
      // The body can end, or an abort can end it, while the user does not read.
      reader.closed.then(() => {
        isRead = true;
        if (!reads) close(controller);
      }, (error) => {
        if (hasEnded) return;
        end(false);
        controller.error(error);
      });
    },
    async pull(controller: ReadableStreamController<Uint8Array>) {
      reads = true;
      const { done, value } = await reader.read();
      reads = false;
      if (done) return close(controller);
      tap.add(value);
      controller.enqueue(value as Uint8Array<ArrayBuffer>);
      if (isRead) close(controller);
    },
    cancel(reason: unknown) {
      end(false);
      return reader.cancel(reason);
    },
  };
  return isBytes
    ? new ReadableStream({ ...source, type: "bytes" })
    : new ReadableStream(source, { highWaterMark: 0 });
}

/**
 * Whether a stream can fill a buffer of its reader. One that cannot may give the same piece twice.
 */
function givesBytes(body: ReadableStream<Uint8Array>): boolean {
  try {
    body.getReader({ mode: "byob" }).releaseLock();
    return true;
  } catch {
    return false;
  }
}
