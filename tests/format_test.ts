import { assertEquals } from "@std/assert";
import {
  clipped,
  counted,
  duration,
  energy,
  exact,
  firstOf,
  mass,
  massRange,
  number,
  percent,
  power,
  volume,
} from "../src/format.ts";

Deno.test("mass() chooses the unit in which the figure reads best", () => {
  assertEquals(mass(0), "0 kg");
  assertEquals(mass(0.0000012), "1.2 mg");
  assertEquals(mass(0.0123), "12.3 g");
  assertEquals(mass(1), "1 kg");
  assertEquals(mass(999), "999 kg");
  assertEquals(mass(999.7), "1 t");
  assertEquals(mass(0.9999), "1 kg");
  assertEquals(mass(1e-15), "1.00e-9 mg");
  assertEquals(mass(284_019), "284 t");
  assertEquals(mass(-0.5), "-500 g");
});

Deno.test("massRange() writes both ends in one unit", () => {
  assertEquals(massRange([51.28, 253.16]), "51 to 250 kg");
  assertEquals(massRange([0.4, 12]), "0.4 to 12 kg");
  assertEquals(massRange([-300, 20]), "-300 to 20 kg");
});

Deno.test("counted() says none, one and several, without rounding", () => {
  assertEquals(
    [0, 1, 2, 1_234_567].map((count) => counted(count, "job")),
    ["no jobs", "1 job", "2 jobs", "1,234,567 jobs"],
  );
  assertEquals(counted(1, "row repeats", "rows repeat"), "1 row repeats");
});

Deno.test("energy() chooses the unit in which the figure reads best", () => {
  assertEquals(energy(0.00005), "50 mWh");
  assertEquals(energy(0.25), "250 Wh");
  assertEquals(energy(422.4), "422 kWh");
  assertEquals(energy(656_347), "656 MWh");
});

Deno.test("number() and percent() keep significant digits, exact() keeps all", () => {
  assertEquals(number(1706.6), "1,710");
  assertEquals(number(0.012345), "0.0123");
  assertEquals(percent(0.00655), "0.66 %");
  assertEquals(exact(412.72), "412.72");
});

Deno.test("power() chooses the unit in which the figure reads best", () => {
  assertEquals(power(0), "0 W");
  assertEquals(power(0.0854), "85.4 mW");
  assertEquals(power(312.4), "312 W");
  assertEquals(power(6_500), "6.5 kW");
  assertEquals(power(1_200_000), "1.2 MW");
});

Deno.test("duration() gives a time in its two largest units", () => {
  assertEquals(duration(0), "0 s");
  assertEquals(duration(0.352), "0.35 s");
  assertEquals(duration(3.21), "3.2 s");
  assertEquals(duration(45.4), "45 s");
  assertEquals(duration(200), "3 min 20 s");
  assertEquals(duration(7_500), "2 h 5 min");
  assertEquals(duration(2 * 86_400 + 4 * 3_600 + 300), "2 d 4 h");
  assertEquals(duration(400 * 86_400), "400 d");
});

Deno.test("duration() carries into the larger unit when it rounds up", () => {
  assertEquals(duration(9.96), "10 s");
  assertEquals(duration(59.7), "1 min");
  assertEquals(duration(119.6), "2 min");
  assertEquals(duration(3_599.6), "1 h");
  assertEquals(duration(86_399), "1 d");
  assertEquals(duration(2 * 86_400 - 60), "2 d");
});

Deno.test("clipped() leaves short texts alone and cuts long ones between characters", () => {
  assertEquals(clipped("train", 5), "train");
  assertEquals(clipped("training", 5), "trai…");
  assertEquals(clipped("ab😀cd", 4), "ab…"); // it does not cut the face in half
});

Deno.test("volume() chooses the unit in which the figure reads best", () => {
  assertEquals(volume(0.0000347), "34.7 µL");
  assertEquals(volume(0.0021), "2.1 mL");
  assertEquals(volume(0), "0 L");
  assertEquals(volume(1234), "1.23 m³");
});

Deno.test("firstOf() takes the first items and says how many more there are", () => {
  assertEquals(firstOf(["a", "b", "c"], 2), ["a", "b", "and 1 more"]);
  assertEquals(firstOf(["a", "b"], 2), ["a", "b"]);
  assertEquals(firstOf([], 2), []);
});
