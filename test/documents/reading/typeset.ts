import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';
import {
  Document as WordDocument,
  Packer,
  Paragraph,
  Table,
  TableCell,
  TableRow,
  TextRun,
  WidthType,
} from 'docx';

/** A document to be set: what a test writes, or what stands in a text between its blank lines. */
export type Piece =
  | { kind: 'heading'; text: string; level?: number }
  | { kind: 'paragraph'; text: string }
  | { kind: 'item'; marker: string; depth: number; text: string }
  | { kind: 'table'; rows: string[][]; ruled: boolean; widths: string[] }
  | { kind: 'lines'; lines: string[] }
  | { kind: 'page' };

/**
 * A text as somebody else would set it: paragraphs between blank lines, bullets and numbers as items, a lone space at a
 * line's beginning as a new page. `flow` joins lines and lets the setter divide them anew; else each stays a line.
 */
export function setOf(text: string, flow: boolean): Piece[] {
  const sets: Piece[] = [];
  for (const chunk of text.split(/\n[ \t]*\n/)) {
    let open: string[] = [];
    const close = () => {
      if (open.length > 0) sets.push(...(flow ? [flowing(open)] : [{ kind: 'lines' as const, lines: open }]));
      open = [];
    };
    for (const line of chunk.split('\n')) {
      const bullet = /^(\s*)([•o–-]|\d{1,2}\.)\s+(\S.*)$/u.exec(line);
      if (/^ [^\s•]/.test(line)) {
        close();
        sets.push({ kind: 'page' });
      }
      if (bullet !== null && flow) close();
      if (line.trim() !== '') open.push(line.trimEnd());
    }
    close();
  }
  return sets;
}

function flowing(lines: string[]): Piece {
  const text = lines
    .map((line) => line.trim())
    .reduce((joined, line) =>
      /\p{Ll}-$/u.test(joined) && /^\p{Ll}/u.test(line) && !/^(og|eller) /.test(line)
        ? joined.slice(0, -1) + line
        : `${joined} ${line}`,
    );
  const indent = /^\s*/.exec(lines[0] ?? '')?.[0].length ?? 0;
  const bullet = /^([•o–-]|\d{1,2}\.)\s+(\S.*)$/su.exec(text);
  if (bullet?.[1] === undefined || bullet[2] === undefined) return { kind: 'paragraph', text };
  return { kind: 'item', marker: bullet[1], depth: indent >= 2 ? 1 : 0, text: bullet[2] };
}

const template = `
#let doc = json(bytes(sys.inputs.doc))
#set document(title: "Satt for prøven")
#set page(paper: "a4", columns: doc.columns, margin: 2.2cm, numbering: "1", header: if doc.header != none { text(size: 8pt, doc.header) })
#set text(lang: "nb", size: 10pt, hyphenate: doc.flow)
#set par(justify: doc.flow)
#for piece in doc.sets {
  if piece.kind == "heading" { heading(level: piece.at("level", default: 1), piece.text) }
  else if piece.kind == "paragraph" { par(piece.text) }
  else if piece.kind == "item" {
    block(spacing: 0.9em, pad(left: piece.depth * 14pt, grid(columns: (16pt, 1fr), piece.marker, piece.text)))
  }
  else if piece.kind == "lines" { par(justify: false, piece.lines.join(linebreak())) }
  else if piece.kind == "table" {
    table(
      columns: piece.widths.map(width => if width == "auto" { auto } else { float(width) * 1fr }),
      stroke: if piece.ruled { 0.5pt } else { none },
      align: left,
      table.header(..piece.rows.first().map(cell => strong(cell))),
      ..piece.rows.slice(1).flatten(),
    )
  }
  else if piece.kind == "page" { if doc.columns == 1 { pagebreak(weak: true) } else { colbreak(weak: true) } }
}
`;

export interface PdfLook {
  columns: 1 | 2;
  flow: boolean;
  header?: string;
}

/** Set with typst; texts are data to it, never markup. */
export function setAsPdf(sets: readonly Piece[], { columns, flow, header }: PdfLook): Buffer {
  const compiler = NodeCompiler.create();
  const doc = JSON.stringify({ sets, columns, flow, header: header ?? null });
  return compiler.pdf({ mainFileContent: template, inputs: { doc } });
}

export function setAsDocx(sets: readonly Piece[]): Promise<Buffer> {
  const children = sets.flatMap((set): (Paragraph | Table)[] => {
    switch (set.kind) {
      case 'heading':
        return [new Paragraph({ text: set.text, heading: `Heading${(set.level ?? 1) as 1 | 2 | 3}` })];
      case 'paragraph':
        return [new Paragraph({ text: set.text })];
      case 'item':
        return [
          new Paragraph({ text: `${set.marker} ${set.text}`, indent: { left: 360 * (set.depth + 1) } }),
        ];
      case 'lines':
        return [
          new Paragraph({
            children: set.lines.map(
              (line, index) => new TextRun({ text: line, ...(index > 0 ? { break: 1 } : {}) }),
            ),
          }),
        ];
      case 'table':
        return [
          new Table({
            width: { size: 100, type: WidthType.PERCENTAGE },
            rows: set.rows.map(
              (row) =>
                new TableRow({
                  children: row.map(
                    (cell) =>
                      new TableCell({ children: cell.split('\n').map((text) => new Paragraph({ text })) }),
                  ),
                }),
            ),
          }),
        ];
      case 'page':
        return [];
    }
  });
  return Packer.toBuffer(new WordDocument({ sections: [{ children }] }));
}
