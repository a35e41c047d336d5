/**
 * The forms in which results show themselves, and why there is no picture, as JSON.
 * @module
 */
import { charts, estimate, track } from "../../mod.ts";

async function formsOf(value: unknown): Promise<string[]> {
  const display = (value as Record<symbol, () => Promise<object>>)[
    Symbol.for("Jupyter.display")
  ]!;
  return Object.keys(await display.call(value)).sort();
}

const planned = estimate({ hardware: "A100", hours: 10, country: "FR" });
const options = { live: false, country: "FR" };
const chart = charts.breakdown(planned);
const said = {
  estimate: await formsOf(planned),
  run: await formsOf(await track("shown", () => 1, options)),
  chart: await formsOf(chart),
  png: await chart.png().then(() => undefined, ({ message }) => message),
};
await Deno.stdout.write(new TextEncoder().encode(JSON.stringify(said)));
