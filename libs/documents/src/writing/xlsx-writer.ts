import { once } from 'node:events';
import type { Writable } from 'node:stream';
import type exceljs from '@protobi/exceljs';
import type { ReportChange } from '#domain/report/report-changes.js';
import type { ReportMeasure } from '#domain/report/status-report.js';
import type { ReportLanguage } from '#domain/report/report-language.js';
import { withoutMarks } from '#messages/texts/marked-text.js';
import type { ReportDocument } from '#messages/report/report-document.js';
import {
  reportSheets,
  type Cell,
  type Sheet,
  type SheetColumn,
} from '#messages/report/report-xlsx-columns.js';
import { printableText } from '#domain/printable-text.js';

/** Each is read from its beginning every time it is asked for; measures are asked for twice. */
export interface WorkbookContent {
  /** Stands on a sheet of its own, before the others. */
  front: Pick<ReportDocument, 'title' | 'kind' | 'facts' | 'footer' | 'pageOf'>;
  measures: () => Iterable<ReportMeasure> | AsyncIterable<ReportMeasure>;
  changes: () => Iterable<ReportChange> | AsyncIterable<ReportChange>;
}

const dateFormat: Readonly<Record<ReportLanguage, string>> = {
  nb: 'dd.mm.yyyy',
  nn: 'dd.mm.yyyy',
  en: 'dd/mm/yyyy',
};

/** What Excel can hold. */
const limits = { rows: 1_048_576, charactersInCell: 32_767 };

const rowsBetweenPauses = 200;

/**
 * The report as a workbook, row by row: memory does not grow with its length. Texts are text, whatever they begin
 * with, and dates are dates.
 */
export async function writeXlsx(
  content: WorkbookContent,
  language: ReportLanguage,
  to: Writable,
): Promise<void> {
  const workbook = await workbookTo(to);
  const sheets = reportSheets(language);
  const format = dateFormat[language];
  const page = pageOf(content.front);
  writeFront(workbook, sheets.front, content.front, page);
  // One after the other: what is written to a second sheet waits in memory until the first is ended.
  await writeSheet(workbook, sheets.measures, content.measures(), { format, page });
  await writeSheet(workbook, sheets.items, content.measures(), { format, page });
  await writeSheet(workbook, sheets.changes, content.changes(), { format, page });
  await workbook.commit();
}

/** Other tables as a workbook, in the order given, after the sheet that says of what they are. */
export async function writeTables<T>(
  front: WorkbookContent['front'],
  tables: readonly { sheet: Sheet<T>; rows: Iterable<T> | AsyncIterable<T> }[],
  language: ReportLanguage,
  to: Writable,
): Promise<void> {
  const workbook = await workbookTo(to);
  const format = dateFormat[language];
  const page = pageOf(front);
  writeFront(workbook, reportSheets(language).front, front, page);
  for (const { sheet, rows } of tables) await writeSheet(workbook, sheet, rows, { format, page });
  await workbook.commit();
}

/** The library is loaded when the first workbook is written: a process starts without it. */
async function workbookTo(stream: Writable): Promise<exceljs.stream.xlsx.WorkbookWriter> {
  const { default: library } = await import('@protobi/exceljs');
  const workbook = new library.stream.xlsx.WorkbookWriter({
    stream,
    useStyles: true,
    // A table of shared strings would have to be kept in memory to the end.
    useSharedStrings: false,
  });
  workbook.creator = 'Kvittert';
  return workbook;
}

type CellStyle = Partial<exceljs.Style>;

type Page = Partial<exceljs.AddWorksheetOptions>;

/** The library's list of sizes leaves it out. */
const a3 = 8 as number as exceljs.PaperSize;

/** A3 on its side, as wide as the sheet; its head on every page. */
function pageOf({ footer, pageOf: words }: WorkbookContent['front']): Page {
  const [start, end] = [withoutMarks(footer), words.replace('{page}', '&P').replace('{pages}', '&N')];
  return {
    pageSetup: {
      orientation: 'landscape',
      paperSize: a3,
      fitToPage: true,
      fitToWidth: 1,
      fitToHeight: 0,
      printTitlesRow: '1:1',
      margins: { left: 0.5, right: 0.5, top: 0.6, bottom: 0.7, header: 0.3, footer: 0.3 },
    },
    headerFooter: { oddFooter: `&L&8${printableText(start).replaceAll('&', '&&').slice(0, 180)}&R&8${end}` },
  };
}

