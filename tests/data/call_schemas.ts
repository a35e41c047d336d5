import * as z from "zod";
import { SourceKey, Text } from "./fields.ts";

const Factor = z.number().positive().max(2);
const Range = z.tuple([z.number(), z.number(), z.number()])
  .refine(([low, usual, high]) => low <= usual && usual <= high);

const CallProvider = z.strictObject({
  provider: z.string().regex(/^[a-z][a-z0-9_.-]*$/),
  name: Text,
  aliases: z.array(Text),
  hosts: z.array(z.string().regex(/^[a-z0-9.*-]+$/)),
  zone: z.string().regex(/^[A-Z-]+$/).optional(),
  pue: Range.refine(([low]) => low >= 1),
  wue: Range.refine(([low]) => low >= 0),
  source: SourceKey,
  cloud: z.enum(["aws", "azure", "gcp"]).optional(),
  serves: z.enum(["other chips", "own server"]).optional(),
  note: Text.optional(),
});

const Calls = z.strictObject({
  sources: z.array(SourceKey),
  decode: z.strictObject({
    constant: z.number().positive().max(1),
    active: z.number().min(0).max(1),
    weights: z.number().min(0).max(1),
    batch: z.number().min(-1).max(0),
    b200: Factor,
    a100: Factor,
  }),
  outside: z.strictObject({
    from: z.literal(32),
    to: z.literal(512),
    linear: z.number().min(-1).max(0),
    square: z.number().min(0).max(0.1),
  }),
  curve: z.strictObject({
    batch: z.number().min(-1).max(0),
    b200: Factor,
    bits: z.number().min(0).max(1),
  }),
  long: z.strictObject({
    fromTokens: z.literal(2000),
    toTokens: z.literal(5000),
    factor: Factor,
  }),
  levels: z.array(
    z.tuple([Text, z.number().positive().max(10), z.number().max(16)]),
  ),
  pictures: z.array(z.tuple([Text, z.number().min(300).max(8000)])),
  constants: z.record(
    z.string(),
    z.strictObject({
      value: z.number().positive(),
      low: z.number().positive().optional(),
      high: z.number().positive().optional(),
      unit: z.string(),
      what: Text,
      source: SourceKey,
      year: z.int().min(2024).max(2027),
    }).refine(({ low, value, high }) =>
      (low ?? value) <= value && value <= (high ?? value)
    ),
  ),
  providers: z.array(CallProvider),
});

const Parameters = z.number().positive().max(6000);
const Size = z.union([Parameters, Range]);

const Models = z.strictObject({
  sources: z.array(SourceKey),
  kinds: z.array(Text),
  rows: z.array(
    z.tuple([
      Text,
      Text,
      z.array(Text),
      Size,
      Size,
      z.number().min(2).max(16),
      z.int().min(0).max(4),
    ]).rest(z.int().min(1).max(5)),
  ),
});

/** The schemas of the tables of calls to models. */
export const CALL_SCHEMAS: Record<"calls" | "models", z.ZodType> = {
  calls: Calls,
  models: Models,
};
