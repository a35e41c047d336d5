/**
 * Measures this process while it sleeps; its task and its figures are JSON.
 * @module
 */
import { measured } from "./measured.ts";
import { say } from "./say.ts";

say(JSON.stringify(await measured(JSON.parse(Deno.args[0] ?? ""))));
