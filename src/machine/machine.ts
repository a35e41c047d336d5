import { AccessError } from "./access_error.ts";
import type { Asking } from "./asking.ts";
import { type DeviceFile, openDeviceFile } from "./device_file.ts";
import { closed, need, needEverything } from "./permission.ts";

/** What the operating system says of the processors. */
export interface SystemCpus {
  /** The model, as the system names it. */
  readonly name: string;
  /** Logical processors. */
  readonly count: number;
  /** Time that they were busy since the start of the system, in CPU seconds. */
  readonly busyS: number;
}

/** What the operating system says of the memory. */
export interface SystemMemory {
  /** In B. */
  readonly totalBytes: number;
  /** In B. */
  readonly availableBytes: number;
}

/** A small file that is read often, so it is kept open: opening costs more than reading. */
export interface TextFile extends Disposable {
  /** Its first 4096 bytes, as they are now. */
  read(): string;
}

/**
 * The machine as the sensors see it; tests replace it. Each call throws an {@linkcode AccessError}
 * that says what is missing, and never asks the user.
 */
export interface Machine {
  /** `linux`, `darwin`, `windows` … */
  readonly os: string;
  /** This process. */
  readonly pid: number;
  /** Logical processors. */
  readonly cpuCount: number;
  /** Monotonic time, in s. */
  nowS(): number;
  /** Text of a file. */
  readTextFile(path: string): string;
  /** A file that is kept open. */
  openText(path: string): TextFile;
  /** A file of a device, which may never answer; it is kept open. */
  openDevice(path: string): Asking<DeviceFile>;
  /** Names in a folder, in order. */
  readDir(path: string): readonly string[];
  /** An environment variable. */
  env(name: string): string | undefined;
  /** A shared library. */
  dlopen<S extends Deno.ForeignLibraryInterface>(
    name: string,
    symbols: S,
  ): Deno.DynamicLibrary<S>;
  /** Keeps a library loaded until the program ends, also once it is closed. */
  keepLoaded(name: string): void;
  /** Processors and their busy time, where there is no `/proc`. */
  systemCpus(): SystemCpus;
  /** Memory, where there is no `/proc`. */
  systemMemory(): SystemMemory;
  /** CPU time of this process alone, in s; needs no permission. */
  ownCpuS(): number;
  /** Memory of this process alone, in B; needs no permission. */
  ownMemoryBytes(): number;
}

/** What of the real machine a test replaces. */
export interface HostOptions {
  /** Folder used as `/`. @default "" */
  readonly root?: string;
  /** Replaces the monotonic clock, in s. */
  readonly nowS?: () => number;
  /** Replaces the environment. */
  readonly env?: Readonly<Record<string, string>>;
  /** Files to load in place of libraries, by their name. */
  readonly libraries?: Readonly<Record<string, string>>;
}

const SPECIAL = /^\/(?:proc|sys)(?:\/|$)/;

/** The machine that this runs on. */
export function hostMachine(options: HostOptions = {}): Machine {
  const { root = "", libraries = {}, env } = options;
  const os = () => builtin("os");
  return {
    os: Deno.build.os,
    pid: Deno.pid,
    cpuCount: navigator.hardwareConcurrency,
    nowS: options.nowS ?? (() => performance.now() / 1000),
    readTextFile: (path) => reading(root, path, Deno.readTextFileSync),
    openText: (path) =>
      new OpenText(path, reading(root, path, (place) => Deno.openSync(place))),
    openDevice: (path) => openingDevice(root, path),
    readDir: (path) => reading(root, path, namesIn),
    env: (name) => {
      if (env !== undefined) return env[name];
      need({ name: "env", variable: name }, `read ${name}`, "--allow-env");
      return Deno.env.get(name);
    },
    dlopen: (name, symbols) => loading(libraries[name] ?? name, symbols),
    keepLoaded: (name) => keepingLoaded(libraries[name] ?? name),
    systemCpus: () => {
      need({ name: "sys", kind: "cpus" }, "read CPU times", "--allow-sys=cpus");
      return cpusOf(os().cpus());
    },
    systemMemory: () => {
      const kind = "systemMemoryInfo";
      need({ name: "sys", kind }, "read memory", `--allow-sys=${kind}`);
      const { total, available } = Deno.systemMemoryInfo();
      return { totalBytes: total, availableBytes: available };
    },
    ownCpuS: () => {
      const { user, system } = builtin("process").cpuUsage();
      return (user + system) / 1e6;
    },
    ownMemoryBytes: () => Deno.memoryUsage().rss,
  };
}

interface Builtins {
  readonly os: typeof import("node:os");
  readonly process: typeof import("node:process");
}

