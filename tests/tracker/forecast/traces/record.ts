import { atOnce } from "../../../../src/machine/asking.ts";
/**
 * Records a trace for the tests of the forecast: runs a command that prints a line when it begins
 * and one after each step, and notes when each came and what the machine's sensors had counted by
 * then.
 *
 * ```sh
 * deno run -A record.ts <name> <what it does, in words> <command …> > <name>.json
 * ```
 */
import { TextLineStream } from "../../../bench/text_line_stream.ts";
import { detectSensors } from "../../../../src/sensors/detect.ts";
import { hostMachine } from "../../../../src/machine/machine.ts";
import { Metered } from "../../metered.ts";

const POLL_MS = 200;
const MACHINE = "2-core AMD EPYC virtual machine";

const [name, what, command, ...args] = Deno.args;
if (name === undefined || what === undefined || command === undefined) {
  throw new TypeError("Cannot record without a name, words and a command");
}
const machine = hostMachine();
const { sensors } = atOnce(detectSensors(machine));
const polls: [timeS: number, energyJ: number][] = [];
const stepTimesS: number[] = [];
const meter = new Metered(sensors, machine.nowS);
const poll = () => {
  const { timeS, energyJ } = meter.read();
  polls.push([timeS, energyJ.reduce((sum, joules) => sum + joules, 0)]);
};

poll();
const timer = setInterval(poll, POLL_MS);
const child = new Deno.Command(command, { args, stdout: "piped" }).spawn();
const lines = child.stdout.pipeThrough(new TextDecoderStream())
  .pipeThrough(new TextLineStream());
for await (const _ of lines) stepTimesS.push(machine.nowS());
const { success } = await child.status;
poll();
clearInterval(timer);
meter[Symbol.dispose]();
if (!success) throw new Error(`Cannot record as "${command}" failed`);

const [startS = 0] = stepTimesS;
const startJ = energyAt(startS);
const marks = stepTimesS.map((timeS) => [
  Number((timeS - startS).toFixed(4)),
  Number((energyAt(timeS) - startJ).toFixed(3)),
]);
const recorded = new Date().toISOString().slice(0, 10);
await Deno.stdout.write(
  new TextEncoder().encode(
    JSON.stringify({ name, what, machine: MACHINE, recorded, marks }) + "\n",
  ),
);

/** Energy between two polls, as if power were even. */
function energyAt(timeS: number): number {
  const after = polls.findIndex(([polledS]) => polledS >= timeS);
  const [aS, aJ] = polls[after - 1]!;
  const [bS, bJ] = polls[after]!;
  return aJ + (bJ - aJ) * (timeS - aS) / (bS - aS);
}
