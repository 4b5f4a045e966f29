import { deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import ExcelJS from '@protobi/exceljs';
import yazl from 'yazl';
import { type ReadingLimits, readingLimits } from '#documents/reading/limits.js';
import type { ReadingRefusal } from '#documents/reading/reading-error.js';
import type { ProcessLimits } from '#documents/recognising/recognise-file.js';
import { setAsDocx, setAsPdf } from './typeset.js';

/** A file that is broken, or made to harm. */
export interface HostileFile {
  what: string;
  name: string;
  bytes: () => Buffer | Promise<Buffer>;
  /** Any of these is an honest answer. */
  refused: readonly ReadingRefusal[];
}

/** A file that looks hostile, and is read all the same, in time. */
export interface HarmlessFile {
  what: string;
  name: string;
  bytes: () => Buffer | Promise<Buffer>;
}

const megabyte = 1024 * 1024;

/**
 * A tenth and less of what is read in use: a bomb proves the same when it is small, and the machine that runs the tests
 * has other things to do.
 */
export const hostileLimits: ReadingLimits = {
  ...readingLimits,
  unpackedBytes: 40 * megabyte,
  packedFiles: 1_000,
  cells: 50_000,
};

/** Ten times what the largest of them takes. */
export const hostileCaps: ProcessLimits = { cpuMs: 30_000, heapMegabytes: 512, residentMegabytes: 500 };

const text = (value: string) => Buffer.from(value);

export function zip(files: Record<string, Buffer>): Promise<Buffer> {
  const archive = new yazl.ZipFile();
  for (const [path, content] of Object.entries(files)) archive.addBuffer(content, path);
  archive.end();
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    archive.outputStream.on('data', (chunk: Buffer) => chunks.push(chunk));
    archive.outputStream.once('end', () => resolve(Buffer.concat(chunks)));
    archive.outputStream.once('error', reject);
  });
}

/** Objects by number, from 1; the first is the catalogue. */
export function pdf(objects: readonly (string | Buffer)[], trailer = ''): Buffer {
  const parts: Buffer[] = [text('%PDF-1.7\n')];
  const offsets: number[] = [];
  let length = parts[0]?.length ?? 0;
  const push = (part: Buffer) => {
    parts.push(part);
    length += part.length;
  };
  objects.forEach((object, index) => {
    offsets.push(length);
    push(text(`${index + 1} 0 obj\n`));
    push(typeof object === 'string' ? text(object) : object);
    push(text('\nendobj\n'));
  });
  const start = length;
  push(text(`xref\n0 ${objects.length + 1}\n0000000000 65535 f \n`));
  for (const offset of offsets) push(text(`${String(offset).padStart(10, '0')} 00000 n \n`));
  push(
    text(`trailer\n<< /Size ${objects.length + 1} /Root 1 0 R ${trailer} >>\nstartxref\n${start}\n%%EOF\n`),
  );
  return Buffer.concat(parts);
}

export function stream(content: Buffer, entries = ''): Buffer {
  return Buffer.concat([
    text(`<< /Length ${content.length} ${entries} >>\nstream\n`),
    content,
    text('\nendstream'),
  ]);
}

const catalogue = '<< /Type /Catalog /Pages 2 0 R >>';
const onePage = '<< /Type /Pages /Kids [3 0 R] /Count 1 >>';
const page = '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R >>';

const goodPdf = () =>
  setAsPdf(
    [
      { kind: 'heading', text: 'Anbefalinger' },
      { kind: 'paragraph', text: 'Øv oftere. '.repeat(400) },
    ],
    { columns: 1, flow: true },
  );
const goodDocx = () =>
  setAsDocx([
    { kind: 'heading', text: 'Anbefalinger' },
    { kind: 'paragraph', text: 'Øv oftere. '.repeat(400) },
  ]);

const contentTypes = text(
  '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
);
const relations = text(
  '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>',
);
export const wordNamespace = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"';
export const docxOf = (document: Buffer) =>
  zip({ '[Content_Types].xml': contentTypes, '_rels/.rels': relations, 'word/document.xml': document });

