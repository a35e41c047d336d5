import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { catalog } from "../../mod.ts";
import { tables } from "./tables.ts";

// These figures were typed by hand from the publications.

const KG_PER_LB = 0.45359237;

function grid(zone: string, year: number, source: string) {
  return tables.grids.find((row) =>
    row.zone === zone && row.year === year && row.source === source
  )?.carbonIntensity;
}

function google(region: string, year: number) {
  return tables.regions
    .find((row) => row.provider === "gcp" && row.region === region)
    ?.intensities.find((figure) => figure.year === year);
}

function ratings(name: string) {
  return tables.accelerators.find((row) => row.name === name)!.power
    .map(({ watts, source }) => ({ watts, source }));
}

function calculatorWatts(name: string) {
  return tables.lacoste_2019.hardware.find((row) => row.name === name)?.watts;
}

function calculatorRegion(provider: string, region: string) {
  return tables.lacoste_2019.regions.find((row) =>
    row.provider === provider && row.region === region
  );
}

function equivalence(id: string) {
  return tables.equivalences.find((row) => row.id === id)!;
}

function powerModel(id: string) {
  return tables.power_models.find((row) => row.id === id)?.value;
}

Deno.test("Google's 2024 file has Montreal at 5.48 g and Iowa at 412.72 g, both direct", () => {
  const montreal = google("northamerica-northeast1", 2024);
  assertEquals(montreal?.carbonIntensity, 5.48);
  const iowa = google("us-central1", 2024);
  assertEquals(iowa?.carbonIntensity, 412.72);
  assertEquals([montreal?.basis, iowa?.basis], ["direct", "direct"]);
});

Deno.test("Google's file of 2019 calls Iowa's 479 g lifecycle", () => {
  const iowa = google("us-central1", 2019);
  assertEquals([iowa?.carbonIntensity, iowa?.basis], [479, "lifecycle"]);
});

Deno.test("EPA's eGRID2023 has MROW at 926.552 lb/MWh and CAMX at 429.983", () => {
  const mrow = grid("US-EGRID-MROW", 2023, "egrid-2023")!;
  assertEquals(mrow, 420.28);
  assertAlmostEquals(mrow, 926.552 * KG_PER_LB, 0.005);
  const camx = grid("US-EGRID-CAMX", 2023, "egrid-2023")!;
  assertAlmostEquals(camx, 429.983 * KG_PER_LB, 0.005);
});

Deno.test("EPA's eGRID2022 is CO2 and 28 times CH4 and 265 times N2O, MROW", () => {
  const lbPerMwh = 936.485 + 28 * 0.102 + 265 * 0.015;
  const mrow = grid("US-EGRID-MROW", 2022, "egrid-2022")!;
  assertAlmostEquals(mrow, lbPerMwh * KG_PER_LB, 0.005);
});

Deno.test("Ember has 44.18 g for France, 342.06 g for Germany and 472.94 g for the world in 2024", () => {
  assertEquals(grid("FR", 2024, "ember-2025"), 44.18);
  assertEquals(grid("DE", 2024, "ember-2025"), 342.06);
  assertEquals(grid("WORLD", 2024, "ember-2025"), 472.94);
});

Deno.test("Ember's edition of 2026 has the figures that the reviewers read, of 2025", () => {
  const read: Record<string, number> = {
    ...{ FI: 57.5, IE: 255.9, NO: 28.1, BE: 109.3, FR: 41.5, IN: 670.5 },
    ...{ AU: 524.6, PL: 590.8, DE: 329.6, ES: 153.6, IT: 284.6, JP: 477.4 },
    ...{ SG: 497.1, SE: 35.4, GB: 217.4, NL: 253.6, US: 384.4 },
  };
  const found = Object.keys(read)
    .map((zone) => [zone, grid(zone, 2025, "ember-2026")]);
  assertEquals(Object.fromEntries(found), read);
  // Read as 526, 110 and 699
  assertAlmostEquals(grid("CN", 2025, "ember-2026")!, 526, 1);
  assertAlmostEquals(grid("BR", 2025, "ember-2026")!, 110, 1);
  assertAlmostEquals(grid("ZA", 2025, "ember-2026")!, 699, 1);
});

