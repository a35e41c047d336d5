/** What the wrapper looks through: how to send a request, and what `fetch` was given. */
export type FetchHook = (
  send: () => Promise<Response>,
  given: Readonly<Parameters<typeof fetch>>,
) => Promise<Response>;

/** All copies of this module in a process share one wrapper, which asks the hooks of each. */
interface Shared {
  readonly hooks: Set<FetchHook>;
  wraps: boolean;
}

const KEY = Symbol.for("carboncell.fetch");

function shared(): Shared {
  const holder = globalThis as { [KEY]?: Shared };
  if (holder[KEY] === undefined) {
    const value: Shared = { hooks: new Set(), wraps: false };
    Object.defineProperty(holder, KEY, { value });
  }
  return holder[KEY] as Shared;
}

/** Functions of ours, so that none is wrapped twice. */
const ours = new WeakSet<typeof fetch>();

/**
 * Wraps `globalThis.fetch` once. While there is no hook, it only passes on. Clients that are made
 * from then on keep the wrapper.
 */
export function wrapFetch(): void {
  const state = shared();
  if (state.wraps) return;
  const { value, ...rest } =
    Object.getOwnPropertyDescriptor(globalThis, "fetch") ?? {};
  // A program that has replaced it by something that we cannot read keeps what it has.
  if (typeof value !== "function" || rest.configurable === false) return;
  Object.defineProperty(globalThis, "fetch", {
    ...rest,
    value: watchedFetch(value),
  });
  state.wraps = true;
}

/**
 * A `fetch` whose calls the hooks see. As a proxy it keeps the name and the properties of its base.
 * @param base The function that sends
 */
export function watchedFetch(base: typeof fetch): typeof fetch {
  if (ours.has(base)) return base;
  const { hooks } = shared();
  const watched = new Proxy(base, {
    apply(target, self, given: Parameters<typeof fetch>) {
      if (hooks.size === 0) return Reflect.apply(target, self, given);
      let send = (): Promise<Response> => Reflect.apply(target, self, given);
      for (const hook of hooks) {
        const inner = send;
        send = () => hook(inner, given);
      }
      return send();
    },
  });
  ours.add(watched);
  return watched;
}

/**
 * Lets a hook see every request.
 * @returns Takes the hook away
 */
export function hookFetch(hook: FetchHook): () => void {
  const { hooks } = shared();
  hooks.add(hook);
  return () => void hooks.delete(hook);
}
