/** Lines up the cells of a table. */

/** The first row is the heading; the columns named by `right` are set to the right. */
export function tableOf(rows: readonly (readonly string[])[], right: readonly number[] = []): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[]) =>
    row
      .map((cell, column) => padded(cell, column))
      .join('  ')
      .trimEnd();
  const [heading, ...others] = rows.map(line);
  return [heading, widths.map((width) => '─'.repeat(width)).join('  '), ...others].join('\n');

  function padded(cell: string, column: number): string {
    const width = widths[column] ?? 0;
    return right.includes(column) ? cell.padStart(width) : cell.padEnd(width);
  }
}
