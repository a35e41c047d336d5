import { dirname, join } from "node:path";

const PREFIX = "carboncell-jobs-";

/** The file that a process holds locked as long as it uses its folder; the system lets go of it. */
const LOCK = "in-use";

/** A folder for what does not fit into memory. */
export interface TemporaryFolder {
  readonly path: string;
  /** Removes it with what is in it. Twice is the same as once. */
  remove(): void;
}

/** Makes a folder, and removes those that killed processes have left. */
export async function temporaryFolder(): Promise<TemporaryFolder> {
  const path = await Deno.makeTempDir({ prefix: PREFIX });
  await removeLeft(dirname(path));
  const lock = await Deno.open(join(path, LOCK), { write: true, create: true });
  // Another process that begins just now may have taken it for one that was left.
  if (!lock.tryLockSync(true)) {
    lock.close();
    return await temporaryFolder();
  }
  let isThere = true;
  return {
    path,
    remove() {
      if (!isThere) return;
      isThere = false;
      removed(path);
      lock.close();
    },
  };
}

async function removeLeft(parent: string): Promise<void> {
  try {
    for await (const { name, isDirectory } of Deno.readDir(parent)) {
      if (!isDirectory || !name.startsWith(PREFIX)) continue;
      const folder = join(parent, name);
      if (isLeft(join(folder, LOCK))) removed(folder);
    }
  } catch {
    // Where folders may not be listed, what was left stays.
  }
}

/** Whether no process holds the lock of a folder. Without a lock it may be another program's. */
function isLeft(lock: string): boolean {
  try {
    using file = Deno.openSync(lock, { read: true, write: true });
    return file.tryLockSync(true);
  } catch {
    return false;
  }
}

function removed(folder: string): void {
  try {
    Deno.removeSync(folder, { recursive: true });
  } catch {
    // Windows keeps a file that is open; the next start removes the folder.
  }
}
