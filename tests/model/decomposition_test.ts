import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import {
  type ComparedFactor,
  sharesOfDifference,
} from "../../src/model/decomposition.ts";
import { assertClose } from "../close.ts";

const positive = fc.double({ min: 1e-3, max: 1e3, noNaN: true });
const factors = fc.array(
  fc.record({ first: positive, other: positive }),
  { minLength: 1, maxLength: 6 },
);

function productOf(all: readonly ComparedFactor[], which: "first" | "other") {
  return all.reduce((product, factor) => product * factor[which], 1);
}

function sharesOf(all: readonly ComparedFactor[]): number[] {
  return sharesOfDifference(
    productOf(all, "first"),
    productOf(all, "other"),
    all,
  );
}

const sum = (xs: readonly number[]) => xs.reduce((a, b) => a + b, 0);

Deno.test("the shares of sharesOfDifference() sum to the difference", () => {
  fc.assert(fc.property(factors, (all) => {
    const [first, other] = [productOf(all, "first"), productOf(all, "other")];
    const rest = sum(sharesOf(all)) - (other - first);
    assert(Math.abs(rest) <= 1e-9 * Math.max(first, other), `${rest}`);
  }));
});

Deno.test("sharesOfDifference() backwards is the same with opposite signs", () => {
  fc.assert(fc.property(factors, (all) => {
    const back = sharesOf(
      all.map(({ first, other }) => ({ first: other, other: first })),
    );
    sharesOf(all).forEach((share, i) =>
      assertClose(share, -(back[i] ?? NaN), 1e-9)
    );
  }));
});

Deno.test("sharesOfDifference() has the sign of the factor's change", () => {
  fc.assert(fc.property(factors, (all) => {
    sharesOf(all).forEach((share, i) => {
      const { first = 0, other = 0 } = all[i] ?? {};
      assertEquals(Math.sign(share), Math.sign(other - first));
    });
  }));
});

Deno.test("sharesOfDifference() of a factor that halves and one that halves too are halves", () => {
  const shares = sharesOf([{ first: 8, other: 4 }, { first: 3, other: 1.5 }]);
  assertClose(shares[0] ?? 0, -9); // 24 to 6, in equal parts
  assertClose(shares[1] ?? 0, -9);
});

Deno.test("sharesOfDifference() of 100 to 150 by 1.2 and 1.25 is as computed by hand", () => {
  const shares = sharesOf([{ first: 10, other: 12 }, {
    first: 10,
    other: 12.5,
  }]);
  // L = 50 / ln 1.5 = 123.3152; × ln 1.2 = 22.4829, × ln 1.25 = 27.5171
  assertClose(shares[0] ?? 0, 22.4829, 1e-5);
  assertClose(shares[1] ?? 0, 27.5171, 1e-5);
});

Deno.test("sharesOfDifference() gives the whole difference to the factor that is zero", () => {
  const gone = [{ first: 5, other: 7 }, { first: 2, other: 0 }];
  assertEquals(sharesOf(gone), [0, -10]);
  const come = gone.map(({ first, other }) => ({ first: other, other: first }));
  assertEquals(sharesOf(come), [0, 10]);
  const both = [{ first: 5, other: 0 }, { first: 2, other: 0 }];
  assertEquals(sharesOf(both), [-5, -5]);
});

Deno.test("sharesOfDifference() of nothing and nothing is nothing", () => {
  assertEquals(sharesOf([{ first: 0, other: 0 }, { first: 2, other: 3 }]), [
    0,
    0,
  ]);
  assertEquals(sharesOf([{ first: 4, other: 4 }]), [0]);
});

Deno.test("sharesOfDifference() keeps its digits if the products are almost equal", () => {
  const first = 1e3;
  const other = first * (1 + 1e-12);
  const [share = 0] = sharesOf([{ first, other }]);
  assertClose(share, other - first, 1e-6);
});
