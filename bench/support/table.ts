/** Tables as Markdown that is also readable in a terminal. */

export interface Table {
  readonly title: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** What a reader must know to read the numbers right. */
  readonly notes?: readonly string[];
}

export function renderTable(table: Table): string {
  const lines = [table.columns, ...table.rows];
  const widths = table.columns.map((_, column) =>
    Math.max(3, ...lines.map((line) => (line[column] ?? '').length)),
  );
  const render = (line: readonly string[]) =>
    `| ${widths
      .map((width, i) =>
        i === 0 ? (line[i] ?? '').padEnd(width) : (line[i] ?? '').padStart(width),
      )
      .join(' | ')} |`;
  const rule = `| ${widths
    .map((width, i) => (i === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`))
    .join(' | ')} |`;
  const notes = (table.notes ?? []).map((note) => `\n${note}`);
  return [
    `### ${table.title}`,
    '',
    render(table.columns),
    rule,
    ...table.rows.map(render),
    ...notes,
  ]
    .join('\n')
    .concat('\n');
}

/** Three significant digits, without an exponent; `–` for what was not measured. */
export function figure(value: number | undefined): string {
  if (value === undefined || Number.isNaN(value)) return '–';
  if (value === 0) return '0';
  const digits = Math.max(0, 2 - Math.floor(Math.log10(Math.abs(value))));
  const rounded = value.toFixed(Math.min(digits, 6));
  return Math.abs(value) >= 1000 ? Number(rounded).toLocaleString('en-US') : rounded;
}

export const times = (value: number | undefined): string =>
  value === undefined || Number.isNaN(value) ? '–' : `${figure(value)}×`;
