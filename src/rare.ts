/**
 * Names all our own modules that are loaded later and that Deno cannot find ahead. A program that
 * imports it, too, needs no permission to read them.
 *
 * @module
 */

import "./command/program.ts";
import "./command/track_program.ts";
import "./hourly/plan/best.ts";
import "./hourly/sources/file_hours.ts";
import "./hourly/sources/made_hours.ts";
import "./hourly/sources/network_feeds.ts";
import "./hourly/sources/open_source.ts";
import "./jobs/engines/clickhouse.ts";
import "./jobs/engines/postgres.ts";
import "./notebook/runs/priced_by_hour.ts";
import "./notebook/show_job_log.ts";
