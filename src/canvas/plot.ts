/**
 * Observable Plot, which draws the charts. Whoever only names its types loads nothing.
 * @module
 */

export * from "npm:@observablehq/plot@0.6.17";