/** Which plan, which edition, from when, and for whom. */
function writeFront(
  workbook: exceljs.stream.xlsx.WorkbookWriter,
  name: string,
  { title, kind, facts }: WorkbookContent['front'],
  { pageSetup, headerFooter }: Page,
): void {
  const { printTitlesRow: _head, ...setup } = pageSetup ?? {};
  const worksheet = workbook.addWorksheet(name, {
    views: [{ showGridLines: false }],
    pageSetup: setup,
    ...(headerFooter === undefined ? {} : { headerFooter }),
  });
  worksheet.columns = [{ width: 24 }, { width: 90 }];
  const heading = worksheet.addRow([printableText(title)]);
  heading.font = { bold: true, name: 'Calibri', size: 16 };
  worksheet.addRow([printableText(kind)]).font = { bold: true, name: 'Calibri', size: 11 };
  worksheet.addRow([]);
  for (const { label, words } of facts) {
    const row = worksheet.addRow([label, printableText(withoutMarks(words))]);
    row.alignment = { vertical: 'top', wrapText: true };
    row.getCell(1).font = { bold: true, name: 'Calibri', size: 11 };
  }
  worksheet.commit();
}

function stylesOf(columns: readonly SheetColumn[], format: string): readonly CellStyle[] {
  const style: CellStyle = { alignment: { vertical: 'top' } };
  const dated: CellStyle = { ...style, numFmt: format };
  const wrapped: CellStyle = { alignment: { vertical: 'top', wrapText: true } };
  return columns.map(({ kind }) => ({ date: dated, number: style, text: wrapped })[kind]);
}

async function writeSheet<T>(
  workbook: exceljs.stream.xlsx.WorkbookWriter,
  sheet: Sheet<T>,
  content: Iterable<T> | AsyncIterable<T>,
  { format, page }: { format: string; page: Page },
): Promise<void> {
  const styles = stylesOf(sheet.columns, format);
  let part = 1;
  let written = 1;
  let worksheet = begin(workbook, sheet, { part, styles, page });
  for await (const one of content) {
    for (const row of sheet.rows(one)) {
      if (written === limits.rows) {
        worksheet.commit();
        worksheet = begin(workbook, sheet, { part: (part += 1), styles, page });
        written = 1;
      }
      const added = worksheet.addRow(row.map(valueOf));
      // The very same object: a cell has one of its own by default, which the writer must look at each time.
      added.eachCell((cell, at) => (cell.style = styles[at - 1] ?? {}));
      added.height = heightOf(row, sheet.columns);
      added.commit();
      written += 1;
      if (written % rowsBetweenPauses === 0) await taken(worksheet);
    }
  }
  worksheet.commit();
}

function begin<T>(
  workbook: exceljs.stream.xlsx.WorkbookWriter,
  { name, columns }: Sheet<T>,
  { part, styles, page }: { part: number; styles: readonly CellStyle[]; page: Page },
): exceljs.Worksheet {
  const worksheet = workbook.addWorksheet(part === 1 ? name : `${name} ${part}`, {
    ...page,
    views: [{ state: 'frozen', ySplit: 1 }],
  });
  worksheet.columns = columns.map(({ width }, index) => ({ width, style: styles[index] ?? {} }));
  worksheet.autoFilter = { from: { row: 1, column: 1 }, to: { row: 1, column: columns.length } };
  const header = worksheet.addRow(columns.map(({ title }) => title));
  header.font = { bold: true, name: 'Calibri', size: 11 };
  header.alignment = { vertical: 'top', wrapText: true };
  header.height = 2 * lineHeight;
  header.fill = { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FFEEF3F8' } };
  header.commit();
  return worksheet;
}

/** In points. Excel takes no row that is higher than `most`. */
const lineHeight = 15;
const most = 409;

/** Room for its longest cell: not every program finds that out by itself. */
function heightOf(row: readonly Cell[], columns: readonly SheetColumn[]): number {
  const lines = row.map((cell, at) =>
    typeof cell === 'string' ? linesOf(cell, columns[at]?.width ?? 1) : 1,
  );
  return Math.min(most, lineHeight * Math.max(1, ...lines));
}

/** Words are not cut, so a line is not filled to its end. */
function linesOf(text: string, width: number): number {
  return text
    .split('\n')
    .reduce((sum, line) => sum + Math.max(1, Math.ceil((1.15 * line.length) / width)), 0);
}

/** Nothing for an empty cell: it is not written at all. */
function valueOf(cell: Cell): string | number | Date | undefined {
  if (cell === null) return undefined;
  if (typeof cell === 'number') return cell;
  if (typeof cell === 'object') return new Date(`${cell.date}T00:00:00Z`);
  return printableText(cell).slice(0, limits.charactersInCell);
}

/** What the writer passes its sheets on to: a stream of an older make, whose state has no public name. */
interface Taker extends NodeJS.EventEmitter {
  _writableState: { needDrain: boolean };
}

/** The writer takes rows faster than they are compressed, and does not say so. Waits until they have been. */
async function taken(worksheet: exceljs.Worksheet): Promise<void> {
  const { stream } = worksheet as unknown as { stream: { pipes: readonly Taker[] } };
  for (const taker of stream.pipes) if (taker._writableState.needDrain) await once(taker, 'drain');
}
