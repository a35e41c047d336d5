import { assertEquals } from "@std/assert";
import { assertClose } from "../../close.ts";
import { importText, leftOutOf } from "./fixture.ts";

const ECO2AI =
  "id,project_name,experiment_description,epoch,start_time,duration(s),power_consumption(kWh),CO2_emissions(kg),CPU_name,GPU_name,OS,region/country,cost";

const ECO2AI_ROW =
  'u1,Usage,none,N/A,2023-11-25 19:14:27,1009.27,0.00185,0.00116,"i7, 8 cores",T1000,Windows,IN/Delhi,0';

Deno.test("emissions that eco2AI could not compute are unknown", () => {
  const { runs, remarks } = importText(
    `${ECO2AI}\n${ECO2AI_ROW.replace("0.00116", "nan")}`,
  );
  assertEquals([runs[0]?.energyKwh, runs[0]?.emissionsKg], [
    0.00185,
    undefined,
  ]);
  assertEquals(remarks.map(({ line }) => line), [2]);
});

Deno.test("a file of eco2AI gives its runs; the epochs of a training add up to one", () => {
  const { runs, origin } = importText([
    ECO2AI,
    ECO2AI_ROW,
    "t1,Train,x,epoch: 1,2023-11-26 10:00:00,60,0.001,0.0006,i7,T1000,Linux,FR,0",
    "t1,Train,x,epoch: 2,2023-11-26 10:01:00,30,0.002,0.0012,i7,T1000,Linux,FR,0",
  ].join("\n"));
  assertEquals(origin.tool, "eco2ai");
  assertEquals(runs.map(({ name }) => name), ["Usage", "Train"]);
  assertEquals(runs[0]?.place, { name: "Delhi, India", country: "IN" });
  assertEquals(runs[0]?.energyKwh, 0.00185);
  assertClose(runs[1]?.energyKwh, 0.003);
  assertClose(runs[1]?.emissionsKg, 0.0018);
  assertEquals(runs[1]?.durationS, 90);
});

Deno.test("a row of eco2AI that was cut off is left out", () => {
  const cut = [ECO2AI, ECO2AI_ROW, ECO2AI_ROW.slice(0, 60)].join("\n");
  // 0.00116 kg, cut off to 0.001
  assertEquals(leftOutOf(cut), ["line 3 has 8 cells under 13 headings"]);
});
