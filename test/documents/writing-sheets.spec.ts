import { hash } from 'node:crypto';
import { PassThrough } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { setTimeout } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import readXlsxFile from 'read-excel-file/node';
import { reportChanges } from '#domain/report/report-changes.js';
import type { ReportMeasure, StatusReport } from '#domain/report/status-report.js';
import { writeCsv } from '#documents/writing/csv-writer.js';
import { writeXlsx } from '#documents/writing/xlsx-writer.js';
import { reportDocument } from '#messages/report/report-content.js';
import { reportSheets } from '#messages/report/report-xlsx-columns.js';
import { describeWithLibreOffice, openedByLibreOffice, textOfPdf } from '../support/validators.js';
import { infectionControlReport } from '../support/infection-control-report.js';

const report = infectionControlReport();

async function workbook(of: StatusReport): Promise<Buffer> {
  const out = new PassThrough();
  const bytes = buffer(out);
  const { sinceLast } = of;
  await writeXlsx(
    {
      front: reportDocument(of, 'ab'.repeat(32), 'Vestdal & Lia kommune'),
      measures: () => of.measures,
      changes: () => (sinceLast === undefined ? [] : reportChanges(sinceLast)),
    },
    of.language,
    out,
  );
  return bytes;
}

/** By name: rows of cells. */
async function sheetsOf(bytes: Buffer): Promise<ReadonlyMap<string, readonly (readonly unknown[])[]>> {
  const sheets = await readXlsxFile(bytes);
  return new Map(sheets.map(({ sheet, data }) => [sheet, data]));
}

const sheetNames = async (of: StatusReport) => [...(await sheetsOf(await workbook(of))).keys()];

const formula = '=HYPERLINK("http://a.example","x")';
const [first] = report.measures;
const hostile: StatusReport = {
  ...report,
  measures: [
    {
      ...(first as ReportMeasure),
      told: {
        legalBasis: '',
        title: formula,
        about: '+1',
        text: '',
        responsible: ['@SUM(A1)'],
        statusText: '-2\u0000\uFFFF',
      },
    },
  ],
};

