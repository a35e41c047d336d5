/**
 * The types that results and options are made of, for those who name one. The types that most
 * people name are exported with the functions.
 *
 * @module
 */

export type { Catalog, CatalogTable } from "./catalog.ts";
export type { Charts } from "./charts.ts";
export type { Tracked } from "./track.ts";
export type { CustomHardware } from "../estimate/devices/custom_hardware.ts";
export type { NormalJob } from "../estimate/job.ts";
export type { MarketElectricity } from "../estimate/market_based.ts";
export type { CallFields, CustomModel } from "../estimate/calls/call_fields.ts";
export type {
  CallDetail,
  Tier,
  Unknown,
} from "../estimate/calls/call_detail.ts";
export type { Model } from "../catalog/models/models.ts";
export type { Dataset } from "../catalog/dataset.ts";
export type {
  Footprint,
  MarketBased,
  Uncertainty,
} from "../estimate/result.ts";
export type { Boundary } from "../estimate/boundary.ts";
export type { CleanestRegion } from "../estimate/place/cleanest.ts";
export type { PlaceQuery } from "../estimate/place/place_query.ts";
export type { Place } from "../estimate/place/site.ts";
export type { Equivalent } from "../estimate/equivalents.ts";
export type { FigureRole } from "../catalog/sourced_figure.ts";
export type {
  RegionRow,
  UnrankedPlace,
} from "../estimate/comparing/compare_regions.ts";
export type { Compared, ComparisonRow } from "../estimate/comparing/compare.ts";
export type { Cause } from "../estimate/comparing/causes.ts";
export type { Measured } from "../estimate/has_footprint.ts";
export type {
  Attribution,
  Finding,
  UncountedPart,
} from "../sensors/parts/finding.ts";
export type {
  FoundSensor,
  SensedComponent,
  SensingMethod,
} from "../sensors/parts/sensor.ts";
export type { CallFigures, RecomputedRun } from "../ledger/recompute.ts";
export type {
  EarlierFigures,
  Idle,
  Keeping,
  Metrics,
  MonthBudget,
  Outcome,
  RunByHour,
  RunRecord,
  RunStatus,
} from "../tracker/run.ts";
export type {
  Coverage,
  CoverageBasis,
  CoveredPart,
  Scope,
} from "../tracker/sharing/coverage.ts";
export type {
  SharedStretch,
  UsedUntil,
} from "../tracker/sharing/shared_stretch.ts";
export type {
  CallFacts,
  CallMethod,
  RunCall,
} from "../tracker/calls/run_call.ts";
export type { HostIdentity } from "../sensors/host_identity.ts";
export type { CommandOptions } from "./track_command.ts";
export type { Budget } from "../ledger/budget.ts";
export type { GivenParams, Params } from "../tracker/params.ts";
export type { LoggedMetrics } from "../tracker/course/logged_metrics.ts";
export type { Phase } from "../tracker/course/phase_log.ts";
export type { Forecast } from "../tracker/forecast/forecast.ts";
export type { RecordedSensor } from "../sensors/replay.ts";
export type { GroupBy, Total } from "../ledger/database/totals.ts";
export type { ImportRemark } from "../ledger/import/imported_run.ts";
export type { ImportReport, TotalOptions } from "../ledger/ledger.ts";
export type {
  ImportedComponent,
  ImportedRun,
  ImportTool,
  Origin,
  StoredStatus,
  TrackedRun,
  WholeRun,
} from "../ledger/stored/stored_run.ts";
export type {
  JobCharts,
  JobRow,
  JobRows,
  JobSaving,
  JobTotal,
  SavingOptions,
  UnpricedJob,
} from "../jobs/job_log.ts";
export type { JobSource } from "../jobs/open_job_log.ts";
export type { JobKey } from "../jobs/pricing/statement.ts";
export type { TableColumns, TableField } from "../jobs/log/table_fields.ts";
export type { FileSource } from "../jobs/reading/files.ts";
export type {
  ClickHouseOptions,
  DatabaseOptions,
} from "../jobs/engines/choices.ts";
export type { EngineChoice } from "../jobs/engines/engine.ts";
export type {
  CsvForm,
  CsvOptions,
  FunctionalUnit,
} from "../reports/facts/report_options.ts";
export type { Reportable, Reportables } from "../reports/facts/items.ts";
export type { RunOrEstimate } from "../reports/facts/item_facts.ts";
export type { LogNormal } from "../model/interval.ts";
export type { Version } from "../version.ts";
export type { DrawingOptions, Mark } from "../charts/parts/chart.ts";
export type { OwnChartOptions, PlotOptions } from "../charts/own.ts";
export type {
  MetricsChartOptions,
  MetricsRun,
} from "../charts/metrics_chart.ts";
export type {
  RunCell,
  RunTable,
  RunTableOptions,
} from "../ledger/run_table.ts";
export type { RegionsChartOptions } from "../charts/regions_chart.ts";
export type { CalledRun } from "../charts/calls_chart.ts";
export type { RunCourse } from "../charts/parts/run_course.ts";
export type {
  EfficiencyChartOptions,
  EfficiencyRun,
} from "../charts/efficiency.ts";
export type { Better } from "../charts/frontier.ts";
export type { Table } from "../catalog/table.ts";
export type { Basis } from "../catalog/basis.ts";
export type { Accelerator, PowerFigure } from "../catalog/accelerators.ts";
export type { Cpu } from "../catalog/cpus.ts";
export type { Equivalence } from "../catalog/equivalences.ts";
export type { Grid } from "../catalog/grids.ts";
export type { Instance } from "../catalog/instances.ts";
export type { Cited, DatedValue } from "../catalog/cited.ts";
export type { Region } from "../catalog/regions.ts";
export type {
  HourKind,
  HourlyBasis,
  YearlyAverage,
} from "../hourly/hourly_source.ts";
export type {
  ElectricityMapsOptions,
  EnergyChartsOptions,
  GbOptions,
  Hourly,
  HourlyFileOptions,
  MadeOptions,
  ServerOptions,
  WattTimeOptions,
} from "../hourly/sources/hourly_options.ts";
export type { FileColumns } from "../hourly/sources/file_hours.ts";
export type { TimeOptions } from "../hourly/plan/time_options.ts";
export type {
  PlannedTime,
  RunTime,
  TimedEmissions,
} from "../hourly/plan/planned_time.ts";
export type { BestPlace, BestTime } from "../hourly/plan/best.ts";
export type { ApartPlace } from "../hourly/plan/plan_places.ts";
export type { RunHoursInfo } from "../hourly/run_hours.ts";
export type {
  ReportedEnergy,
  SeenCall,
  ServerTimes,
} from "../calls/seen_call.ts";
