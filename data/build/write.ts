/** Gives JSON with one row a line, so that a diff shows the rows that changed. */
export function toJson(table: unknown): string {
  return `${lines(table, "")}\n`;
}

function lines(value: unknown, indent: string): string {
  if (Array.isArray(value)) {
    const rows = value.map((row) => `${indent}  ${JSON.stringify(row)}`);
    return `[\n${rows.join(",\n")}\n${indent}]`;
  }
  const inner = `${indent}  `;
  const entries = Object.entries(value as object).map(([key, content]) => {
    const text = isTable(content)
      ? lines(content, inner)
      : JSON.stringify(content);
    return `${inner}${JSON.stringify(key)}: ${text}`;
  });
  return `{\n${entries.join(",\n")}\n${indent}}`;
}

function isTable(value: unknown): boolean {
  return Array.isArray(value) && typeof value[0] === "object";
}
