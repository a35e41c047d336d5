import type { Region } from "../types.ts";

/**
 * Regions that the collected facts lack: `code | place | country or state`, a provider a list.
 * They are those of the providers' lists of regions, which give a city, a state or a country.
 */
const LISTS: Readonly<Record<string, string>> = {
  coreweave: `
US-EAST-01|New York|US-NY
US-EAST-02|New Jersey|US-NJ
US-EAST-04|Virginia|US-VA
US-EAST-06|Ohio|US-OH
US-EAST-08|Ohio|US-OH
US-EAST-13|Michigan|US-MI
US-EAST-14|New Jersey|US-NJ
US-CENTRAL-01|Illinois|US-IL
US-CENTRAL-02|Texas|US-TX
US-CENTRAL-03|Texas|US-TX
US-CENTRAL-04|Texas|US-TX
US-CENTRAL-05|Texas|US-TX
US-CENTRAL-06|Texas|US-TX
US-WEST-01|Nevada|US-NV
US-WEST-04|Arizona|US-AZ
US-WEST-09|Washington|US-WA
RNO2|Nevada|US-NV
CA-EAST-01|Ontario|CA-ON
EU-NORTH-01|Falun|SE
EU-NORTH-02|Kristiansand|NO
EU-NORTH-04|Stockholm|SE
EU-NORTH-05|Skovlunde|DK
EU-SOUTH-03|Barcelona|ES
EU-SOUTH-04|Álava|ES
EU-WEST-01|Crawley|GB
EU-WEST-02|London|GB`,
  alibaba: `
cn-chengdu|China (Chengdu)|CN
cn-hongkong|China (Hong Kong)|HK
ap-southeast-1|Singapore|SG
ap-southeast-3|Malaysia (Kuala Lumpur)|MY
ap-southeast-5|Indonesia (Jakarta)|ID
ap-southeast-6|Philippines (Manila)|PH
ap-southeast-7|Thailand (Bangkok)|TH
ap-northeast-1|Japan (Tokyo)|JP
ap-northeast-2|South Korea (Seoul)|KR
eu-central-1|Germany (Frankfurt)|DE
eu-west-1|UK (London)|GB
us-east-1|US (Virginia)|US-VA
us-west-1|US (Silicon Valley)|US-CA
me-east-1|UAE (Dubai)|AE`,
  azure: "southeastus|Southeast US|US-GA",
  ibm: `
ca-mon|Montreal|CA-QC
eu-fr2|Paris|FR
in-che|Chennai|IN
in-mum|Mumbai|IN`,
  scaleway: "it-mil|Milan|IT",
  lambda: `
us-east-1|Virginia|US-VA
us-east-3|Washington DC|US-DC
us-west-1|California|US-CA
us-west-2|Arizona|US-AZ
us-west-3|Utah|US-UT
us-south-1|Texas|US-TX
us-south-2|North Texas|US-TX
us-south-3|Central Texas|US-TX
us-midwest-1|Illinois|US-IL
europe-central-1|Germany|DE
europe-south-1|Italy|IT
asia-south-1|India|IN
asia-northeast-1|Osaka|JP
asia-northeast-2|Tokyo|JP
australia-east-1|Sydney|AU
me-west-1|Israel|IL`,
  nebius: `
eu-north1|Finland|FI
eu-north2|Iceland|IS
eu-west1|Paris|FR
uk-south1|United Kingdom|GB
me-west1|Israel|IL
us-central1|Kansas City|US-MO`,
  crusoe: `
us-east1|Virginia|US-VA
us-southcentral1|Texas|US-TX
eu-iceland1|Iceland|IS`,
  hetzner: `
fsn1|Falkenstein|DE
nbg1|Nuremberg|DE
hel1|Helsinki|FI
ash|Ashburn|US-VA
hil|Hillsboro|US-OR
sin|Singapore|SG`,
  digitalocean: `
nyc1|New York 1|US-NY
nyc2|New York 2|US-NY
nyc3|New York 3|US-NY
sfo2|San Francisco 2|US-CA
sfo3|San Francisco 3|US-CA
atl1|Atlanta|US-GA
tor1|Toronto|CA-ON
ams3|Amsterdam|NL
fra1|Frankfurt|DE
lon1|London|GB
blr1|Bangalore|IN
sgp1|Singapore|SG
syd1|Sydney|AU`,
  tencent: `
ap-guangzhou|Guangzhou|CN
ap-shanghai|Shanghai|CN
ap-nanjing|Nanjing|CN
ap-beijing|Beijing|CN
ap-chengdu|Chengdu|CN
ap-chongqing|Chongqing|CN
ap-hongkong|Hong Kong|HK
ap-singapore|Singapore|SG
ap-jakarta|Jakarta|ID
ap-bangkok|Bangkok|TH
ap-seoul|Seoul|KR
ap-tokyo|Tokyo|JP
eu-frankfurt|Frankfurt|DE
na-ashburn|Virginia|US-VA
na-siliconvalley|Silicon Valley|US-CA
sa-saopaulo|Sao Paulo|BR`,
  huawei: `
cn-north-4|Beijing 4|CN
cn-east-3|Shanghai 1|CN
cn-south-1|Guangzhou|CN
cn-southwest-2|Guiyang 1|CN
ap-southeast-1|Hong Kong|HK
ap-southeast-2|Bangkok|TH
ap-southeast-3|Singapore|SG
ap-southeast-4|Jakarta|ID
af-south-1|Johannesburg|ZA
la-south-2|Santiago|CL
sa-brazil-1|Sao Paulo|BR
eu-west-101|Dublin|IE
tr-west-1|Istanbul|TR
me-east-1|Riyadh|SA`,
  runpod: `
EU-RO-1|Romania|RO
EU-SE-1|Sweden|SE
EU-NL-1|Netherlands|NL
EU-CZ-1|Czechia|CZ
EU-FR-1|France|FR
EUR-IS-1|Iceland 1|IS
EUR-IS-2|Iceland 2|IS
EUR-NO-1|Norway|NO
CA-MTL-1|Montreal 1|CA-QC
CA-MTL-3|Montreal 3|CA-QC
US-TX-3|Texas 3|US-TX
US-TX-4|Texas 4|US-TX
US-KS-2|Kansas 2|US-KS
US-GA-1|Georgia 1|US-GA
US-GA-2|Georgia 2|US-GA
US-OR-1|Oregon|US-OR
US-CA-2|California 2|US-CA
US-IL-1|Illinois|US-IL
US-NC-1|North Carolina|US-NC
US-DE-1|Delaware|US-DE
US-WA-1|Washington|US-WA
OC-AU-1|Australia|AU
AP-JP-1|Japan|JP`,
};