async function workbook(fill: (sheet: ExcelJS.Worksheet) => void): Promise<Buffer> {
  const book = new ExcelJS.Workbook();
  fill(book.addWorksheet('Tiltak'));
  return Buffer.from(await book.xlsx.writeBuffer());
}

/** Claims that what is packed is small: both in the file's own headers and in its table of contents. */
async function lyingZip(): Promise<Buffer> {
  const real = 50 * megabyte;
  const packed = deflateRawSync(Buffer.alloc(real, 32));
  const name = text('word/document.xml');
  const header = (signature: number, extra: number) => {
    const fields = Buffer.alloc(extra);
    fields.writeUInt32LE(signature, 0);
    return fields;
  };
  const local = header(0x04034b50, 30);
  local.writeUInt16LE(20, 4);
  local.writeUInt16LE(8, 8);
  local.writeUInt32LE(packed.length, 18);
  local.writeUInt32LE(100, 22);
  local.writeUInt16LE(name.length, 26);
  const central = header(0x02014b50, 46);
  central.writeUInt16LE(20, 6);
  central.writeUInt16LE(8, 10);
  central.writeUInt32LE(packed.length, 20);
  central.writeUInt32LE(100, 24);
  central.writeUInt16LE(name.length, 28);
  const end = header(0x06054b50, 22);
  end.writeUInt16LE(1, 8);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(central.length + name.length, 12);
  end.writeUInt32LE(local.length + name.length + packed.length, 16);
  return Buffer.concat([local, name, packed, central, name, end]);
}

const billionLaughs = `<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;">]><w:document ${wordNamespace}><w:body><w:p><w:r><w:t>&d;</w:t></w:r></w:p></w:body></w:document>`;
const external = `<?xml version="1.0"?><!DOCTYPE w [<!ENTITY secret SYSTEM "file:///etc/passwd">]><w:document ${wordNamespace}><w:body><w:p><w:r><w:t>&secret;</w:t></w:r></w:p></w:body></w:document>`;

function compoundFile(content: string): Buffer {
  return Buffer.concat([
    Buffer.from('D0CF11E0A1B11AE1', 'hex'),
    Buffer.alloc(504),
    Buffer.from(content, 'utf16le'),
    Buffer.alloc(2048),
  ]);
}

