import type { GridWater } from "./types.ts";

/**
 * Water that power stations consume, in L/kWh by zone. These are the figures of the World
 * Resources Institute as EcoLogits 0.11 has them: every country with a figure of its own.
 */
const LITRES_PER_KWH = `
  AR=11.4558 AT=5.7222 AU=4.7293 BE=2.6198 BG=4.6228 BR=18.6033 CA=8.1662
  CH=5.6641 CL=10.5226 CN=6.0065 CY=1.2947 CZ=3.2133 DE=1.947 DK=3.1935
  EE=2.1986 ES=6.2088 FI=4.5289 FR=3.6737 GB=2.329 GR=5.1451 HU=3.6874
  ID=2.2554 IE=1.4769 IN=3.4368 IS=6.1409 IT=4.8374 JP=2.3063 KR=1.8877
  LT=5.8994 LU=12.7784 LV=2.5526 MT=1.1185 MX=5.3047 MY=1.6778 NL=3.433
  NO=6.6633 NZ=14.9681 PL=2.5135 PT=9.5932 RO=7.3563 RU=3.4595 SE=6.0315
  SI=2.9769 SK=5.7952 TH=2.8902 TR=4.9197 TW=1.4886 UA=2.1306 US=3.1321
  WORLD=3.908
`;

/** @see https://ecologits.ai/latest/methodology/llm_inference/ */
export function water(): GridWater[] {
  return LITRES_PER_KWH.trim().split(/\s+/).map((figure) => {
    const [zone, litres] = figure.split("=") as [string, string];
    const litresPerKwh = Number(litres);
    return { zone, litresPerKwh, year: 2020, source: "wri-water-2020" };
  });
}
