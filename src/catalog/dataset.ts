/** Which tables an estimate rests on. */
export type Dataset = "latest" | "lacoste-2019";
