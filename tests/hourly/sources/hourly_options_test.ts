import { assert, assertStringIncludes } from "@std/assert";
import { hourly } from "../../../mod.ts";
import { TOKEN } from "./served.ts";

Deno.test("options of sources are checked at once, and an error shows no token", () => {
  const wrong: [() => unknown, string][] = [
    [
      () => hourly.gb({ region: 18 }),
      "region must be a whole number from 1 to 17",
    ],
    [
      () => hourly.electricityMaps({ token: TOKEN } as never),
      "zone must be the code of a zone",
    ],
    [
      () => hourly.electricityMaps({ token: TOKEN, zone: 5 } as never),
      "zone must be",
    ],
    [
      () =>
        hourly.electricityMaps(
          { token: TOKEN, zone: "DE", tokn: TOKEN } as never,
        ),
      'did you mean "token"?',
    ],
    [
      () => hourly.wattTime({ user: "me", password: TOKEN } as never),
      "region must be",
    ],
    [() => hourly.energyCharts({ country: "" }), "country must be"],
    [() => hourly.gb({ baseUrl: "ftp://x" }), "baseUrl must be"],
    [() => hourly.file("" as string), "the path of a file"],
    [() => hourly.file("x", { basis: "average" as never }), "basis must be"],
    [() => hourly.made({ meanGPerKwh: 0 }), "meanGPerKwh must be"],
  ];
  for (const [make, said] of wrong) {
    let message = "";
    try {
      make();
    } catch (error) {
      message = Deno.inspect(error);
    }
    assertStringIncludes(message, said);
    assert(!message.includes(TOKEN), message);
  }
  assert(
    !Deno.inspect(hourly.electricityMaps({ token: TOKEN, zone: "DE" }))
      .includes(TOKEN),
  );
});
