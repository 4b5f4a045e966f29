import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';
import {
  Document as WordDocument,
  Packer,
  Paragraph,
  Table as WordTable,
  TableCell,
  TableRow,
  TextRun,
  WidthType,
} from 'docx';
import type { MadeUp, Part } from './made-up.js';

export type Format = 'text' | 'pages' | 'flat' | 'html' | 'docx' | 'pdf' | 'xlsx';

/** The formats a document is set in; a workbook only where it is a table. */
export function formatsOf({ parts }: MadeUp): Format[] {
  const isTable = parts.filter(({ kind }) => kind === 'table').length === 1;
  // Without blank lines or cells, what stands in a table can't be told from text.
  return ['text', 'pages', 'flat', 'html', 'docx', 'pdf', ...(isTable ? (['xlsx'] as const) : [])];
}

/** The bytes a person would have got, and what the file is called. */
export async function setAs(format: Format, made: MadeUp): Promise<{ name: string; bytes: Uint8Array }> {
  const text = (whole: string) => new TextEncoder().encode(whole);
  switch (format) {
    case 'text':
      return { name: 'a.txt', bytes: text(asText(made)) };
    case 'pages':
      return { name: 'a.txt', bytes: text(asPages(made)) };
    case 'flat':
      return { name: 'a.txt', bytes: text(asFlat(made)) };
    case 'html':
      return { name: 'a.html', bytes: text(asHtml(made)) };
    case 'docx':
      return { name: 'a.docx', bytes: await asDocx(made) };
    case 'pdf':
      return { name: 'a.pdf', bytes: asPdf(made) };
    case 'xlsx':
      return { name: 'a.xlsx', bytes: await asXlsx(made) };
  }
}

interface Spanned {
  text: string;
  rows: number;
  columns: number;
}

/** The cells of each row that are written, with how far they reach. */
function spanned(rows: readonly (readonly string[])[]): Spanned[][] {
  return rows.map((row, at) =>
    row.flatMap((text, column) => {
      if (text === '<' || text === '^') return [];
      let columns = 1;
      while (row[column + columns] === '<') columns++;
      let below = 1;
      while (rows[at + below]?.[column] === '^') below++;
      return [{ text, rows: below, columns }];
    }),
  );
}

/** As text, lines of a usual length, with a blank line between what doesn't belong together. */
function asText({ parts }: MadeUp): string {
  return parts.map(textOf).reduce((text, part, at) => {
    const tight = parts[at]?.kind === 'item' && parts[at - 1]?.kind === 'item';
    return at === 0 ? part : `${text}${tight ? '\n' : '\n\n'}${part}`;
  }, '');
}

/** As what is copied out of a page: no blank line anywhere. */
function asFlat({ parts }: MadeUp): string {
  return parts.map(textOf).join('\n');
}

/** As what a program makes of a PDF: a running head and a number on each page, wherever the page ends. */
function asPages(made: MadeUp): string {
  const head = `${made.parts.find((part) => part.kind === 'heading')?.text.replace(/^[\d. ]+/, '') ?? 'Norrum'} 2026`;
  const lines = asText(made).split('\n');
  const pages: string[] = [];
  for (let at = 0; at < lines.length; at += linesOnPage)
    pages.push([head, '', ...lines.slice(at, at + linesOnPage), '', String(pages.length + 4)].join('\n'));
  return pages.join('\n');
}

const linesOnPage = 14;

function textOf(part: Part): string {
  switch (part.kind) {
    case 'heading':
    case 'paragraph':
      return wrapped(part.text, '');
    case 'item':
      return wrapped(`${part.marker} ${part.text}`, '  ');
    case 'lines':
      return part.lines.join('\n');
    case 'table':
      return part.rows.map((row) => row.map(bare).join('\t')).join('\n');
  }
}

/** What goes on from another cell is empty where there are no cells. */
function bare(cell: string): string {
  return cell === '<' || cell === '^' ? '' : cell;
}

const lineLength = 84;

function wrapped(text: string, indent: string): string {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > lineLength) {
      lines.push(line);
      line = indent + word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line].join('\n');
}

