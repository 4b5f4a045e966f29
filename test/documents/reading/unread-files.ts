import ExcelJS from '@protobi/exceljs';
import type { Unread } from '#documents/reading/unread.js';
import { docxOf, pdf, stream, wordNamespace, zip } from './hostile-files.js';

/** A file that holds more than is read of it, or shows less than it holds. */
export interface PartlyReadFile {
  what: string;
  name: string;
  bytes: () => Promise<Buffer> | Buffer;
  /** The measures' texts, whole and in their order. */
  measures: readonly string[];
  unread: readonly Unread[];
}

const text = (value: string) => Buffer.from(value);
const paragraph = (inner: string) => `<w:p>${inner}</w:p>`;
const run = (words: string, properties = '') =>
  `<w:r>${properties === '' ? '' : `<w:rPr>${properties}</w:rPr>`}<w:t xml:space="preserve">${words}</w:t></w:r>`;
const heading = paragraph(run('Tilrådingar'));
const word = (...paragraphs: string[]) =>
  docxOf(
    text(
      `<w:document ${wordNamespace} xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><w:body>${heading}${paragraphs.join('')}</w:body></w:document>`,
    ),
  );

const font = '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>';
const typed = (lines: readonly string[], from = 780) =>
  lines.map((line, index) => `BT /F1 11 Tf 70 ${from - index * 24} Td (${line}) Tj ET`).join('\n');

interface PdfParts {
  content: string;
  catalogue?: string;
  page?: string;
  /** Objects from number 6 on. */
  others?: readonly (string | Buffer)[];
}

