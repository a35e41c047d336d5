import { join } from "node:path";
import { messageOf } from "../../machine/machine.ts";

/** Folders of programs that are kept only for a while: of npx, pnpm dlx, yarn dlx and bunx. */
const CACHE = /[\\/](?:_npx|dlx(?:-[^\\/]*)?|xfs-[^\\/]*|bunx-[^\\/]*)[\\/]/;

/** The name of the copy in the kernel's folder. */
const COPY = Deno.build.os === "windows" ? "deno.exe" : "deno";

/**
 * A Deno that stays when a cache is cleaned: one from there is copied into the kernel's folder.
 * @param dir The folder of the kernel
 * @param deno The Deno that runs now
 * @throws {Error} If it cannot be copied
 */
export async function lastingDeno(
  dir: string,
  deno: string = Deno.execPath(),
): Promise<string> {
  if (!CACHE.test(deno)) return deno;
  const copy = join(dir, COPY);
  const draft = `${copy}.draft`;
  try {
    await Deno.remove(draft).catch(() => {}); // left from an attempt that was ended
    // A link takes no room, but works only on the same disk.
    await Deno.link(deno, draft).catch(() => Deno.copyFile(deno, draft));
    await Deno.rename(draft, copy);
    // To rename a link to another link to the same file does nothing.
    await Deno.remove(draft).catch(() => {});
  } catch (error) {
    throw new Error(
      `Cannot install the kernel as Deno is in a cache that may be cleaned, and cannot be copied to "${copy}": ${
        messageOf(error)
      }. Install Deno for good, such as by npm install --global deno`,
    );
  }
  return copy;
}
