import { assert, assertEquals } from "@std/assert";
import { isTooDeep } from "../../../src/kernel/mends/nesting.ts";

/**
 * Code that nests, by how deep; the first count is fine for the kernel, the second one ended it.
 */
const NESTED: Readonly<
  Record<string, readonly [code: (n: number) => string, number, number]>
> = {
  "brackets": [(n) => `${"(".repeat(n)}1${")".repeat(n)}`, 300, 482],
  "lists": [(n) => "[".repeat(n) + "]".repeat(n), 300, 671],
  "blocks": [(n) => `;${"{".repeat(n)}${"}".repeat(n)}`, 300, 1414],
  "a sum": [(n) => `1${"+1".repeat(n)}`, 3000, 4507],
  "a sum in lines": [(n) => `"a"${' +\n"b"'.repeat(n)}`, 3000, 4507],
  "choices": [(n) => `${"a?".repeat(n)}1${":1".repeat(n)}`, 1000, 2979],
  "templates": [(n) => `${"`${".repeat(n)}1${"}`".repeat(n)}`, 300, 671],
  "functions": [(n) => `${"()=>".repeat(n)}1`, 300, 524],
  "negations": [(n) => `${"!".repeat(n)}1`, 3000, 5318],
  "calls": [(n) => `f${"()".repeat(n)}`, 3000, 4507],
  "members": [(n) => `a${".b".repeat(n)}`, 3000, 4896],
  "branches": [(n) => `${"if(0){}else ".repeat(n)}{}`, 500, 10313],
  "types": [(n) => `let z: ${"A<".repeat(n)}B${">".repeat(n)}`, 400, 618],
  "elements": [(n) => "<a>".repeat(n), 1000, 21273],
  "waits": [(n) => `${"await ".repeat(n)}1`, 300, 5318],
};

for (const [what, [code, fine, fatal]] of Object.entries(NESTED)) {
  Deno.test(`isTooDeep() of ${what} is so before they end the kernel`, () => {
    assert(!isTooDeep(code(fine)));
    assert(isTooDeep(code(fatal)));
    assert(isTooDeep(`const before = 1;\n${code(fatal)}`));
  });
}

Deno.test("isTooDeep() of long code that is flat is false", () => {
  const many = 20_000;
  const flat = [
    "f(1);",
    "a = b + c;\n",
    "a = b + c\n",
    "if (a) { b() } else { c() }\n",
    "function f(a) { return (a) }\n",
    "function f(a){return(a)}",
    'x.push("(((", `[[[`); // {{{\n',
    "<li>one</li>\n",
    "<li>one</li>",
    "<ul><br/><li>one<br/></li></ul>",
    "f<A>(1);",
    "/* ((( */",
    "const f = (a: Map<string, number>) => a < b\n",
  ];
  for (const piece of flat) assert(!isTooDeep(piece.repeat(many)), piece);
  assert(!isTooDeep(`[${"1.5,".repeat(many)}]`));
  assert(!isTooDeep(`"${"(".repeat(many)}"`));
  assert(!isTooDeep("`" + "(+".repeat(many) + "`"));
});

Deno.test("isTooDeep() of our own sources is false", async () => {
  const src = new URL("../../../src/kernel/", import.meta.url);
  let files = 0;
  for (const { name } of Deno.readDirSync(src)) {
    if (!name.endsWith(".ts")) continue;
    files += 1;
    assertEquals(
      isTooDeep((await Deno.readTextFile(new URL(name, src))).repeat(50)),
      false,
      name,
    );
  }
  assert(files > 3);
});
