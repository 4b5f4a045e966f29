import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import ExcelJS from '@protobi/exceljs';
import type { Document } from '#documents/reading/document.js';
import { readBytes } from '#documents/reading/read-bytes.js';
import { ReadingError } from '#documents/reading/reading-error.js';
import { recognise } from '#documents/recognising/recognise.js';
import { sayRefusal, sayWarning } from '#documents/recognising/reading-in-words.js';
import { measureHeaderWords } from '#documents/recognising/vocabulary.js';
import { projectRoot } from '../../local/project-root.js';
import { shuffled } from './reading/shuffled.js';
import { documentOfParts, partlyReadFiles, undecodablePdf } from './reading/unread-files.js';

const today = '2026-11-30';
const cases = join(projectRoot, '../shared/cases/import');
const whereTheCasesAre = existsSync(cases) ? describe : describe.skip;
if (!existsSync(cases)) console.log('The small cases are not on this machine: they are left out.');

function read(name: string, bytes: Uint8Array): Promise<Document> {
  return readBytes({ name, bytes }, measureHeaderWords);
}

function measuresOf(document: Document): string[] {
  return recognise(document, today).measures.map(({ title, text }) => text || (title ?? ''));
}

function said(document: Document): string {
  return recognise(document, today)
    .warnings.map((warning) => sayWarning('nb', warning))
    .join('\n');
}

async function refusal(name: string, bytes: Uint8Array): Promise<ReadingError> {
  const error: unknown = await read(name, bytes).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof ReadingError)) throw new Error(`${name} was read`);
  return error;
}

describe('what is not read of a document is said', () => {
  test.each(partlyReadFiles)('$what', async ({ name, bytes, measures, unread }) => {
    const document = await read(name, await bytes());
    expect(document.unread).toEqual(unread);
    expect(measuresOf(document)).toEqual(measures);
    for (const one of unread) expect(sayWarning('nb', one)).toMatch(/^\p{Lu}.*\.$/su);
  });

  test('a PDF whose letters can’t be told: not that it holds no recommendations', async () => {
    const { reason } = await refusal('a.pdf', undecodablePdf());
    expect(reason).toBe('undecodable');
    expect(sayRefusal('nb', reason)).toContain('tegntabell');
  });

  test('a Word document that shows a web page and another Word document: both are read in their place', async () => {
    const document = await read('a.docx', await documentOfParts());
    expect(measuresOf(document)).toEqual(['Fylket bør øve kvart år.', 'Fylket bør kjøpe aggregat.']);
    expect(document.unread).toEqual([]);
  });

  test.each(['a.html', 'a.txt', 'a.csv'])('joined letters and soft hyphens are plain in %s', async (name) => {
    const written = 'Sykehuset bør ha o\uFB00entlig avtale om vakt\u00ADord\u00ADning for a\u030Alesund';
    const bytes = Buffer.from(
      name === 'a.csv' ? `Nr;Tiltak\n1;${written}\n` : name === 'a.html' ? `<p>${written}</p>` : written,
    );
    expect(JSON.stringify(await read(name, bytes))).toContain(
      'Sykehuset bør ha offentlig avtale om vaktordning for ålesund',
    );
  });
});

