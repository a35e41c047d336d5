import {
  byPrefix,
  confidence,
  type Fact,
  kebab,
  lookUp,
  required,
  row,
} from "./facts.ts";
import type { Equivalence } from "./types.ts";

/** Maps the start of the collected source to its key. */
const SOURCES: Record<string, string> = {
  "US EPA Greenhouse Gas Equivalencies": "epa-equivalencies",
  "US EPA": "epa-vehicle",
  "Green Algorithms": "green-algorithms-3",
  "codecarbon": "codecarbon-3.3",
  "EEA": "eea-cars",
  "UK DESNZ": "desnz-2024",
  "Strubell": "strubell-2019",
  "Google 2009": "google-search-2009",
  "IEA": "iea-2019",
  "Poore": "poore-nemecek-2018",
};

/** The words that follow a number, and what a user should know. */
const LABELS: Record<string, { label: string; note?: string }> = {
  car_km_epa_2018: { label: "km driven by an average US car" },
  car_km_epa_2019: { label: "km driven by an average US car" },
  car_km_epa_2021: {
    label: "km driven by an average US car",
    note: "used by the 2019 calculator",
  },
  car_km_epa_2024: { label: "km driven by an average US car" },
  car_km_epa_typical: {
    label: "km driven by a typical US car",
    note: "tailpipe only",
  },
  car_km_us_greenalgorithms: { label: "km driven by a US car" },
  car_km_eu_greenalgorithms: { label: "km driven by a European car" },
  car_km_eu_new_petrol_2023: { label: "km driven by a new EU petrol car" },
  car_km_eu_new_all: {
    label: "km driven by an average new EU car",
    note: "with electric cars; test cycle, not the road",
  },
  car_km_uk_average: { label: "km driven by an average UK car" },
  car_year_epa: { label: "years of driving a typical US car" },
  strubell_car_lifetime: { label: "car lifetimes, fuel included" },
  strubell_human_life_year: { label: "years of an average human life" },
  strubell_american_life_year: { label: "years of an average American life" },
  strubell_flight_ny_sf: {
    label: "passengers flown New York to San Francisco and back",
    note: "read as a return flight: others have 570 kg one way",
  },
  strubell_transformer_big: { label: "trainings of Transformer (big)" },
  strubell_bert_base: { label: "trainings of BERT base" },
  strubell_nas: {
    label: "neural architecture searches of Strubell et al. 2019",
    note: "found far too high by Patterson et al. 2021",
  },
  flight_ny_sf_ga: {
    label: "passengers flown New York to San Francisco, one way",
  },
  flight_par_lon_ga: { label: "passengers flown Paris to London, one way" },
  flight_par_dub_ga: { label: "passengers flown Paris to Dublin" },
  flight_nyc_mel_ga: { label: "passengers flown New York to Melbourne" },
  flight_economy_km: {
    label: "passenger km flown in economy class",
    note: "139 to 244 g in the source",
  },
  train_km: {
    label: "passenger km by train",
    note: "5 to 37 g where power is clean",
  },
  tree_year: { label: "years of uptake by a mature tree" },
  tree_month: { label: "months of uptake by a mature tree" },
  tree_seedling_10y: {
    label: "urban tree seedlings grown for 10 years",
    note: "over ten years, not in one",
  },
  forest_acre_year: {
    label: "years of uptake by an acre of US forest",
    note: "1.00 t in the edition of 2024",
  },
  coal_lb_epa: {
    label: "kg of coal burned",
    note: "used by the 2019 calculator",
  },
  smartphone_charge_epa_2021: { label: "smartphones charged" },
  smartphone_charge_epa_2024: { label: "smartphones charged" },
  gasoline_gallon: { label: "litres of petrol burned" },
  diesel_gallon: { label: "litres of diesel burned" },
  home_energy_year_us: { label: "years of energy use of a US home" },
  home_energy_week_us_codecarbon: { label: "weeks of energy use of a US home" },
  us_citizen_year_energy: {
    label: "years of energy-related emissions of a US citizen",
  },
  tv_hour_codecarbon: {
    label: "hours of television (32 inch)",
    note: "no document cited, and high for such a set",
  },
  netflix_hour: { label: "hours of video streaming" },
  google_search: {
    label: "web searches",
    note: "disputed: Google stated 0.2 g",
  },
  google_search_own: { label: "web searches, as Google stated" },
  world_grid_average_iea: { label: "kWh of world average electricity" },
  beef_kg: {
    label: "kg of beef",
    note: "beef herds, land use included",
  },
};

/** Gives the comparisons in the order of the collection. */
export function equivalences(facts: readonly Fact[]): Equivalence[] {
  return facts.map((fact) => {
    const id = fact["id"]!;
    const { label, note } = lookUp(LABELS, id);
    return row<Equivalence>({
      id: kebab(id),
      label,
      unit: fact["per"]!,
      kgPerUnit: required(fact["kg_co2e_per_unit"]!),
      publishedValue: required(fact["value"]!),
      publishedUnit: fact["unit"]!,
      region: fact["region"]!,
      year: required(fact["year"]!),
      source: byPrefix(SOURCES, fact["source"]!),
      uptake: /^(tree|forest)/.test(id) ? true : undefined,
      confidence: confidence(fact["confidence"]!),
      note,
    });
  });
}