/** Loaded when first used: an import would cost every estimate some milliseconds. */
function builtin<Name extends keyof Builtins>(name: Name): Builtins[Name] {
  const { process } = globalThis as unknown as {
    process: { getBuiltinModule(id: string): Builtins[Name] };
  };
  return process.getBuiltinModule(`node:${name}`);
}

function cpusOf(cpus: ReturnType<Builtins["os"]["cpus"]>): SystemCpus {
  const busyMs = cpus.reduce(
    (sum, { times }) => sum + times.user + times.nice + times.sys + times.irq,
    0,
  );
  return {
    name: cpus[0]?.model.trim() ?? "",
    count: cpus.length,
    busyS: busyMs / 1000,
  };
}

function namesIn(path: string): string[] {
  return [...Deno.readDirSync(path)].map(({ name }) => name).sort();
}

function reading<T>(root: string, path: string, read: (path: string) => T): T {
  const place = allowed(root, path);
  try {
    return read(place);
  } catch (error) {
    throw readingError(path, error);
  }
}

/** The place of a file that may be read. */
function allowed(root: string, path: string): string {
  const place = root + path;
  if (root === "" && SPECIAL.test(path)) needEverything(path);
  else need({ name: "read", path: place }, `read "${path}"`, "--allow-read");
  return place;
}

function openingDevice(root: string, path: string): Asking<DeviceFile> {
  // The system's calls do not say why they fail, so what has failed is tried by Deno's.
  const failed = () => {
    reading(root, path, (place) => {
      if (Deno.statSync(place).isFile) Deno.readFileSync(place);
    });
    throw new AccessError("failed", `Cannot read "${path}": no plain file`);
  };
  return openDeviceFile(allowed(root, path), path, failed);
}

// One for all files, since none is read while another is.
const BYTES = new Uint8Array(4096);
const DECODER = new TextDecoder();

class OpenText implements TextFile {
  readonly #path: string;
  #file: Deno.FsFile | undefined;

  constructor(path: string, file: Deno.FsFile) {
    this.#path = path;
    this.#file = file;
  }

  read(): string {
    const file = this.#file;
    if (file === undefined) {
      const why = `Cannot read "${this.#path}" once closed`;
      throw new AccessError("failed", why);
    }
    try {
      file.seekSync(0, Deno.SeekMode.Start);
      return DECODER.decode(BYTES.subarray(0, file.readSync(BYTES) ?? 0));
    } catch (error) {
      throw readingError(this.#path, error);
    }
  }

  [Symbol.dispose](): void {
    this.#file?.close();
    this.#file = undefined;
  }
}

function readingError(path: string, error: unknown): AccessError {
  const { NotCapable, NotFound, NotADirectory, PermissionDenied } = Deno.errors;
  if (error instanceof NotCapable) return closed(path, "all of it");
  const what = `Cannot read "${path}"`;
  if (error instanceof NotFound || error instanceof NotADirectory) {
    return new AccessError("missing", `${what} as it does not exist`);
  }
  return error instanceof PermissionDenied
    ? new AccessError("unreadable", `${what} as this user may not`)
    : new AccessError("failed", `${what}: ${messageOf(error)}`);
}

function loading<S extends Deno.ForeignLibraryInterface>(
  name: string,
  symbols: S,
): Deno.DynamicLibrary<S> {
  const unrestricted =
    Deno.permissions.querySync({ name: "ffi" }).state === "granted";
  if (!unrestricted) {
    need({ name: "ffi", path: name }, `load "${name}"`, "--allow-ffi");
  }
  try {
    return Deno.dlopen(name, symbols);
  } catch (error) {
    // With --allow-ffi=<name> Deno looks for the name in the current folder only.
    const how = unrestricted
      ? undefined
      : "run Deno with --allow-ffi, without a path";
    const reason = messageOf(error).replace(
      /^(?:Could not open library: )+/,
      "",
    );
    throw new AccessError("missing", reason, how);
  }
}

// https://man7.org/linux/man-pages/man3/dlopen.3.html
const RTLD_NOW = 2;
const RTLD_NODELETE = 0x1000;

/** Does nothing on other systems, which have no such flag. */
function keepingLoaded(name: string): void {
  if (Deno.build.os !== "linux") return;
  const library = Deno.dlopen("libc.so.6", {
    dlopen: { parameters: ["buffer", "i32"], result: "pointer" },
  });
  const path = new TextEncoder().encode(`${name}\0`);
  library.symbols.dlopen(path, RTLD_NOW | RTLD_NODELETE);
  library.close();
}

/** What a function gives, or `undefined` if it throws. */
export function tried<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}

/** The message of an error, or the text of anything else that was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
