import {
  AlignmentType,
  Bookmark,
  BorderStyle,
  Document,
  Footer,
  FootnoteReferenceRun,
  HeadingLevel,
  ImageRun,
  InternalHyperlink,
  LevelFormat,
  LineRuleType,
  Packer,
  PageNumber,
  Paragraph,
  ShadingType,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  TabStopType,
  TextRun,
  WidthType,
  type IParagraphOptions,
  type IRunOptions,
  type ParagraphChild,
} from 'docx';
import type {
  Block,
  Figure,
  ListItem,
  ReportDocument,
  Run,
  Table as TableBlock,
} from '#messages/report/report-document.js';
import { drawChart } from './chart-drawing.js';
import { pictureOf } from './picture.js';
import { printableText } from './printable-text.js';

/** What most offices have; a template of one's own replaces it by its styles. */
const font = 'Calibri';
const ink = '1E2B3C';
const accent = '0062BA';
const late = 'A3000F';
const quiet = '4B5563';
const rule = 'C3CAD3';
const band = 'EEF3F8';

/** Twentieths of a point: A4 with margins, and the width between them. */
const page = { width: 11_906, height: 16_838, margin: 1_247 };
const textWidth = page.width - 2 * page.margin;
/** Pixels at 96 per inch, as Word counts pictures. */
const textWidthPixels = Math.floor((textWidth / 1440) * 96);

const languages = { nb: 'nb-NO', nn: 'nn-NO', en: 'en-GB' } as const;

/**
 * A document as DOCX that a case officer can go on in: heading styles, real lists, table headers, footnotes, language.
 */
export async function writeDocx(document: ReportDocument): Promise<Buffer> {
  const writing = new DocxWriting();
  const children = [
    new Paragraph({ style: 'Subtitle', children: [new TextRun(printableText(document.kind))] }),
    new Paragraph({ style: 'Title', children: [new TextRun(printableText(document.title))] }),
    ...document.blocks.flatMap((block) => writing.block(block)),
  ];
  return Packer.toBuffer(
    new Document({
      title: printableText(document.title),
      subject: printableText(document.kind),
      keywords: printableText(document.keywords.join(', ')),
      creator: 'Kvittert',
      lastModifiedBy: 'Kvittert',
      styles: styles(languages[document.language]),
      numbering: { config: numbering },
      footnotes: writing.footnotes,
      sections: [
        {
          properties: {
            page: {
              size: { width: page.width, height: page.height },
              margin: { top: page.margin, bottom: page.margin, left: page.margin, right: page.margin },
            },
          },
          footers: { default: footer(document) },
          children,
        },
      ],
    }),
  );
}

/** Remembers what must be numbered through the document: footnotes, lists, charts. */
class DocxWriting {
  readonly footnotes: Record<string, { children: Paragraph[] }> = {};
  private orderedLists = 0;
  private charts = 0;

  block(block: Block): (Paragraph | Table)[] {
    switch (block.kind) {
      case 'heading':
        return [
          new Paragraph({
            heading: headingLevels[block.level],
            children: anchored(block.anchor === undefined ? [] : [block.anchor], [
              new TextRun(printableText(block.text)),
            ]),
          }),
        ];
      case 'paragraph':
        return [
          new Paragraph({
            ...(block.tone === undefined ? {} : { style: block.tone === 'lead' ? 'Lead' : 'Note' }),
            children: this.runs(block.runs),
          }),
        ];
      case 'list':
        if (block.ordered) this.orderedLists += 1;
        return block.items.flatMap((item) => this.listItem(item, block.ordered, 0));
      case 'table':
        return [captionOf(block.caption), tableOf(block), space()];
      case 'figure':
        return this.figure(block);
      default:
        return block satisfies never;
    }
  }

  private listItem({ runs, anchors, children }: ListItem, ordered: boolean, level: number): Paragraph[] {
    return [
      new Paragraph({
        style: 'ListParagraph',
        numbering: ordered
          ? { reference: 'numbers', level, instance: this.orderedLists }
          : { reference: 'bullets', level },
        children: anchored(anchors ?? [], this.runs(runs)),
      }),
      ...(children ?? []).flatMap((child) => this.listItem(child, false, level + 1)),
    ];
  }