/** Latin-1, so that a byte is a letter. */
function onePagePdf({ content, catalogue = '', page = '', others = [] }: PdfParts): Buffer {
  return pdf([
    `<< /Type /Catalog /Pages 2 0 R ${catalogue} >>`,
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> /Properties << /L1 6 0 R /L2 7 0 R >> >> ${page} >>`,
    stream(Buffer.from(content, 'latin1')),
    font,
    ...others,
  ]);
}

async function book(fill: (workbook: ExcelJS.Workbook) => void): Promise<Buffer> {
  const workbook = new ExcelJS.Workbook();
  fill(workbook);
  return Buffer.from(await workbook.xlsx.writeBuffer());
}

const header = ['Nr', 'Tiltak', 'Ansvarlig'];

export const partlyReadFiles: readonly PartlyReadFile[] = [
  {
    what: 'a Word document with changes that nobody has accepted',
    name: 'utkast.docx',
    bytes: () =>
      word(
        paragraph(run('1. Fylket bør øve kvart år.')),
        paragraph(
          `<w:del w:id="1" w:author="A"><w:r><w:delText>2. Fylket bør leggje ned vakta.</w:delText></w:r></w:del>`,
        ),
        paragraph(`<w:ins w:id="2" w:author="A">${run('2. Fylket bør kjøpe aggregat.')}</w:ins>`),
      ),
    measures: ['Fylket bør øve kvart år.', 'Fylket bør kjøpe aggregat.'],
    unread: [{ kind: 'tracked-changes', count: 2 }],
  },
  {
    what: 'a Word document with hidden words',
    name: 'a.docx',
    bytes: () =>
      word(
        paragraph(run('1. Fylket bør øve kvart år.') + run(' Ikkje vedteke enno.', '<w:vanish/>')),
        paragraph(run('2. Fylket bør kjøpe aggregat.', '<w:vanish w:val="0"/>')),
      ),
    measures: ['Fylket bør øve kvart år.', 'Fylket bør kjøpe aggregat.'],
    unread: [{ kind: 'hidden-text' }],
  },
  {
    what: 'a Word document with a spreadsheet set into it',
    name: 'a.docx',
    bytes: () =>
      word(
        paragraph(run('1. Fylket bør øve kvart år.')),
        paragraph('<w:r><w:object/></w:r>'),
        paragraph(run('2. Fylket bør kjøpe aggregat.')),
      ),
    measures: ['Fylket bør øve kvart år.', 'Fylket bør kjøpe aggregat.'],
    unread: [{ kind: 'embedded-parts', count: 1 }],
  },
  {
    what: 'a Word document that shows a part in a format that is not read',
    name: 'a.docx',
    bytes: () => word(paragraph(run('1. Fylket bør øve kvart år.')), '<w:altChunk r:id="rId7"/>'),
    measures: ['Fylket bør øve kvart år.'],
    unread: [{ kind: 'embedded-parts', count: 1 }],
  },
  {
    what: 'a PDF with a layer that is switched off',
    name: 'a.pdf',
    bytes: () =>
      onePagePdf({
        content: [
          typed(['5 Tilr\xE5dingar', '1. Fylket b\xF8r \xF8ve kvart \xE5r.']),
          `/OC /L1 BDC ${typed(['2. Dette er eit utkast som fylket b\xF8r droppe.'], 700)} EMC`,
          `/OC /L2 BDC ${typed(['2. Fylket b\xF8r kj\xF8pe aggregat.'], 676)} EMC`,
        ].join('\n'),
        catalogue: '/OCProperties << /OCGs [6 0 R 7 0 R] /D << /OFF [6 0 R] /Order [6 0 R 7 0 R] >> >>',
        others: ['<< /Type /OCG /Name (Utkast) >>', '<< /Type /OCG /Name (Vedteke) >>'],
      }),
    measures: ['Fylket bør øve kvart år.', 'Fylket bør kjøpe aggregat.'],
    unread: [{ kind: 'hidden-text' }],
  },
  {
    what: 'a PDF form that has been filled in',
    name: 'skjema.pdf',
    bytes: () =>
      onePagePdf({
        content: typed(['Oppf\xF8lging', 'Anbefaling 1:', 'Anbefaling 2:']),
        catalogue: '/AcroForm << /Fields [8 0 R 9 0 R] >>',
        page: '/Annots [8 0 R 9 0 R]',
        others: [
          'null',
          'null',
          '<< /Type /Annot /Subtype /Widget /FT /Tx /T (a) /V (Fylket b\\370r \\370ve kvart \\345r.) /Rect [160 750 560 766] /F 4 >>',
          '<< /Type /Annot /Subtype /Widget /FT /Tx /T (b) /V (Fylket b\\370r kj\\370pe aggregat.) /Rect [160 726 560 742] /F 4 >>',
        ],
      }),
    measures: ['Fylket bør øve kvart år.', 'Fylket bør kjøpe aggregat.'],
    unread: [],
  },
  {
    what: 'a PDF with files packed into it and notes upon it',
    name: 'a.pdf',
    bytes: () =>
      onePagePdf({
        content: typed(['5 Tilr\xE5dingar', '1. Fylket b\xF8r \xF8ve kvart \xE5r.']),
        catalogue: '/Names << /EmbeddedFiles << /Names [(vedlegg.pdf) 8 0 R] >> >>',
        page: '/Annots [10 0 R]',
        others: [
          'null',
          'null',
          '<< /Type /Filespec /F (vedlegg.pdf) /EF << /F 9 0 R >> >>',
          stream(text('hei'), '/Type /EmbeddedFile'),
          '<< /Type /Annot /Subtype /Text /Contents (Er dette rett?) /Rect [10 10 20 20] >>',
        ],
      }),
    measures: ['Fylket bør øve kvart år.'],
    unread: [
      { kind: 'comments', count: 1 },
      { kind: 'attached-files', names: ['vedlegg.pdf'] },
    ],
  },
  {
    what: 'a workbook with a hidden sheet, rows and a column',
    name: 'a.xlsx',
    bytes: () =>
      book((workbook) => {
        const sheet = workbook.addWorksheet('Oppfølging');
        sheet.addRows([
          [...header, 'Merknad'],
          [1, 'Øve varsling kvart år', 'Fylket', 'intern'],
          [2, 'Leggje ned vakta', 'Fylket', 'intern'],
          [3, 'Kjøpe aggregat', 'Fylket', 'intern'],
        ]);
        sheet.getRow(3).hidden = true;
        sheet.getColumn(4).hidden = true;
        workbook.addWorksheet('Gammal', { state: 'veryHidden' }).addRows([header, [1, 'Utgått', 'Ingen']]);
        workbook.addWorksheet('Tom', { state: 'hidden' });
      }),
    measures: ['Øve varsling kvart år', 'Kjøpe aggregat'],
    unread: [
      { kind: 'hidden-sheets', names: ['Gammal'] },
      { kind: 'hidden-rows', count: 1 },
      { kind: 'hidden-columns', count: 1 },
    ],
  },
  {
    what: 'a workbook saved by a program that does not calculate',
    name: 'a.xlsx',
    bytes: () =>
      book((workbook) => {
        const sheet = workbook.addWorksheet('Oppfølging');
        sheet.addRows([header, [1, 'Øve varsling kvart år', 'Fylket']]);
        sheet.addRow([{ formula: 'A2+1' }, { formula: 'B2&"!"' }, 'Fylket']);
      }),
    measures: ['Øve varsling kvart år'],
    unread: [{ kind: 'formulas-without-values', count: 2, first: 'A3' }],
  },
  {
    what: 'a workbook with notes at its cells',
    name: 'a.xlsx',
    bytes: () =>
      book((workbook) => {
        const sheet = workbook.addWorksheet('Oppfølging');
        sheet.addRows([header, [1, 'Øve varsling kvart år', 'Fylket']]);
        sheet.getCell('A1').note = 'Skriv nummeret her';
        sheet.getCell('B2').note = 'Gjeld dette framleis?';
      }),
    measures: ['Øve varsling kvart år'],
    unread: [{ kind: 'comments', count: 1 }],
  },
];

/** As readers get it from a font whose glyphs have numbers for names: every letter is another one, some are signs. */
export function undecodablePdf(): Buffer {
  const lines = [
    'Anbefalinger fra gruppen som har sett paa saken i vinter',
    '1. Kommunen skal ove paa varsling av innbyggerne hvert eneste aar',
    '2. Fylket skal lage en plan for hvem som gjor hva naar det hender',
  ];
  const moved = (letter: string) => String.fromCharCode(33 + ((letter.charCodeAt(0) - 33 + 60) % 94));
  return onePagePdf({
    content: typed(
      lines.map((line) => line.replaceAll(/\S/gu, moved).replaceAll(/[()\\]/gu, (special) => `\\${special}`)),
    ),
  });
}

/** Word files that show a page and another Word file in their midst. */
export async function documentOfParts(): Promise<Buffer> {
  const inner = await word(paragraph(run('2. Fylket bør kjøpe aggregat.')));
  const relations = `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId7" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/aFChunk" Target="del.html"/><Relationship Id="rId8" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/aFChunk" Target="/word/del.docx"/></Relationships>`;
  return zip({
    '[Content_Types].xml': text(
      '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
    ),
    '_rels/.rels': text(
      '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>',
    ),
    'word/_rels/document.xml.rels': text(relations),
    'word/del.html': text('<html><body><p>1. Fylket bør øve kvart år.</p></body></html>'),
    'word/del.docx': inner,
    'word/document.xml': text(
      `<w:document ${wordNamespace} xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><w:body>${heading}<w:altChunk r:id="rId7"/><w:altChunk r:id="rId8"/></w:body></w:document>`,
    ),
  });
}
