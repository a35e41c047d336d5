/**
 * The types of Observable Plot. The library itself is loaded with the first chart.
 * @module
 */

export * from "npm:@observablehq/plot@0.6.17";
