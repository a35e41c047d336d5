import { assertEquals } from "@std/assert";
import { notebookPath } from "../../../src/notebook/session/notebook_path.ts";

function pathOf(session?: string): string | undefined {
  const known: Record<string, string | undefined> = {
    HOME: "/home/ada",
    JPY_SESSION_NAME: session,
  };
  return notebookPath({ env: (name) => known[name] });
}

Deno.test("notebookPath() is the path that Jupyter gives, and does not name the user", () => {
  assertEquals(pathOf("/home/ada/a/b.ipynb"), "~/a/b.ipynb");
  assertEquals(pathOf("/home/ada/b.ipynb"), "~/b.ipynb");
  assertEquals(pathOf("/data/My notes.ipynb"), "/data/My notes.ipynb");
});

Deno.test("notebookPath() of a console is that of its notebook", () => {
  assertEquals(pathOf("/data/b.ipynb-console-1-0a1b"), "/data/b.ipynb");
});

Deno.test("notebookPath() is absent where no notebook is known", () => {
  for (const session of [undefined, "", "/data/console-1", "0a1b-2c3d"]) {
    assertEquals(pathOf(session), undefined);
  }
  assertEquals(
    notebookPath({
      env: () => {
        throw new Error("not allowed");
      },
    }),
    undefined,
  );
});
