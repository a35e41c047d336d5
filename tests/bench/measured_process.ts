/**
 * A process that is measured while it sleeps; its task and what it found are JSON.
 * @module
 */
import { measured } from "./measured.ts";
import { say } from "./say.ts";

say(JSON.stringify(await measured(JSON.parse(Deno.args[0] ?? ""))));
