/**
 * Names all that is loaded later, as Deno cannot find it ahead: libraries, and modules of our own.
 * On a machine with a network, `deno cache` brings them for one without.
 *
 * @module
 */

import "./rare.ts";
import "npm:@clickhouse/client-web@1.23.1";
import "npm:@duckdb/node-api@1.5.6-r.1";
import "npm:@observablehq/plot@0.6.17";
import "npm:@resvg/resvg-js@2.6.2";
import "npm:@sveltejs/acorn-typescript@1.0.13";
import "npm:acorn@8.19.0";
import "npm:csv-parse@7.0.3/sync";
import "npm:d3-dsv@3.0.2";
import "npm:hyparquet-writer@0.17.0";
import "npm:hyparquet@1.31.5";
import "npm:linkedom@0.18.15";
import "npm:postgres@3.4.9";
import "npm:yaml@2.9.1";
import "npm:yargs-parser@22.0.0";
import "npm:zod@4.6.7";
