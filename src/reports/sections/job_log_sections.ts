import { unpricedSection, viewSections } from "../../cards/job_log_card.ts";
import { jobDaysChart } from "../../charts/job_days_chart.ts";
import type { Section } from "../../document/document.ts";
import { sentenceText } from "../../cards/parts/run_texts.ts";
import type { ShownLog } from "../facts/report_model.ts";

/** A job log: its course, its users, projects and hardware, and what was not priced. */
export function jobLogSections({ log, views }: ShownLog): Section[] {
  return [
    ...(views.days.length < 2 ? [] : [{
      id: "job-days",
      title: "The job log over the days",
      charts: [jobDaysChart(views.days, "account")],
    }]),
    ...viewSections(views),
    ...unpricedSection(log.notPriced),
    ...(log.notes.length === 0 ? [] : [{
      id: "job-notes",
      title: "Notes on the job log",
      lines: log.notes.map(sentenceText),
    }]),
  ];
}
