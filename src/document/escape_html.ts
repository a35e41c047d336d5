const SIGNS: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** What no page has a place for, not even escaped: control signs and halves of pairs. */
const BEYOND_HTML = /(?![\t\n])[\p{Cc}\p{Cs}]/gu;

/** Text that HTML shows as it is, within an element or an attribute in quotes. */
export function escapeHtml(text: string): string {
  return text
    .replace(BEYOND_HTML, "\uFFFD")
    .replace(/[&<>"']/g, (sign) => SIGNS[sign] as string);
}

/** An address that may be followed: of a page, and never of a script. */
export function safeUrl(url: string): string | undefined {
  const parsed = URL.parse(url);
  return parsed !== null && /^https?:$/.test(parsed.protocol)
    ? parsed.href
    : undefined;
}
