import { messageOf } from "./machine.ts";

/** The system's messages on files, and what each means in plain words. */
const REASONS: readonly (readonly [RegExp, string])[] = [
  [/os error (?:28|112)\b|ENOSPC|database or disk is full/, "the disk is full"],
  [/os error (?:122)\b|EDQUOT/, "you may use no more room on this disk"],
  [/os error 27\b|EFBIG/, "the file is larger than this disk or you may have"],
  [/os error (?:13|1)\b|EACCES|EPERM/, "you may not do that there"],
  [/os error 30\b|EROFS/, "it is on a read-only disk"],
  [/os error 21\b|EISDIR|Is a directory/, "it is a folder"],
  [/os error 20\b|ENOTDIR/, "a part of its path is a file, and no folder"],
  [/os error 40\b|ELOOP/, "its links lead in a circle"],
  [/os error 36\b|ENAMETOOLONG/, "its name is too long"],
  [/os error 2\b|ENOENT/, "it, or its folder, does not exist"],
  [/os error 26\b|ETXTBSY|os error 32\b|EBUSY/, "another program uses it"],
  [/os error 24\b|EMFILE|ENFILE/, "too many files are open"],
  [/os error 5\b|EIO|disk I\/O error/, "the disk is full or fails"],
  [
    /null byte|nul byte|interior nul|NUL byte/i,
    "its path has a character that no path can have",
  ],
  [/file.* URL|URL.*scheme/, "its address must begin with file://"],
];

/** Why something on a disk failed, in plain words. What is not known is given in the system's. */
export function systemReason(error: unknown): string {
  if (error instanceof Deno.errors.NotCapable) {
    const flag = /--allow-\w+/.exec(messageOf(error))?.[0];
    return `Deno was not given ${flag ?? "the permission"}`;
  }
  const message = messageOf(error);
  return REASONS.find(([pattern]) => pattern.test(message))?.[1] ??
    `the system says ${JSON.stringify(message)}`;
}