describe('a workbook gives the same answer every time', () => {
  async function fiveSheets(): Promise<Buffer> {
    const workbook = new ExcelJS.Workbook();
    for (const theme of ['Varsling', 'Øving', 'Samband', 'Helse', 'Vann']) {
      const sheet = workbook.addWorksheet(theme);
      sheet.addRows([
        ['Nr', 'Tiltak', 'Ansvarlig', 'Frist'],
        [1, `Lage plan for ${theme}`, 'Kommunen', new Date('2027-02-01')],
        [2, `Prøve ${theme} i praksis`, 'Fylket', new Date('2027-09-01')],
      ]);
    }
    return Buffer.from(await workbook.xlsx.writeBuffer());
  }

  test('with its parts in sixty orders', async () => {
    const bytes = await fiveSheets();
    const first = await read('a.xlsx', bytes);
    expect(measuresOf(first)).toHaveLength(10);
    for (let seed = 1; seed <= 60; seed++)
      expect(await read('a.xlsx', await shuffled(bytes, seed))).toEqual(first);
  });

  test.each(partlyReadFiles.filter(({ name }) => /x$/.test(name)))(
    '$what, with its parts in sixty orders',
    async ({ name, bytes }) => {
      const written = await bytes();
      const first = await read(name, written);
      for (let seed = 1; seed <= 60; seed++)
        expect(await read(name, await shuffled(written, seed))).toEqual(first);
    },
  );

  test('dates are those of the calendar, in both of Excel’s ways of counting', async () => {
    for (const date1904 of [false, true]) {
      const workbook = new ExcelJS.Workbook();
      workbook.properties.date1904 = date1904;
      const sheet = workbook.addWorksheet('Frister');
      sheet.addRows([
        ['Tiltak', 'Frist', 'Andel'],
        ['Øve', new Date('2027-03-01'), 0.75],
      ]);
      sheet.getCell('C2').numFmt = '0 %';
      const document = await read('a.xlsx', Buffer.from(await workbook.xlsx.writeBuffer()));
      expect(JSON.stringify(document.blocks)).toContain('2027-03-01');
      expect(JSON.stringify(document.blocks)).toContain('75 %');
    }
  });

  test('what a merged cell says stands in each of its rows', async () => {
    const workbook = new ExcelJS.Workbook();
    const sheet = workbook.addWorksheet('Plan');
    sheet.addRows([
      ['Tema', 'Tiltak'],
      ['Varsling', 'Lage plan'],
      ['', 'Prøve planen'],
    ]);
    sheet.mergeCells('A2:A3');
    const document = await read('a.xlsx', Buffer.from(await workbook.xlsx.writeBuffer()));
    const table = document.blocks.find((block) => block.kind === 'table');
    expect(table?.rows[2]?.[0]).toMatchObject({ lines: ['Varsling'], spanned: true });
  });
});

whereTheCasesAre('the small cases', () => {
  const fileOf = (name: string) => readFileSync(join(cases, name));

  test('F17: five small sheets, the same complete answer sixty times', async () => {
    const name = 'F17-fem-smaa-ark-tilfeldig-feil.xlsx';
    const first = await read(name, fileOf(name));
    expect(measuresOf(first)).toHaveLength(15);
    for (let seed = 1; seed <= 60; seed++)
      expect(await read(name, await shuffled(fileOf(name), seed))).toEqual(first);
  });

  test('b01: tracked changes', async () => {
    const document = await read('b01.docx', fileOf('b01-tracked.docx'));
    expect(measuresOf(document).slice(0, 2)).toEqual([
      'Kommunen bør øve varsling hvert år.',
      'Kommunen bør kjøpe to aggregat innen 1. mars 2027.',
    ]);
    expect(said(document)).toContain('sporede endringer');
  });

  test('b04: a part from a web page is read', async () => {
    expect(measuresOf(await read('b04.docx', fileOf('b04-altchunk.docx')))).toHaveLength(2);
  });

  test('b07, b08: the sheet’s own name; what is hidden is left out and said', async () => {
    const dated = await read('b07.xlsx', fileOf('b07-1904.xlsx'));
    expect(dated.blocks[0]).toMatchObject({ kind: 'heading', text: 'Tiltak' });
    const hidden = await read('b08.xlsx', fileOf('b08-hidden.xlsx'));
    expect(measuresOf(hidden)).toHaveLength(2);
    expect(said(hidden)).toContain('Gammel plan');
  });

  test('b09: formulas without values', async () => {
    expect(said(await read('b09.xlsx', fileOf('b09-formler-uten-verdi.xlsx')))).toContain(
      'Åpne arbeidsboken i Excel og lagre den',
    );
  });

  test('b10: a hidden layer is no measure', async () => {
    const document = await read('b10.pdf', fileOf('b10-skjult-lag.pdf'));
    expect(measuresOf(document)).toHaveLength(2);
    expect(said(document)).toContain('skjult');
  });

  test('b11: form fields are read', async () => {
    const measures = measuresOf(await read('b11.pdf', fileOf('b11-skjemafelt.pdf')));
    expect(measures).toEqual(['Kommunen bør øve varsling hvert år', 'Sykehuset bør ha avtale om aggregat']);
  });

  test('b13: text that can’t be decoded', async () => {
    expect((await refusal('b13.pdf', fileOf('b13-uten-tounicode.pdf'))).reason).toBe('undecodable');
  });

  test('b14: a portfolio says that it holds attached files', async () => {
    const told = said(await read('b14.pdf', fileOf('b14-portefolje.pdf')));
    expect(told).toContain('rapport.pdf');
    expect(told).not.toContain('fant ingen anbefalinger');
  });

  test('b16: joined letters in a web page', async () => {
    const document = await read('b16.html', fileOf('b16-html-myk.html'));
    expect(measuresOf(document)[1]).toBe('Sykehuset bør ha offentlig avtale om aggregat.');
  });
});
