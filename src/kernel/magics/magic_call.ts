/** What a magic does. */
export type MagicCall = { readonly magic: "sensors" };
