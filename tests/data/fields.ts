import * as z from "zod";

export const Text: z.ZodString = z.string().trim().min(1);
export const Year: z.ZodInt = z.int().min(1990).max(2026);
export const Watts: z.ZodNumber = z.number().positive().lt(150_000);
export const Percent: z.ZodNumber = z.number().min(0).max(100);
export const Pue: z.ZodNumber = z.number().min(1).max(3);
export const Wue: z.ZodNumber = z.number().min(0).max(10);
export const CarbonIntensity: z.ZodNumber = z.number().min(0).max(2000);
export const SourceKey: z.ZodString = z.string().regex(
  /^[a-z0-9]+([-.][a-z0-9]+)*$/,
);
export const Id: z.ZodString = z.string().regex(/^[a-z0-9]+([-.][a-z0-9]+)*$/);
export const Country: z.ZodString = z.string().regex(/^[A-Z]{2}$/);
export const Subdivision: z.ZodString = z.string().regex(
  /^[A-Z]{2}-[A-Z0-9]{1,3}$/,
);
export const Basis: z.ZodType = z.enum(["direct", "lifecycle", "mixed"]);
export const ProviderKey: z.ZodString = z.string().regex(/^[a-z]+$/);

/** Keys that many rows may have. */
export const remarks: Readonly<Record<"confidence" | "note", z.ZodType>> = {
  confidence: z.enum(["low", "medium"]).optional(),
  note: Text.optional(),
};
