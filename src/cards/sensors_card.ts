import type { Finding } from "../sensors/parts/finding.ts";
import { VERSION } from "../version.ts";
import type { Fact, ResultDocument } from "../document/document.ts";
import { footerOf } from "./estimate_card.ts";
import { componentName } from "./parts/run_texts.ts";
import type { SensorReport } from "../sensors/report.ts";
import type { FoundSensor, SensingMethod } from "../sensors/parts/sensor.ts";

/** The card of the sensors: those in use, those that are missing, and all that was tried. */
export function sensorsCard(report: SensorReport): ResultDocument {
  const { sensors, findings, platform, sources } = report;
  const missing = findings.filter(({ found, how }) =>
    !found && how !== undefined
  );
  return {
    title: "Sensors of this machine",
    place: platform,
    headline: headlineOf(sensors),
    subline: "counters are exact, gauges are integrated, models are guesses",
    facts: sensors.map(sensorFact),
    assumptions: sources.filter(({ assumed }) => assumed),
    notes: missing.map((finding) => `${finding.path}: ${sentences(finding)}`),
    sections: [{
      id: "findings",
      title: "All that was tried",
      short: `${findings.length} tried`,
      tables: [{
        columns: { tried: "tried", used: "used", why: "why" },
        rows: findings.map((finding) => ({
          tried: finding.path,
          used: finding.found ? "yes" : "no",
          why: sentences(finding),
        })),
      }],
    }],
    sources,
    footer: footerOf(VERSION),
  };
}

const METHODS: Readonly<Record<SensingMethod, string>> = {
  counter: "counted",
  gauge: "by gauge",
  model: "modelled",
};

function headlineOf(sensors: readonly FoundSensor[]): string {
  const counts = Map.groupBy(sensors, (sensor) => sensor.method);
  return (Object.keys(METHODS) as SensingMethod[])
    .flatMap((method) => {
      const count = counts.get(method)?.length ?? 0;
      return count === 0 ? [] : [`${count} ${METHODS[method]}`];
    }).join(", ");
}

function sensorFact({ component, name, method, source }: FoundSensor): Fact {
  return {
    label: componentName(component),
    value: name,
    note: `${method}: ${source}`,
  };
}

function sentences({ why, how }: Finding): string {
  return how === undefined ? why : `${why}. To get it: ${how}`;
}
