import { ask, type Asking, unrefd } from "./asking.ts";

/** A small file of a device's driver, kept open since opening costs more than reading. */
export interface DeviceFile extends Disposable {
  /** Its first 4096 bytes as they are now, one character each. */
  read(): Asking<string>;
}

const READ_ONLY = 0;
const SIZE = 4096;
const DECODER = new TextDecoder("latin1");

// The calls of the system itself, as those of Deno that do not block cannot be given up.
const SYMBOLS = {
  open: { parameters: ["buffer", "i32"], result: "i32" },
  openLater: {
    name: "open",
    parameters: ["buffer", "i32"],
    result: "i32",
    nonblocking: true,
  },
  pread: { parameters: ["i32", "buffer", "usize", "i64"], result: "isize" },
  preadLater: {
    name: "pread",
    parameters: ["i32", "buffer", "usize", "i64"],
    result: "isize",
    nonblocking: true,
  },
  close: { parameters: ["i32"], result: "i32" },
} as const;

/** A byte that no text has, and as many bytes as a figure has at the most. */
const UNSET = 0xff;
const SHORT = 32;
const LINE_END = 10;

/** The length of a short line that has been read in full; other threads may see it half written. */
function lineLength(bytes: Uint8Array): bigint | undefined {
  const end = bytes.indexOf(LINE_END);
  const unset = bytes.indexOf(UNSET);
  return end >= 0 && end < SHORT && unset === end + 1
    ? BigInt(unset)
    : undefined;
}

type Library = Deno.DynamicLibrary<typeof SYMBOLS>;

// Open as long as a file is.
let library: Library | undefined;
let users = 0;

function taken(): Library {
  library ??= Deno.dlopen("libc.so.6", SYMBOLS);
  users += 1;
  return library;
}

function released(): void {
  users -= 1;
  if (users > 0) return;
  library?.close();
  library = undefined;
}

/**
 * Opens a file of a device.
 * @param place Where it is
 * @param name What it is called in errors
 * @param failed Called if it cannot be opened or read; throws why
 */
export function* openDeviceFile(
  place: string,
  name: string,
  failed: () => never,
): Asking<DeviceFile> {
  const { symbols } = taken();
  // If a call hangs, the library stays open for it: it is not released then.
  const path = new TextEncoder().encode(`${place}\0`);
  const file = yield* ask({
    what: `open "${name}"`,
    now: () => symbols.open(path, READ_ONLY),
    later: () => unrefd(symbols.openLater(path, READ_ONLY)),
  });
  if (file < 0) {
    released();
    failed();
  }
  return fileOf(file, name, symbols, failed);
}

function fileOf(
  file: number,
  name: string,
  symbols: Library["symbols"],
  failed: () => never,
): DeviceFile {
  const bytes = new Uint8Array(SIZE);
  let isBusy = false;
  let isOpen = true;
  return {
    *read() {
      isBusy = true;
      const size = yield* ask({
        what: `read "${name}"`,
        now: () => symbols.pread(file, bytes, BigInt(SIZE), 0n),
        later: () => {
          bytes.fill(UNSET, 0, SHORT);
          return unrefd(symbols.preadLater(file, bytes, BigInt(SIZE), 0n));
        },
        peek: () => lineLength(bytes),
      });
      isBusy = false;
      if (size < 0) failed();
      return DECODER.decode(bytes.subarray(0, Number(size)));
    },
    [Symbol.dispose]() {
      if (!isOpen || isBusy) return;
      isOpen = false;
      symbols.close(file);
      released();
    },
  };
}
