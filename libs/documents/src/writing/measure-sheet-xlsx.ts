import type { PlainDate } from '#domain/ids.js';
import { say } from '#messages/texts/say.js';
import { printableText } from '#domain/printable-text.js';

/** A measure as it stands in the sheet that people fill in, or correct and bring back. */
export interface SheetMeasure {
  number: string;
  title: string;
  text: string;
  /** Stand under the text, a line each: so they are read back. */
  subPoints: readonly string[];
  theme?: string;
  responsible: readonly string[];
  deadline?: PlainDate;
}

/** In the order of the sheet; the names are such that the recognisers of tables know them. */
const columns = [
  ['number', 8],
  ['title', 32],
  ['text', 80],
  ['theme', 24],
  ['responsible', 32],
  ['deadline', 14],
] as const;

/** The sheet with these measures; with none it is the template. */
export async function writeMeasureSheet(measures: readonly SheetMeasure[]): Promise<Buffer> {
  // Loaded when it is needed: a process starts without it.
  const { default: exceljs } = await import('@protobi/exceljs');
  const workbook = new exceljs.Workbook();
  workbook.creator = 'Kvittert';
  const sheet = workbook.addWorksheet(say('nb', 'import.sheet.name'), {
    views: [{ state: 'frozen', ySplit: 1 }],
  });
  sheet.columns = columns.map(([key, width]) => ({
    key,
    width,
    header: say('nb', `import.sheet.${key}`),
    style: { alignment: { vertical: 'top', wrapText: true } },
  }));
  const header = sheet.getRow(1);
  header.font = { bold: true };
  for (const [index, [key]] of columns.entries()) {
    header.getCell(index + 1).note = say('nb', `import.sheet.${key}.hint`);
  }
  sheet.getColumn('deadline').numFmt = 'dd.mm.yyyy';
  for (const measure of measures) sheet.addRow(rowOf(measure));
  return Buffer.from(await workbook.xlsx.writeBuffer());
}

function rowOf({ number, title, text, subPoints, theme, responsible, deadline }: SheetMeasure) {
  const points = subPoints.map((point) => `• ${point.replaceAll(/\s+/gu, ' ')}`);
  return {
    number,
    title: printableText(title),
    text: printableText([text, ...points].join('\n')),
    theme: theme ?? null,
    responsible: responsible.join('; '),
    deadline: deadline === undefined ? null : new Date(`${deadline}T00:00:00Z`),
  };
}