export const hostileFiles: readonly HostileFile[] = [
  { what: 'nothing at all', name: 'tom.pdf', bytes: () => Buffer.alloc(0), refused: ['empty'] },
  {
    what: 'more bytes than are read',
    name: 'stor.pdf',
    bytes: () => Buffer.alloc(51 * megabyte, 65),
    refused: ['too-large'],
  },
  {
    what: 'a PDF that is only its first line',
    name: 'a.pdf',
    bytes: () => text('%PDF-1.7\n'),
    refused: ['damaged'],
  },
  {
    what: 'half a PDF',
    name: 'a.pdf',
    bytes: () => goodPdf().subarray(0, 2000),
    refused: ['damaged', 'no-text'],
  },
  {
    what: 'a PDF overwritten with noise',
    name: 'a.pdf',
    bytes: () => goodPdf().map((byte, at) => (at > 300 && at % 3 === 0 ? (at * 7919) % 256 : byte)) as Buffer,
    refused: ['damaged', 'no-text'],
  },
  {
    what: 'text that calls itself PDF',
    name: 'a.pdf',
    bytes: () => text('Dette er ikke en PDF.'),
    refused: ['damaged'],
  },
  {
    what: 'a PDF locked with a password',
    name: 'låst.pdf',
    bytes: () =>
      pdf(
        [
          catalogue,
          onePage,
          page,
          stream(text('BT ET')),
          `<< /Filter /Standard /V 2 /R 3 /Length 128 /P -4 /O <${'ab'.repeat(32)}> /U <${'cd'.repeat(32)}> >>`,
        ],
        `/Encrypt 5 0 R /ID [<${'00'.repeat(16)}> <${'00'.repeat(16)}>]`,
      ),
    refused: ['encrypted'],
  },
  {
    what: 'a scanned PDF',
    name: 'skannet.pdf',
    bytes: () => pdf([catalogue, onePage, page, stream(text('0.5 g 50 50 400 600 re f'))]),
    refused: ['no-text'],
  },
  {
    what: 'a PDF whose pages are their own parents',
    name: 'a.pdf',
    bytes: () => pdf([catalogue, '<< /Type /Pages /Kids [2 0 R] /Count 1 >>']),
    refused: ['damaged', 'no-text'],
  },
  {
    what: 'a PDF of 2,001 pages',
    name: 'lang.pdf',
    bytes: () =>
      pdf([
        catalogue,
        `<< /Type /Pages /Kids [${'3 0 R '.repeat(2001)}] /Count 2001 >>`,
        page,
        stream(text('BT ET')),
      ]),
    refused: ['too-many-pages'],
  },
  {
    what: 'a PDF that says it has a thousand million pages',
    name: 'a.pdf',
    bytes: () =>
      pdf([catalogue, '<< /Type /Pages /Kids [3 0 R] /Count 1000000000 >>', page, stream(text('BT ET'))]),
    refused: ['too-many-pages', 'damaged', 'no-text'],
  },
  {
    what: 'a PDF whose page unpacks to more than half a gigabyte',
    name: 'bombe.pdf',
    bytes: () =>
      pdf([
        catalogue,
        onePage,
        page,
        stream(deflateSync(Buffer.alloc(600 * megabyte, 32)), '/Filter /FlateDecode'),
      ]),
    refused: ['took-too-much-memory', 'took-too-long', 'damaged', 'no-text'],
  },
  {
    what: 'a PDF packed a hundred times over',
    name: 'a.pdf',
    bytes: () =>
      pdf([
        catalogue,
        onePage,
        page,
        stream(deflateSync(text('BT ET')), `/Filter [${'/FlateDecode '.repeat(100)}]`),
      ]),
    refused: ['damaged', 'no-text'],
  },
  {
    what: 'a PDF nested without end',
    name: 'a.pdf',
    bytes: () => pdf([catalogue, `<< /Type /Pages /Count 1 /Kids ${'['.repeat(200_000)}`]),
    refused: ['damaged', 'no-text'],
  },
  {
    what: 'a PDF whose tables point at themselves',
    name: 'a.pdf',
    bytes: () =>
      text(
        '%PDF-1.7\nxref\n0 1\n0000000000 65535 f \ntrailer\n<< /Size 1 /Prev 9 /Root 1 0 R >>\nstartxref\n9\n%%EOF',
      ),
    refused: ['damaged'],
  },
  {
    what: 'a picture that calls itself PDF',
    name: 'bilde.pdf',
    bytes: () => Buffer.concat([Buffer.from('89504E470D0A1A0A', 'hex'), Buffer.alloc(5000, 7)]),
    refused: ['no-text'],
  },
  {
    what: 'half a Word document',
    name: 'a.docx',
    bytes: async () => (await goodDocx()).subarray(0, 3000),
    refused: ['damaged'],
  },
  {
    what: 'text that calls itself Word',
    name: 'a.docx',
    bytes: () => text('Dette er ikke Word.'),
    refused: ['damaged'],
  },
  {
    what: 'an archive that calls itself Word',
    name: 'a.docx',
    bytes: () => zip({ 'bilde.txt': text('hei') }),
    refused: ['damaged'],
  },
  {
    what: 'a Word document of nothing',
    name: 'a.docx',
    bytes: () => docxOf(text(`<w:document ${wordNamespace}><w:body></w:body></w:document>`)),
    refused: ['no-text'],
  },
  {
    what: 'a Word document that unpacks to more than is read',
    name: 'bombe.docx',
    bytes: () => docxOf(Buffer.alloc(50 * megabyte, 32)),
    refused: ['unpacks-too-large'],
  },
  {
    what: 'a Word document that lies about its size',
    name: 'løgn.docx',
    bytes: lyingZip,
    refused: ['damaged', 'unpacks-too-large'],
  },
  {
    what: 'a Word document whose entities multiply',
    name: 'a.docx',
    bytes: () => docxOf(text(billionLaughs)),
    refused: ['damaged'],
  },
  {
    what: 'a Word document that asks for a file of the server',
    name: 'a.docx',
    bytes: () => docxOf(text(external)),
    refused: ['damaged'],
  },
  {
    what: 'a Word document of 20,000 tables in each other',
    name: 'a.docx',
    bytes: () =>
      docxOf(
        text(
          `<w:document ${wordNamespace}><w:body>${'<w:tbl><w:tr><w:tc>'.repeat(20_000)}<w:p><w:r><w:t>hei</w:t></w:r></w:p>${'</w:tc></w:tr></w:tbl>'.repeat(20_000)}</w:body></w:document>`,
        ),
      ),
    refused: ['damaged', 'took-too-much-memory', 'took-too-long'],
  },
  {
    what: 'a Word document whose XML has no end',
    name: 'a.docx',
    bytes: () => docxOf(text(`<w:document ${wordNamespace}><w:body><w:p><w:r><w:t>hei`)),
    refused: ['damaged', 'no-text'],
  },
  {
    what: 'an archive with 2,000 files',
    name: 'a.docx',
    bytes: () =>
      zip(
        Object.fromEntries(
          Array.from({ length: 2_000 }, (_, at) => [`word/document${at}.xml`, text('<a/>')]),
        ),
      ),
    refused: ['unpacks-too-large'],
  },
  {
    what: 'a Word document from before 2007',
    name: 'gammel.doc',
    bytes: () => compoundFile('WordDocument'),
    refused: ['old-format'],
  },
  {
    what: 'an Office file locked with a password',
    name: 'låst.docx',
    bytes: () => compoundFile('EncryptedPackage'),
    refused: ['encrypted'],
  },
  { what: 'rich text', name: 'a.rtf', bytes: () => text('{\\rtf1\\ansi Hei}'), refused: ['old-format'] },
  {
    what: 'half a workbook',
    name: 'a.xlsx',
    bytes: async () => (await workbook((sheet) => void sheet.addRow(['Nr', 'Tiltak']))).subarray(0, 2500),
    refused: ['damaged'],
  },
  {
    what: 'a workbook without rows',
    name: 'tom.xlsx',
    bytes: () => workbook(() => undefined),
    refused: ['no-text'],
  },
  {
    what: 'a workbook of too many cells',
    name: 'stor.xlsx',
    bytes: () =>
      workbook((sheet) =>
        Array.from({ length: 600 }, () => sheet.addRow(Array.from({ length: 100 }, (_, at) => at))),
      ),
    refused: ['too-many-cells'],
  },
  {
    what: 'a workbook that is written in its farthest column',
    name: 'bred.xlsx',
    bytes: () =>
      workbook((sheet) => Array.from({ length: 20 }, (_, at) => (sheet.getCell(at + 1, 16_384).value = 1))),
    refused: ['too-many-cells'],
  },
  {
    what: 'rows whose quotes never close',
    name: 'a.csv',
    bytes: () => text(`Nr;Tiltak\n1;"Øv\n${'2;Øv\n'.repeat(1000)}`),
    refused: ['damaged'],
  },
  {
    what: 'a hundred thousand cells in rows',
    name: 'stor.csv',
    bytes: () => text(`${'1;2;3;4;5;6;7;8;9;10\n'.repeat(10_000)}`),
    refused: ['too-many-cells'],
  },
  {
    what: 'a page that stands 100,000 deep in itself',
    name: 'a.html',
    bytes: () => text(`<html><body>${'<div>'.repeat(100_000)}hei`),
    refused: ['damaged'],
  },
  {
    what: 'a page of nothing but programs',
    name: 'a.html',
    bytes: () => text('<html><body><script>while (true) {}</script></body></html>'),
    refused: ['no-text'],
  },
  {
    what: 'a page with too many cells',
    name: 'a.html',
    bytes: () => text(`<html><body><table>${`<tr>${'<td>1</td>'.repeat(100)}</tr>`.repeat(600)}</table>`),
    refused: ['too-many-cells'],
  },
  {
    what: 'a program',
    name: 'virus.txt',
    bytes: () => Buffer.concat([text('MZ'), Buffer.alloc(3000)]),
    refused: ['unknown-format'],
  },
  {
    what: 'a packed file',
    name: 'a.gz',
    bytes: () => gzipSync(Buffer.alloc(1000, 1)),
    refused: ['unknown-format'],
  },
  {
    what: 'an archive of anything',
    name: 'a.zip',
    bytes: () => zip({ 'a.txt': text('hei') }),
    refused: ['unknown-format'],
  },
  {
    what: 'a million empty lines',
    name: 'a.txt',
    bytes: () => Buffer.alloc(megabyte, 10),
    refused: ['no-text'],
  },
];

