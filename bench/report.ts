import { round, type Spread } from './figures.js';

/** One line of the table. `reached` is undefined where there is no goal. */
export interface Line {
  what: string;
  figure: string;
  /** What it is compared with. */
  beside?: string;
  goal?: string;
  reached?: boolean;
}

/** What one part of the bench has found. */
export interface Part {
  /** How it was measured, for the file. */
  method: string;
  figures: Record<string, unknown>;
  lines: Line[];
}

export function shown({ median, min, max }: Spread, unit: string): string {
  return `${number(median)}${unit} (${number(min)}–${number(max)})`;
}

export function number(value: number): string {
  return round(value).toLocaleString('en-GB', { maximumSignificantDigits: 4 });
}

export function printTable(parts: Record<string, Part>): void {
  const rows = Object.entries(parts).flatMap(([name, { lines }]) =>
    lines.map(({ what, figure, beside = '', goal = '', reached }) => [
      name,
      what,
      figure,
      beside,
      goal,
      reached === undefined ? '' : reached ? 'reached' : 'NOT reached',
    ]),
  );
  const table = [['', 'what', 'Kvittert', 'beside', 'goal', ''], ...rows];
  const widths =
    table[0]?.map((_, column) => Math.max(...table.map((row) => row[column]?.length ?? 0))) ?? [];
  for (const row of table) {
    console.log(
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    );
  }
}