  private figure({ caption, chart, alternative, numbers }: Figure): (Paragraph | Table)[] {
    this.charts += 1;
    const name = `chart-${this.charts}`;
    const { svg, width, height } = drawChart(chart, name);
    const scale = textWidthPixels / width;
    return [
      captionOf(caption),
      new Paragraph({
        keepLines: true,
        children: [
          new ImageRun({
            type: 'svg',
            data: Buffer.from(svg),
            fallback: { type: 'png', data: pictureOf(svg) },
            transformation: { width: textWidthPixels, height: Math.round(height * scale) },
            altText: { name, title: printableText(caption), description: printableText(alternative) },
          }),
        ],
      }),
      tableOf(numbers),
      space(),
    ];
  }

  private runs(runs: readonly Run[]): ParagraphChild[] {
    return runs.map((run) => {
      if (run.kind === 'reference') {
        return new InternalHyperlink({
          anchor: run.to,
          children: [new TextRun({ text: printableText(run.text), style: 'Hyperlink' })],
        });
      }
      if (run.kind === 'footnote') return this.footnote(run.text);
      return new TextRun({ text: printableText(run.text), ...toneOf(run.tone) });
    });
  }

  private footnote(text: string): ParagraphChild {
    const number = Object.keys(this.footnotes).length + 1;
    this.footnotes[number] = {
      children: [
        new Paragraph({ style: 'FootnoteText', children: [new TextRun(` ${printableText(text)}`)] }),
      ],
    };
    return new FootnoteReferenceRun(number);
  }
}

const headingLevels = {
  1: HeadingLevel.HEADING_1,
  2: HeadingLevel.HEADING_2,
  3: HeadingLevel.HEADING_3,
} as const;

function toneOf(tone: Extract<Run, { kind: 'text' }>['tone']): IRunOptions {
  if (tone === 'strong') return { bold: true };
  if (tone === 'emphasis') return { italics: true };
  return tone === 'late' ? { italics: true, color: late } : {};
}

/** Each anchor a bookmark; the last of them holds the text, so that a link shows where it leads. */
function anchored(anchors: readonly string[], children: ParagraphChild[]): ParagraphChild[] {
  return anchors.reduceRight<ParagraphChild[]>(
    (held, id, index) =>
      index === anchors.length - 1
        ? [new Bookmark({ id, children: held })]
        : [new Bookmark({ id, children: [] }), ...held],
    children,
  );
}

function captionOf(caption: string): Paragraph {
  return new Paragraph({ style: 'Caption', keepNext: true, children: [new TextRun(printableText(caption))] });
}

/** Two tables that touch are one to Word. */
function space(): Paragraph {
  return new Paragraph({ spacing: { before: 0, after: 120 }, children: [] });
}

function tableOf({ columns, rows, rowHeaders }: TableBlock): Table {
  const shares = columns.reduce((sum, { share }) => sum + share, 0);
  const widths = columns.map(({ share }) => Math.floor((textWidth * share) / shares));
  const cell = (text: string, at: number, options: { header: boolean }) =>
    new TableCell({
      width: { size: widths[at] ?? 0, type: WidthType.DXA },
      margins: { top: 50, bottom: 50, left: 70, right: 70 },
      ...(options.header ? { shading: { type: ShadingType.CLEAR, fill: band, color: 'auto' } } : {}),
      children: [
        new Paragraph({
          style: 'TableText',
          alignment: columns[at]?.align === 'end' ? AlignmentType.END : AlignmentType.START,
          children: [
            new TextRun({ text: printableText(text), bold: options.header || (rowHeaders && at === 0) }),
          ],
        }),
      ],
    });
  const line = { style: BorderStyle.SINGLE, size: 4, color: rule };
  const none = { style: BorderStyle.NONE, size: 0, color: 'auto' };
  return new Table({
    width: { size: textWidth, type: WidthType.DXA },
    columnWidths: widths,
    layout: TableLayoutType.FIXED,
    borders: {
      top: none,
      bottom: line,
      left: none,
      right: none,
      insideHorizontal: line,
      insideVertical: none,
    },
    rows: [
      new TableRow({
        tableHeader: true,
        cantSplit: true,
        children: columns.map(({ title }, at) => cell(title, at, { header: true })),
      }),
      ...rows.map(
        (row) =>
          new TableRow({
            cantSplit: true,
            children: row.map((text, at) => cell(text, at, { header: false })),
          }),
      ),
    ],
  });
}