Deno.test("the newest figure of a state is its output rate in eGRID2023", () => {
  const states = { "US-TX": 771.179, "US-CA": 394.769, "US-AL": 713.976 };
  for (const [zone, lbPerMwh] of Object.entries(states)) {
    const newest = tables.grids.find((row) => row.zone === zone)!;
    assertEquals([newest.year, newest.basis], [2023, "direct"]);
    assertAlmostEquals(newest.carbonIntensity, lbPerMwh * KG_PER_LB, 0.005);
  }
});

Deno.test("no lifecycle figure is 0: rounded hydropower has the median of the IPCC", () => {
  const zero = tables.grids.filter((row) =>
    row.carbonIntensity === 0 && row.basis === "lifecycle"
  );
  assertEquals(zero, []);
  // AR5, annex III, table A.III.2
  assertEquals(grid("CF", 2023, "ipcc-2014"), 24);
});

Deno.test("a figure of a tiny grid says how far its rounding may move it", () => {
  // 4/7, 0.04 Mt by 0.07 TWh: 0.005 is an eighth of one and a fourteenth of the other
  const tonga = tables.grids.find((row) => row.zone === "TO")!;
  assertEquals(tonga.carbonIntensity, 571.43);
  assertEquals(tonga.note, "rounded by its source: up to 20 % off");
  const germany = tables.grids.filter((row) => row.zone === "DE");
  assert(germany.every(({ note }) => !note?.startsWith("rounded")));
});

Deno.test("water of electricity is that of the World Resources Institute, country by country", () => {
  const litres = Object.fromEntries(
    tables.water.map((row) => [row.zone, row.litresPerKwh.toFixed(2)]),
  );
  const read = { IN: "3.44", CN: "6.01", GB: "2.33", NO: "6.66", BR: "18.60" };
  for (const [zone, value] of Object.entries(read)) {
    assertEquals(litres[zone], value, zone);
  }
  assertEquals([litres["AU"], litres["WORLD"]], ["4.73", "3.91"]);
});

Deno.test("Google's own water usage is 1.15 L/kWh, Microsoft's 0.27 with a PUE of 1.17", () => {
  const newest = (key: string, metric: string) =>
    tables.providers.find(({ provider }) => provider === key)?.facts
      .find((fact) => fact.metric === metric)?.value;
  assertEquals(newest("gcp", "wue"), 1.15); // Elsworth et al. 2025
  assertEquals(newest("azure", "wue"), 0.27);
  assertEquals(newest("azure", "pue"), 1.17);
});

Deno.test("a device is what its driver counts: a GPU of a board, a chip, a TDP", () => {
  const watts = {
    "Tesla K80": 150, // board specification BD-07317: 300 W for two GPUs
    "Tesla M60": 150, // 300 W for two
    "NVIDIA A16": 62.5, // 250 W for four
    "GRID K520": 112.5, // 225 W for two
    "Jetson Orin Nano Super": 25,
    "NVIDIA GB10": 140,
    "AMD Instinct MI250X": 500,
    "MI250": 500,
  };
  const found = Object.keys(watts)
    .map((name) => [name, catalog.accelerators.get(name).power[0]?.watts]);
  assertEquals(Object.fromEntries(found), watts);
});

Deno.test("each family of devices cites a document of its own", () => {
  const makers = Map.groupBy(tables.accelerators, ({ source }) => source);
  for (const [source, devices] of makers) {
    assert(devices.length < 65, `${source}: ${devices.length}`);
  }
});

Deno.test("Canada's reference values have Quebec at 2.6 g, Australia's Victoria at 0.78 kg", () => {
  assertEquals(grid("CA-QC", 2024, "eccc-2026"), 2.6);
  assertEquals(grid("AU-VIC", 2024, "nga-2025"), 0.78 * 1000);
});

Deno.test("the tables keep the IEA's world average of 475 g as well as Ember's", () => {
  assertEquals(grid("WORLD", 2019, "iea-2019"), 475);
});

Deno.test("a car's lifetime in Strubell et al. is 126,000 lb", () => {
  const { kgPerUnit, publishedValue } = equivalence("strubell-car-lifetime");
  assertEquals(publishedValue, 126_000);
  assertAlmostEquals(kgPerUnit, 126_000 * KG_PER_LB, 1e-5);
  assertAlmostEquals(kgPerUnit, 57_152.64, 0.005);
});