/** As a web page with its navigation. */
function asHtml({ parts, layout }: MadeUp): string {
  const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  const body: string[] = [];
  let list: { tag: 'ul' | 'ol'; start: string; items: string[] } | undefined;
  const close = () => {
    if (list !== undefined) {
      const start = list.tag === 'ol' ? ` start="${list.start}"` : '';
      body.push(`<${list.tag}${start}>${list.items.join('')}</${list.tag}>`);
    }
    list = undefined;
  };
  for (const part of parts) {
    if (part.kind === 'item') {
      const tag = /\d/.test(part.marker) ? 'ol' : 'ul';
      if (list !== undefined && list.tag !== tag) close();
      list ??= { tag, start: /\d+/.exec(part.marker)?.[0] ?? '1', items: [] };
      list.items.push(`<li>${escaped(part.text)}</li>`);
      continue;
    }
    close();
    if (part.kind === 'heading') body.push(`<h${part.level + 1}>${escaped(part.text)}</h${part.level + 1}>`);
    else if (part.kind === 'paragraph') body.push(`<p>${escaped(part.text)}</p>`);
    else if (part.kind === 'lines') body.push(`<p>${part.lines.map(escaped).join('<br>')}</p>`);
    else
      body.push(
        `<table>${spanned(part.rows)
          .map(
            (row) =>
              `<tr>${row.map(({ text, rows, columns }) => `<td rowspan="${rows}" colspan="${columns}">${escaped(text)}</td>`).join('')}</tr>`,
          )
          .join('')}</table>`,
      );
  }
  close();
  return `<!doctype html><html><head><title>${layout}</title></head><body>
<div class="top"><ul><li><a href="/">Norrum</a></li><li><a href="/b">Anbefalinger</a></li><li><a href="/c">Kontakt</a></li></ul></div>
<ol class="path"><li><a href="/">Norrum</a></li><li><a href="/d">Publikasjoner</a></li></ol>
${body.join('\n')}
<div><a href="#">Del</a> <a href="#">Skriv ut</a></div><ul><li><a href="/e">Personvern</a></li><li><a href="/f">Bør du vite mer?</a></li></ul></body></html>`;
}

/** Headings and tables as Word has them; every other list as lists of Word's own, the rest as typed marks. */
function asDocx({ parts, round }: MadeUp): Promise<Buffer> {
  const children = parts.map((part) => {
    switch (part.kind) {
      case 'heading':
        return new Paragraph({ text: part.text, heading: `Heading${part.level === 1 ? 1 : 2}` });
      case 'paragraph':
        return new Paragraph({ text: part.text });
      case 'item':
        return round % 2 === 0 && !/[\d)]/.test(part.marker)
          ? new Paragraph({ text: part.text, bullet: { level: 0 } })
          : new Paragraph({ text: `${part.marker} ${part.text}`, indent: { left: 360 } });
      case 'lines':
        return new Paragraph({
          children: part.lines.map((text, at) => new TextRun({ text, ...(at > 0 ? { break: 1 } : {}) })),
        });
      case 'table':
        return new WordTable({
          width: { size: 100, type: WidthType.PERCENTAGE },
          rows: spanned(part.rows).map(
            (row) =>
              new TableRow({
                children: row.map(
                  ({ text, rows, columns }) =>
                    new TableCell({
                      rowSpan: rows,
                      columnSpan: columns,
                      children: [new Paragraph({ text })],
                    }),
                ),
              }),
          ),
        });
    }
  });
  return Packer.toBuffer(new WordDocument({ sections: [{ children }] }));
}

const template = `
#let doc = json(bytes(sys.inputs.doc))
#set page(paper: "a4", margin: (x: 2cm, y: 6cm), numbering: "1", header: text(size: 8pt, doc.head))
#set text(size: 10pt)
#for part in doc.parts {
  if part.kind == "heading" { heading(level: part.level, part.text) }
  else if part.kind == "paragraph" { par(part.text) }
  else if part.kind == "item" { block(spacing: 0.8em, grid(columns: (18pt, 1fr), part.marker, part.text)) }
  else if part.kind == "lines" { par(part.lines.join(linebreak())) }
  else {
    table(
      columns: part.widths.map(width => width * 1fr),
      stroke: if doc.ruled { 0.5pt } else { none },
      ..part.cells.map(cell => table.cell(rowspan: cell.rows, colspan: cell.columns, cell.text)),
    )
  }
}
`;
const compilers: NodeCompiler[] = [];

/** With a running head and numbers on its small pages; half of the tables have no lines. */
function asPdf({ parts, round }: MadeUp): Buffer {
  const [compiler = NodeCompiler.create()] = compilers;
  compilers[0] = compiler;
  const set = parts.map((part) =>
    part.kind === 'table'
      ? {
          kind: part.kind,
          cells: spanned(part.rows).flat(),
          widths: (part.rows[0] ?? []).map((_, column) =>
            Math.max(1, Math.min(4, Math.max(...part.rows.map((row) => (row[column] ?? '').length)) / 9)),
          ),
        }
      : part,
  );
  const doc = JSON.stringify({ parts: set, head: `Norrum, rapport ${2026 + round}`, ruled: round % 2 === 0 });
  const pdf = compiler.pdf({ mainFileContent: template, inputs: { doc } });
  compiler.evictCache(1);
  return pdf;
}

/** A sheet: headings and sentences in the first column, then the table. */
async function asXlsx({ parts }: MadeUp): Promise<Uint8Array> {
  const { default: exceljs } = await import('@protobi/exceljs');
  const workbook = new exceljs.Workbook();
  const sheet = workbook.addWorksheet('Norrum');
  for (const part of parts) {
    if (part.kind === 'table') for (const row of part.rows) sheet.addRow(row.map(bare));
    else if (part.kind === 'lines') for (const line of part.lines) sheet.addRow([line]);
    else sheet.addRow([part.text]);
  }
  return new Uint8Array(await workbook.xlsx.writeBuffer());
}
