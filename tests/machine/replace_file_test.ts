import { assert, assertEquals, assertRejects } from "@std/assert";
import { replaceFile } from "../../src/machine/replace_file.ts";

async function inFolder(test: (folder: string) => Promise<void>) {
  const folder = await Deno.makeTempDir();
  try {
    await test(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/** Lets the disk be full after some bytes, while work is done. */
async function onFullDisk(most: number, work: () => Promise<void>) {
  const { write } = Deno.FsFile.prototype;
  let room = most;
  Deno.FsFile.prototype.write = function (bytes) {
    if (room <= 0) {
      return Promise.reject(new Error("No space left on device (os error 28)"));
    }
    const part = bytes.subarray(0, room);
    room -= part.length;
    return write.call(this, part);
  };
  try {
    await work();
  } finally {
    Deno.FsFile.prototype.write = write;
  }
}

const save = (path: string | URL, text = "new") =>
  replaceFile(path, text, "save it");

Deno.test("a file is replaced as a whole, also by a shorter one, and nothing is left beside it", async () => {
  await inFolder(async (folder) => {
    const path = `${folder}/a b.txt`;
    await save(path, "a long text");
    await save(path, "short");
    await save(new URL(`file://${folder}/a%20b.txt`), "tiny");
    assertEquals(await Deno.readTextFile(path), "tiny");
    assertEquals([...Deno.readDirSync(folder)].length, 1);
  });
});

Deno.test("a full disk leaves the file as it was, and no draft", async () => {
  await inFolder(async (folder) => {
    const path = `${folder}/README.md`;
    await Deno.writeTextFile(path, "mine, all of it");
    for (const room of [0, 1, 4]) {
      await onFullDisk(room, async () => {
        await assertRejects(
          () => save(path, "something else"),
          Error,
          `Cannot save it as "${path}": the disk is full`,
        );
      });
      assertEquals(await Deno.readTextFile(path), "mine, all of it");
      assertEquals([...Deno.readDirSync(folder)].length, 1);
    }
  });
});

Deno.test("a link stays a link, and the file keeps its mode", async () => {
  await inFolder(async (folder) => {
    const [file, link, far] = ["file", "link", "far"].map((n) =>
      `${folder}/${n}`
    );
    await Deno.writeTextFile(file as string, "old");
    await Deno.chmod(file as string, 0o640);
    await Deno.symlink("file", link as string);
    await Deno.symlink(link as string, far as string);
    await save(far as string);
    assertEquals(await Deno.readTextFile(file as string), "new");
    assert((await Deno.lstat(link as string)).isSymlink);
    assert((await Deno.lstat(far as string)).isSymlink);
    assertEquals((await Deno.stat(file as string)).mode! & 0o777, 0o640);
    const nowhere = `${folder}/nowhere`;
    await Deno.symlink("made", nowhere);
    await save(nowhere);
    assertEquals(await Deno.readTextFile(`${folder}/made`), "new");
    assert((await Deno.lstat(nowhere)).isSymlink);
  });
});

Deno.test("a new file has the mode of any new file", async () => {
  await inFolder(async (folder) => {
    await Deno.writeTextFile(`${folder}/other`, "");
    await save(`${folder}/one`);
    const [one, other] = ["one", "other"].map((name) =>
      Deno.statSync(`${folder}/${name}`).mode
    );
    assertEquals(one, other);
  });
});

Deno.test("a device is written to, and not replaced", async () => {
  await save("/dev/null");
  assert(!(await Deno.lstat("/dev/null")).isFile);
});

Deno.test("where a file cannot be written, the error says why in plain words", async () => {
  await inFolder(async (folder) => {
    await Deno.writeTextFile(`${folder}/file`, "");
    const places: Record<string, string> = {
      [folder]: "it is a folder",
      [`${folder}/no/file`]: "it, or its folder, does not exist",
      [`${folder}/file/file`]: "a part of its path is a file",
      [`${folder}/${"x".repeat(300)}`]: "its name is too long",
      [`${folder}/a\0b`]: "a character that no path can have",
    };
    for (const [place, why] of Object.entries(places)) {
      await assertRejects(() => save(place), Error, why);
    }
  });
});
