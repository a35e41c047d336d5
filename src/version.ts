import config from "../deno.json" with { type: "json" };
import data from "../data/version.json" with { type: "json" };

/**
 * What a stored or exported figure was made with. A job gives the same figures only with the same
 * versions.
 */
export interface Version {
  /** Version of this module, and so of its method. */
  readonly carboncell: string;
  /** Day the data tables were last changed, as `YYYY-MM-DD`. */
  readonly data: string;
}

/** The versions in use. */
export const VERSION: Version = Object.freeze({
  carboncell: config.version,
  data: data.version,
});