function footer(document: ReportDocument): Footer {
  const pieces = document.pageOf.split(/(\{page\}|\{pages\})/u).map((piece) => {
    if (piece === '{page}') return PageNumber.CURRENT;
    return piece === '{pages}' ? PageNumber.TOTAL_PAGES : piece;
  });
  return new Footer({
    children: [
      new Paragraph({
        style: 'Footer',
        tabStops: [{ type: TabStopType.RIGHT, position: textWidth }],
        children: [new TextRun({ children: [printableText(document.footer), '\t', ...pieces] })],
      }),
    ],
  });
}

const numbering = [
  {
    reference: 'bullets',
    levels: ['•', '–', '•'].map((mark, level) => ({
      level,
      format: LevelFormat.BULLET,
      text: mark,
      alignment: AlignmentType.START,
      style: { paragraph: { indent: { left: 340 * (level + 1), hanging: 280 } } },
    })),
  },
  {
    reference: 'numbers',
    levels: [
      {
        level: 0,
        format: LevelFormat.DECIMAL,
        text: '%1.',
        alignment: AlignmentType.START,
        style: { paragraph: { indent: { left: 400, hanging: 400 } } },
      },
    ],
  },
];

/** Half points for sizes, twentieths of a point for spacing. */
function styles(language: string): NonNullable<ConstructorParameters<typeof Document>[0]['styles']> {
  const heading = (size: number, color: string, before: number, after: number) => ({
    run: { font, size, bold: true, color },
    paragraph: { spacing: { before, after }, keepNext: true, keepLines: true },
  });
  const based = (id: string, name: string, run: IRunOptions, paragraph: IParagraphOptions = {}) => ({
    id,
    name,
    basedOn: 'Normal',
    quickFormat: true,
    run,
    paragraph: paragraph as { spacing?: { before?: number; after?: number } },
  });
  return {
    default: {
      document: {
        run: { font, size: 21, color: ink, language: { value: language } },
        paragraph: { spacing: { after: 140, line: 269, lineRule: LineRuleType.AUTO } },
      },
      title: {
        run: { font, size: 44, bold: true, color: ink },
        paragraph: { spacing: { after: 280, line: 240, lineRule: LineRuleType.AUTO } },
      },
      heading1: heading(32, accent, 440, 160),
      heading2: heading(24, ink, 300, 120),
      heading3: heading(21, ink, 240, 100),
      listParagraph: { run: { font }, paragraph: { spacing: { after: 100 } } },
      hyperlink: { run: { color: accent, underline: { type: 'single' } } },
      footnoteText: { run: { font, size: 17 } },
    },
    paragraphStyles: [
      based('Subtitle', 'Subtitle', { size: 21, bold: true, color: accent }, { spacing: { after: 60 } }),
      based(
        'Lead',
        'Lead',
        {},
        {
          spacing: { before: 80, after: 200 },
          shading: { type: ShadingType.CLEAR, fill: band, color: 'auto' },
        },
      ),
      based('Note', 'Note', { size: 19, color: quiet }),
      based(
        'TableText',
        'Table Text',
        { size: 18 },
        { spacing: { before: 0, after: 0, line: 240, lineRule: LineRuleType.AUTO } },
      ),
      based('Caption', 'caption', { size: 18, color: quiet }, { spacing: { before: 160, after: 80 } }),
      based('Footer', 'footer', { size: 17, color: quiet }),
    ],
  };
}
