const ESCAPES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** What no page can hold, not even escaped: control characters and lone surrogates. */
const BEYOND_HTML = /(?!\t)[\p{Cc}\p{Cs}]/gu;

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
