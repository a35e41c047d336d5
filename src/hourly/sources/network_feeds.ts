export { electricityMapsFeed } from "./electricity_maps.ts";
export { energyChartsFeed } from "./energy_charts.ts";
export { gbFeed } from "./gb.ts";
export { HOST_NETWORK } from "./network.ts";
export { wattTimeFeed } from "./watt_time.ts";
