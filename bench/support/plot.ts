/** A bar chart as SVG: groups of horizontal bars on a logarithmic axis. */

export interface BarGroup {
  readonly label: string;
  /** One value for each series; undefined where there is none. */
  readonly values: readonly (number | undefined)[];
}

export interface BarChart {
  readonly title: string;
  readonly subtitle: string;
  readonly series: readonly string[];
  readonly groups: readonly BarGroup[];
  /** The value that a line marks: what all others are compared with. */
  readonly reference: number;
  readonly format: (value: number) => string;
}

const COLOURS = ['#1b6ca8', '#8a8a8a', '#d08c2f', '#3f8f5b', '#b0455b'];
const WIDTH = 900;
const LABEL_WIDTH = 130;
const VALUE_WIDTH = 70;
const BAR_HEIGHT = 9;
const GROUP_GAP = 10;
const TOP = 84;
const BOTTOM = 34;

const escapeText = (text: string) =>
  text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');

export function renderBarChart(chart: BarChart): string {
  const present = chart.groups
    .flatMap((group) => group.values)
    .filter((value): value is number => value !== undefined && value > 0);
  const low = Math.floor(Math.log10(Math.min(chart.reference, ...present)) - 0.05);
  const high = Math.ceil(Math.log10(Math.max(chart.reference, ...present)) + 0.05);
  const plotWidth = WIDTH - LABEL_WIDTH - VALUE_WIDTH;
  const x = (value: number) => LABEL_WIDTH + ((Math.log10(value) - low) / (high - low)) * plotWidth;
  const groupHeight = chart.series.length * BAR_HEIGHT + GROUP_GAP;
  const height = TOP + chart.groups.length * groupHeight + BOTTOM;
  const parts: string[] = [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" font-family="sans-serif">`,
    `<title>${escapeText(chart.title)}</title>`,
    `<rect width="${WIDTH}" height="${height}" fill="#ffffff"/>`,
    `<text x="10" y="24" font-size="16" font-weight="bold">${escapeText(chart.title)}</text>`,
    `<text x="10" y="42" font-size="11" fill="#555">${escapeText(chart.subtitle)}</text>`,
  ];
  chart.series.forEach((name, i) => {
    const left = 10 + i * 150;
    parts.push(
      `<rect x="${left}" y="54" width="11" height="11" fill="${COLOURS[i % COLOURS.length]}"/>`,
      `<text x="${left + 16}" y="64" font-size="11">${escapeText(name)}</text>`,
    );
  });
  for (let power = low; power <= high; power++) {
    const at = x(10 ** power).toFixed(1);
    parts.push(
      `<line x1="${at}" y1="${TOP}" x2="${at}" y2="${height - BOTTOM}" stroke="#ddd"/>`,
      `<text x="${at}" y="${height - BOTTOM + 16}" font-size="10" text-anchor="middle" fill="#555">${escapeText(chart.format(10 ** power))}</text>`,
    );
  }
  chart.groups.forEach((group, g) => {
    const top = TOP + g * groupHeight + GROUP_GAP / 2;
    const middle = top + (chart.series.length * BAR_HEIGHT) / 2 + 4;
    parts.push(
      `<text x="${LABEL_WIDTH - 8}" y="${middle}" font-size="11" text-anchor="end">${escapeText(group.label)}</text>`,
    );
    group.values.forEach((value, i) => {
      if (value === undefined || !(value > 0)) return;
      const y = top + i * BAR_HEIGHT;
      const end = x(value);
      parts.push(
        `<rect x="${LABEL_WIDTH}" y="${y}" width="${(end - LABEL_WIDTH).toFixed(1)}" height="${BAR_HEIGHT - 1}" fill="${COLOURS[i % COLOURS.length]}"/>`,
        `<text x="${(end + 4).toFixed(1)}" y="${y + BAR_HEIGHT - 2}" font-size="8" fill="#333">${escapeText(chart.format(value))}</text>`,
      );
    });
  });
  const reference = x(chart.reference).toFixed(1);
  parts.push(
    `<line x1="${reference}" y1="${TOP}" x2="${reference}" y2="${height - BOTTOM}" stroke="#000" stroke-dasharray="3 2"/>`,
    '</svg>',
  );
  return `${parts.join('\n')}\n`;
}