/** As many lines as take no time when each is looked at once, and minutes when each is held against all others. */
const many = 20_000;
const lines = (line: (number: number) => string) =>
  Array.from({ length: many }, (_, index) => line(index + 1)).join('');

export const harmlessFiles: readonly HarmlessFile[] = [
  {
    what: 'a cell that says it spans a thousand million columns and rows',
    name: 'a.html',
    bytes: () =>
      text(
        '<table><tr><td colspan="1000000000" rowspan="1000000000">a</td><td>b</td></tr><tr><td>c</td></tr></table>',
      ),
  },
  { what: 'one line of five million letters', name: 'a.txt', bytes: () => Buffer.alloc(5 * megabyte, 97) },
  {
    what: 'a recommendation of 200,000 words',
    name: 'a.txt',
    bytes: () => text(`Anbefalinger\n\n1. ${'ord '.repeat(200_000)}\n2. Øv.\n`),
  },
  {
    what: 'brackets that never close',
    name: 'a.txt',
    bytes: () => text(`Anbefalinger\n\n1. Ansvar: ${'('.repeat(500_000)}\n`),
  },
  {
    what: 'periods without end',
    name: 'a.txt',
    bytes: () => text(`Anbefalinger\n\n1. ${'. '.repeat(500_000)}\n2. ${'.'.repeat(500_000)}\n`),
  },
  {
    what: 'a list of bullets without end',
    name: 'a.txt',
    bytes: () => text(`Regjeringen vil:\n\n${lines(() => '• øve mer\n')}`),
  },
  {
    what: 'a numbered list without end',
    name: 'a.txt',
    bytes: () => text(`Anbefalinger\n\n${lines((at) => `${at}. Kommunen bør øve mer på varsling.\n`)}`),
  },
  {
    what: 'labelled recommendations without end',
    name: 'a.txt',
    bytes: () => text(lines((at) => `Anbefaling ${at}: Kommunen bør øve.\n\n`)),
  },
  {
    what: 'findings without end, and as many recommendations that refer to them',
    name: 'a.txt',
    bytes: () =>
      text(
        `Funn\n\n${lines((at) => `${at}. Varslingen sviktet på skift ${at}.\n\n`)}Anbefalinger\n\n${lines((at) => `${at}. Kommunen bør øve (funn ${at}).\n`)}`,
      ),
  },
  {
    what: 'paragraphs that recommend without end',
    name: 'a.txt',
    bytes: () => text(`Vurdering\n\n${lines(() => 'Kommunen bør øve mer. Staten bør gi støtte.\n\n')}`),
  },
  {
    what: 'lines of one paragraph without end',
    name: 'a.txt',
    bytes: () => text(`Vedtak\n\n${lines(() => 'Utvalget tar rapporten til orientering.\n')}`),
  },
  { what: 'short lines without end', name: 'a.txt', bytes: () => text(lines(() => 'Kommunene\n\n')) },
  {
    what: 'headings about recommendations without end',
    name: 'a.txt',
    bytes: () => text(lines(() => 'Anbefalinger\n\n')),
  },
  {
    what: 'a page of numbered headings without end',
    name: 'a.html',
    bytes: () => text(lines((at) => `<h2>${at % 9} Anbefalinger</h2><p>Kommunen bør øve.</p>`)),
  },
  {
    what: 'a page of small tables without end',
    name: 'a.html',
    bytes: () =>
      text(
        '<table><tr><td>Tiltak</td><td>Ansvarlig</td></tr><tr><td>Øve</td><td>Kommunen</td></tr></table>'.repeat(
          5_000,
        ),
      ),
  },
  {
    what: 'rows of measures without end',
    name: 'a.csv',
    bytes: () => text(`Nr;Tiltak\n${lines((at) => `${at};Kommune ${at} øver varsling\n`)}`),
  },
];