describe('the workbook, read by another library', () => {
  it('has a sheet of measures, one of items and one of changes', async () => {
    const sheets = await sheetsOf(await workbook(report));
    expect([...sheets.keys()]).toEqual(['Om rapporten', 'Tiltak', 'Punkter', 'Endringer']);
    const [, measures = [], items = [], changes = []] = sheets.values();
    expect(measures).toHaveLength(1 + 37);
    expect(items).toHaveLength(1 + report.measures.flatMap((measure) => measure.items).length);
    expect(changes.slice(1).map((row) => row[2])).toEqual(
      expect.arrayContaining(['Blitt forsinket', 'Flyttet frist', 'Endret tekst']),
    );
    const row = Object.fromEntries(
      (measures[0] ?? []).map((title, at) => [String(title), measures[1]?.[at]]),
    );
    expect(row).toMatchObject({
      'Nr.': 1,
      Tema: 'Bedre organisering av infeksjonskontroll og oversikt over infeksjonskontrollprogram',
      Fremdrift: 'Delvis gjennomført',
      Frist: new Date('2026-12-20T00:00:00Z'),
      'Ganger flyttet': 1,
    });
  });

  it('has its headings in the language of the report', async () => {
    expect(await sheetNames(infectionControlReport('en'))).toEqual([
      'About the report',
      'Measures',
      'Items',
      'Changes',
    ]);
    expect(await sheetNames(infectionControlReport('nn'))).toEqual([
      'Om rapporten',
      'Tiltak',
      'Punkt',
      'Endringar',
    ]);
  });

  it('has filters and a header that stays', async () => {
    const { default: exceljs } = await import('@protobi/exceljs');
    const read = new exceljs.Workbook();
    await read.xlsx.load((await workbook(report)) as never);
    for (const sheet of read.worksheets.slice(1)) {
      expect(sheet.views[0]).toMatchObject({ state: 'frozen', ySplit: 1 });
      expect(sheet.autoFilter).toBeTruthy();
    }
  });

  it('says first which plan, which edition, from when and for whom', async () => {
    const front = (await sheetsOf(await workbook(report))).get('Om rapporten') ?? [];
    const facts = Object.fromEntries(front.map(([label, words]) => [String(label), words]));
    expect(front[0]?.[0]).toBe('Handlingsplan for et bedre smittevern – statusrapport');
    expect(facts).toMatchObject({
      Virksomhet: 'Vestdal & Lia kommune',
      Status: 'Intern utgave. Kan inneholde opplysninger som er unntatt offentlighet.',
      Utgave: 'Nr. 2, versjon 1, låst 30. september 2026',
    });
  });

  it('prints on its side, as wide as the page, with its head on each', async () => {
    const { default: exceljs } = await import('@protobi/exceljs');
    const read = new exceljs.Workbook();
    await read.xlsx.load((await workbook(report)) as never);
    for (const sheet of read.worksheets.slice(1)) {
      expect(sheet.pageSetup).toMatchObject({
        orientation: 'landscape',
        fitToPage: true,
        fitToWidth: 1,
        fitToHeight: 0,
        printTitlesRow: '1:1',
      });
      expect(sheet.getCell('C2').alignment).toMatchObject({ wrapText: true });
      expect(sheet.getRow(2).height).toBeGreaterThan(15);
      expect(sheet.headerFooter.oddFooter).toMatch(/&RSide|Side &P av &N$/u);
    }
  });

  it('keeps text as text, whatever it begins with', async () => {
    const rows = (await sheetsOf(await workbook(hostile))).get('Tiltak') ?? [];
    expect(rows[1]).toEqual(expect.arrayContaining([formula, '+1', '@SUM(A1)', '-2']));
    const { default: exceljs } = await import('@protobi/exceljs');
    const read = new exceljs.Workbook();
    await read.xlsx.load((await workbook(hostile)) as never);
    const formulas: string[] = [];
    read.eachSheet((sheet) =>
      sheet.eachRow((row) => row.eachCell((cell) => cell.formula && formulas.push(cell.formula))),
    );
    expect(formulas).toEqual([]);
  });

  it('asks for no more than it has room for: a reader that stops stops the writing', async () => {
    let asked = 0;
    const many = function* (): Generator<ReportMeasure> {
      for (let number = 1; number <= 2000; number += 1) {
        asked = number;
        yield { ...(report.measures[4] as ReportMeasure), number, themeTitle: incompressible(number) };
      }
    };
    const reader = new PassThrough();
    const written = writeXlsx(
      { front: reportDocument(report), measures: many, changes: () => [] },
      'nb',
      reader,
    );
    let askedBefore = -1;
    while (asked > askedBefore) {
      askedBefore = asked;
      await setTimeout(300);
    }
    expect(asked).toBeLessThan(2000);
    reader.resume();
    await written;
    expect(asked).toBe(2000);
  });
});

describe('CSV', () => {
  const csv = async (of: StatusReport) => {
    const out = new PassThrough();
    const written = buffer(out);
    await writeCsv(reportSheets(of.language).measures, of.measures, out);
    return (await written).toString('utf8');
  };

  it('opens in Norwegian Excel: byte order mark, semicolons, dates', async () => {
    const written = await csv(report);
    expect(written.startsWith('\uFEFFNr.;Tema;Tittel;')).toBe(true);
    expect(written).toContain(';2026-12-20;');
    expect(parse(written, { bom: true, delimiter: ';', columns: true })).toHaveLength(37);
  });

  it('disarms what a spreadsheet would take for a formula', async () => {
    const [row] = parse(await csv(hostile), { bom: true, delimiter: ';', columns: true }) as Record<
      string,
      string
    >[];
    expect([row?.['Tittel'], row?.['Hva det går ut på'], row?.['Ansvarlig'], row?.['Status']]).toEqual([
      `'${formula}`,
      `'+1`,
      `'@SUM(A1)`,
      `'-2`,
    ]);
  });
});

describeWithLibreOffice('LibreOffice', () => {
  it('opens the workbook', async () => {
    const shown = await textOfPdf(await openedByLibreOffice('report.xlsx', await workbook(report)));
    expect(shown).toContain('infeksjonskontrollprogram');
    expect(shown).toContain('Handlingsplan for et bedre smittevern – statusrapport');
  });
});

/** A kilobyte that the zip can't make smaller: else all of it has room in the buffers. */
function incompressible(number: number): string {
  return Array.from({ length: 12 }, (_, part) => hash('sha512', `${number} ${part}`, 'base64')).join('');
}
