// Numbers for people who read the tests' words.
export function table(title, heads, rows) {
  const lines = [[title, ...heads], ...rows].map((line) => line.map(String));
  const widths = lines[0].map((_, column) => Math.max(...lines.map((line) => line[column].length)));
  const padded = (cell, column) => (column === 0 ? cell.padEnd(widths[0]) : cell.padStart(widths[column]));
  return lines.map((line) => line.map(padded).join('  ')).join('\n');
}
