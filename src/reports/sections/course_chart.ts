import type * as PlotModule from "../../canvas/plot.ts";
import {
  type Chart,
  createChart,
  type Mark,
} from "../../charts/parts/chart.ts";
import type { ChartPoint } from "../../charts/parts/curve.ts";
import { decimate } from "../../charts/parts/decimate.ts";
import { emissionsMarks } from "../../charts/emissions_marks.ts";
import { shortened } from "../../charts/parts/label.ts";
import { COLOURS } from "../../canvas/theme.ts";
import { timeFrame, timeOptions } from "../../charts/parts/time_frame.ts";
import { massScale } from "../../format.ts";
import { massText, rangePhrase } from "../../rounding.ts";
import type { ReportItem } from "../facts/report_model.ts";

const HEIGHT = 240;
/** The axis ends a little above what is drawn. */
const HEADROOM = 1.08;

/**
 * The emissions of a run over time, with the digits of the text around the chart.
 * @param item A run with samples
 */
export function courseChart(
  { subject, name, digits, time }: ReportItem,
): Chart {
  const { run, emissionsKg = 0, emissionsRangeKg } = subject;
  const scale = massScale(emissionsKg);
  const frame = timeFrame(run?.endS ?? 0);
  const points = [
    { x: 0, y: 0 },
    // Emissions never fall, so the ends of a column are its extremes.
    ...decimate(run?.samples ?? [], frame.columns).map((sample) => ({
      x: sample.timeS / frame.scale.size,
      y: sample.emissionsKg / scale.size,
    })),
  ];
  const emitted = massText(emissionsKg, digits);
  return createChart({
    title: `${shortened(name)}: ${emitted} CO2e`,
    description: `A line that rises to ${emitted} CO2e (${
      rangePhrase(emissionsRangeKg, emissionsKg, digits)
    }) in ${time}.`,
    marks: (Plot) => marksOf(Plot, points, emitted),
    options: {
      ...timeOptions(frame),
      height: HEIGHT,
      y: {
        label: `emissions (${scale.unit} CO2e)`,
        domain: [0, HEADROOM * emissionsKg / scale.size || 1],
        grid: true,
        ticks: 5,
      },
    },
  });
}

function marksOf(
  Plot: typeof PlotModule,
  points: readonly ChartPoint[],
  emitted: string,
): Mark[] {
  const end = points.slice(-1);
  return [
    ...emissionsMarks(Plot, points),
    Plot.dot(end, { x: "x", y: "y", r: 4, fill: COLOURS.plain }),
    Plot.text(end, {
      x: "x",
      y: "y",
      text: [emitted],
      textAnchor: "start",
      fontWeight: "bold",
      dx: 10,
    }),
  ];
}
