const encoder = new TextEncoder();

/** Writes a whole line to the standard output. */
export function say(line = ""): void {
  let bytes = encoder.encode(`${line}\n`);
  while (bytes.length > 0) {
    bytes = bytes.subarray(Deno.stdout.writeSync(bytes));
  }
}

/** Writes a table with its first column left-aligned and the others right-aligned. */
export function sayTable(rows: readonly (readonly string[])[]): void {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => row[column]?.length ?? 0))
  );
  for (const row of rows) {
    const cells = row.map((cell, column) => {
      const width = widths[column] ?? 0;
      return column === 0 ? cell.padEnd(width) : cell.padStart(width);
    });
    say(`  ${cells.join("   ").trimEnd()}`);
  }
}
