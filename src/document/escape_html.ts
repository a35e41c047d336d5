const ESCAPES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/**
 * What no page can hold, not even escaped, or what hides text or turns it around: control
 * characters, lone surrogates, and invisible marks of direction and width.
 */
const BEYOND_HTML =
  /(?!\t)[\p{Cc}\p{Cs}\u061C\u200B\u200E\u200F\u202A-\u202E\u2060-\u2069]/gu;

/**
 * Escapes text for an element or a quoted attribute. The result is one line, as Markdown takes
 * a blank line for the end of the HTML.
 */
export function escapeHtml(text: string): string {
  return text
    .replace(/\s*\n\s*/g, " ")
    .replace(BEYOND_HTML, "\uFFFD")
    .replace(/[&<>"']/g, (character) => ESCAPES[character] as string);
}

/** The address of a web page. `undefined` for anything else, such as a script. */
export function safeUrl(url: string): string | undefined {
  const parsed = URL.parse(url);
  return parsed !== null && /^https?:$/.test(parsed.protocol)
    ? parsed.href
    : undefined;
}
