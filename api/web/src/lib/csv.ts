/** Tables of a job's result: a heading and rows, commas between cells, quotes where needed. */

export type Row = Readonly<Record<string, string>>;

export function parseCsv(text: string): Row[] {
  const [heading, ...rows] = cells(text);
  if (heading === undefined) {
    return [];
  }
  return rows.map((row) => Object.fromEntries(heading.map((name, at) => [name, row[at] ?? ""])));
}

function cells(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = "";
  let quoted = false;
  for (let at = 0; at < text.length; at++) {
    const char = text[at];
    if (quoted) {
      if (char === '"' && text[at + 1] === '"') {
        cell += char;
        at++;
      } else if (char === '"') {
        quoted = false;
      } else {
        cell += char;
      }
    } else if (char === '"') {
      quoted = true;
    } else if (char === ",") {
      row.push(cell);
      cell = "";
    } else if (char === "\n") {
      rows.push([...row, cell]);
      row = [];
      cell = "";
    } else if (char !== "\r" && char !== "\ufeff") {
      cell += char;
    }
  }
  if (cell !== "" || row.length > 0) {
    rows.push([...row, cell]);
  }
  return rows;
}