/** Places that are no cities. */
const AREAS =
  /^(New (York|Jersey)|(North |Central )?Texas|North Carolina|Virginia|Ohio|Michigan|Illinois|Nevada|Arizona|Washington|California|Utah|Kansas|Georgia|Oregon|Delaware|Ontario|Álava|Southeast US|Germany|Italy|India|Israel|Finland|Iceland|Romania|Sweden|Netherlands|Czechia|France|Norway|Australia|Japan|United Kingdom)( \d)?$/;

function cityOf(place: string): string | undefined {
  const name = /\((.*)\)/.exec(place)?.[1] ?? place;
  return AREAS.test(name) ? undefined : name.replace(/ \d$/, "");
}

/** All of them; a state's grid comes before its country's. */
export const ADDED_REGIONS: readonly Region[] = Object.entries(LISTS)
  .flatMap(([provider, lines]) =>
    lines.trim().split("\n").map((line) => {
      const [region, place, zone] = line.split("|") as [string, string, string];
      const country = zone.slice(0, 2);
      const part = zone.includes("-");
      const city = cityOf(place);
      return {
        provider,
        region,
        // The name of a country or state means that area.
        name: place.includes("(") ? place : `${place} (${region})`,
        ...(city && { city }),
        country,
        ...(part && { subdivision: zone }),
        intensities: [],
        grids: part ? [zone, country] : [country],
        pue: [],
        confidence: "medium" as const,
      };
    })
  );
