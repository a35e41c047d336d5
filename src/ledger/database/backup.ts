import { resolve } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { fileURLToPath } from "node:url";
import { shown } from "../../input.ts";
import { need } from "../../machine/permission.ts";

/**
 * Writes a copy of a ledger, as it is at this moment, to a new file.
 * @param database The ledger; other processes may write to it meanwhile
 * @param path Absolute, of a file that is not there yet
 */
export function backUp(database: DatabaseSync, path: string): void {
  // Written beside and renamed, so that no half of a copy is ever taken for a ledger.
  const beside = `${path}.part`;
  remove(beside);
  try {
    database.prepare("VACUUM INTO ?").run(beside);
    const copy = new DatabaseSync(beside);
    copy.exec("PRAGMA journal_mode = WAL");
    copy.close();
    Deno.renameSync(beside, path);
  } catch (error) {
    remove(beside);
    throw error;
  }
}

/**
 * The path of a backup.
 * @param where What the user gave
 * @throws {TypeError} If it is no path, or of a file that is there already
 */
export function backupPath(where: unknown): string {
  const isPath = where instanceof URL ||
    typeof where === "string" && where.trim() !== "";
  if (!isPath) {
    throw new TypeError(
      `Cannot back up the ledger as the place must be the path of a new file: current value is ${
        shown(where)
      }`,
    );
  }
  const path = where instanceof URL ? fileURLToPath(where) : resolve(where);
  need({ name: "read", path }, `back up to "${path}"`, "--allow-read");
  need({ name: "write", path }, `back up to "${path}"`, "--allow-write");
  if (exists(path)) {
    throw new TypeError(
      `Cannot back up the ledger to ${
        JSON.stringify(path)
      } as there is something already: give the path of a new file`,
    );
  }
  return path;
}

function exists(path: string): boolean {
  try {
    Deno.lstatSync(path);
    return true;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}

function remove(path: string): void {
  try {
    Deno.removeSync(path);
  } catch {
    // There is none.
  }
}