Deno.test("Strubell et al. have 626,155 lb for the search, 1,438 for BERT and 1,984 for a flight", () => {
  const pounds = {
    "strubell-nas": 626_155,
    "strubell-bert-base": 1438,
    "strubell-flight-ny-sf": 1984,
    "strubell-american-life-year": 36_156,
    "strubell-human-life-year": 11_023,
  };
  for (const [id, lb] of Object.entries(pounds)) {
    assertAlmostEquals(equivalence(id).kgPerUnit, lb * KG_PER_LB, 1e-5, id);
  }
});

Deno.test("Strubell's search is about five cars", () => {
  const cars = equivalence("strubell-nas").kgPerUnit /
    equivalence("strubell-car-lifetime").kgPerUnit;
  assertAlmostEquals(cars, 4.97, 0.005);
});

Deno.test("EPA has 8.887 kg for a gallon of petrol and 400 g for a mile", () => {
  const litre = equivalence("gasoline-gallon").kgPerUnit;
  assertAlmostEquals(litre, 8.887 / 3.785411784, 1e-6);
  const km = equivalence("car-km-epa-typical").kgPerUnit;
  assertAlmostEquals(km, 0.4 / 1.609344, 1e-6);
});

Deno.test("NVIDIA rates the V100 at 250 W as a PCIe card and at 300 W as an SXM2 module", () => {
  const maker = "nvidia-v100";
  assertEquals(ratings("V100 PCIe 16GB")[0], { watts: 250, source: maker });
  assertEquals(ratings("V100 SXM2 16GB")[0], { watts: 300, source: maker });
});

Deno.test("the calculator's table keeps the swapped powers of the two V100", () => {
  assertEquals(calculatorWatts("Tesla V100-PCIE-16GB"), 300);
  assertEquals(calculatorWatts("Tesla V100-SXM2-16GB"), 250);
});

Deno.test("makers rate the H100 SXM at 700 W, the A100 SXM at 400 W and the MI300X at 750 W", () => {
  assertEquals(ratings("H100 SXM5 80GB")[0]?.watts, 700);
  assertEquals(ratings("A100 SXM4 80GB")[0]?.watts, 400);
  assertEquals(ratings("A100 PCIe 80GB")[0]?.watts, 300);
  assertEquals(ratings("T4")[0]?.watts, 70);
  assertEquals(ratings("Instinct MI300X")[0]?.watts, 750);
});

Deno.test("Google documents at most 262 W for a TPU v3, and Jouppi et al. a TDP of 450 W", () => {
  const [first, ...others] = ratings("TPU v3");
  assertEquals(first, { watts: 262, source: "google-tpu-docs" });
  assert(
    others.some(({ watts, source }) =>
      watts === 450 && source === "jouppi-2021"
    ),
  );
});

Deno.test("the calculator has 736.6 g for Iowa and 34.5 g for Montreal, or 20 g in 2019", () => {
  assertEquals(calculatorRegion("azure", "centralus")?.carbonIntensity, 736.6);
  const montreal = calculatorRegion("gcp", "northamerica-northeast1");
  assertEquals(montreal?.carbonIntensity, 34.5);
  assertEquals(montreal?.original, { carbonIntensity: 20, year: 2019 });
});

Deno.test("memory draws 0.3725 W/GB in Green Algorithms and 0.000392 kWh/GBh in Cloud Carbon Footprint", () => {
  assertEquals(powerModel("memory-green-algorithms"), 0.3725);
  assertAlmostEquals(powerModel("memory-ccf")!, 0.000392 * 1000, 1e-9);
});

Deno.test("the load curve of Teads is 12, 32, 75 and 102 % of TDP", () => {
  const curve = tables.power_models
    .filter(({ component }) => component === "cpu-curve")
    .map(({ load, value }) => [load, value]);
  assertEquals(curve, [[0, 0.12], [0.1, 0.32], [0.5, 0.75], [1, 1.02]]);
});

Deno.test("NVIDIA's footprint of an H100 is an eighth of its baseboard's 1,312 kg", () => {
  const h100 = tables.embodied
    .find((row) => row.accelerator === "H100 SXM5 80GB");
  assertEquals(h100?.kgco2e, 1312 / 8);
});

Deno.test("Uptime's survey of 2024 has a PUE of 1.56, AWS of 1.15", () => {
  const pue = (key: string) =>
    tables.providers.find(({ provider }) => provider === key)?.facts
      .find(({ metric, year }) => metric === "pue" && year === 2024)?.value;
  assertEquals([pue("industry"), pue("aws")], [1.56, 1.15]);
});
