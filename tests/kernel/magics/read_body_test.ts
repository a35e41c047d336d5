import { assertEquals, assertThrows } from "@std/assert";
import { readBody } from "../../../src/kernel/magics/read_body.ts";

const BODIES: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  "hours: 12": { hours: "12" },
  "hours: 12\nhardware: A100 SXM4 80GB\n": {
    hours: "12",
    hardware: "A100 SXM4 80GB",
  },
  "hardware:\n  name: My card\n  tdpWatts: 200": {
    hardware: { name: "My card", tdpWatts: 200 },
  },
  '{ hours: 2, "country": FR }': { hours: "2", country: "FR" },
  "embodied: true\ncountry: 'FR'": { embodied: "true", country: "FR" },
  "hours:": { hours: null },
  // Names of devices that look like numbers
  "hardware: 3090 # a comment": { hardware: "3090" },
  "hardware: '3090'\ntag: [007, 1e3]": {
    hardware: "3090",
    tag: ["007", "1e3"],
  },
  "hours = 12": { hours: "12" },
  "hours=12\n\n# a comment\n  hardware =  A100 SXM4  ": {
    hours: "12",
    hardware: "A100 SXM4",
  },
  "hardware = \"A100\"\ncountry = 'FR'": { hardware: "A100", country: "FR" },
  "hardware = a=b": { hardware: "a=b" },
};

for (const [body, values] of Object.entries(BODIES)) {
  Deno.test(`readBody() of ${JSON.stringify(body)}`, () => {
    assertEquals(readBody(body), values);
  });
}

const WRONG: Readonly<Record<string, string>> = {
  "hours": 'must hold lines such as "hours: 12": current value is "hours"',
  "- hours\n- 12": "must hold lines such as",
  "12": "must hold lines such as",
  "hours = 12\nhardware: A100": "Cannot read the cell",
  "hours: [12": "Cannot read the cell as YAML: ",
  "hours: 1\nhours: 2": "Cannot read the cell as YAML: Map keys must be unique",
};

for (const [body, message] of Object.entries(WRONG)) {
  Deno.test(`readBody() of ${JSON.stringify(body)} says why it cannot`, () => {
    assertThrows(() => readBody(body), SyntaxError, message);
  });
}
