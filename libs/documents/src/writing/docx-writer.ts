import {
  AlignmentType,
  Bookmark,
  BorderStyle,
  Document,
  Footer,
  Header,
  FootnoteReferenceRun,
  HeadingLevel,
  ImageRun,
  InternalHyperlink,
  LeaderType,
  LevelFormat,
  LineRuleType,
  Packer,
  PageNumber,
  Paragraph,
  ShadingType,
  Table,
  TableCell,
  TableLayoutType,
  TableOfContents,
  TableRow,
  Tab,
  TabStopType,
  TextRun,
  WidthType,
  type IParagraphOptions,
  type IRunOptions,
  type ParagraphChild,
} from 'docx';
import type { PlainDate } from '#domain/ids.js';
import { withoutMarks, wordsParts } from '#messages/texts/marked-text.js';
import type {
  Block,
  Fact,
  Figure,
  ListItem,
  ReportDocument,
  Run,
  Table as TableBlock,
} from '#messages/report/report-document.js';
import { drawChart } from './chart-drawing.js';
import { pictureOf } from './picture.js';
import { steadyZip } from './steady-zip.js';
import { printableText } from '#domain/printable-text.js';

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

const languages = { nb: 'nb-NO', nn: 'nn-NO', en: 'en-GB', ar: 'ar-SA', he: 'he-IL' } as const;

/**
 * A document as DOCX that a case officer can go on in: heading styles, real lists, table headers, footnotes, languages,
 * a list of contents. The same document gives the same bytes.
 * @param on the document's date
 */
export async function writeDocx(document: ReportDocument, on: PlainDate): Promise<Buffer> {
  const writing = new DocxWriting();
  const opening = document.contents === undefined ? 0 : firstHeading(document.blocks);
  const children = [
    new Paragraph({ style: 'Subtitle', children: said(document.kind) }),
    new Paragraph({ style: 'Title', children: said(document.titleShown) }),
    ...(document.facts.length === 0 ? [] : [factsTable(document.facts), space()]),
    ...document.blocks.slice(0, opening).flatMap((block) => writing.block(block)),
    ...(document.contents === undefined ? [] : contents(document.contents)),
    ...document.blocks.slice(opening).flatMap((block) => writing.block(block)),
  ];
  const packed = await Packer.toBuffer(
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
            titlePage: true,
            page: {
              size: { width: page.width, height: page.height },
              margin: { top: page.margin, bottom: page.margin, left: page.margin, right: page.margin },
            },
          },
          headers: { default: header(document), first: new Header({ children: [new Paragraph({})] }) },
          footers: { default: footer(document), first: footer(document) },
          children,
        },
      ],
    }),
  );
  return steadyZip(packed, on);
}

/** The list of contents stands after what comes before the first section. */
function firstHeading(blocks: readonly Block[]): number {
  const index = blocks.findIndex(({ kind }) => kind === 'heading');
  return index === -1 ? blocks.length : index;
}

/**
 * Filled in, with links and without page numbers: Word shows it as it is, and asks nothing. (To work out where Word
 * would break the pages takes seconds for a plan.)
 */
function contents(title: string): (Paragraph | TableOfContents)[] {
  return [
    new Paragraph({ style: 'ContentsTitle', keepNext: true, children: [new TextRun(title)] }),
    new TableOfContents(title, {
      hyperlink: true,
      headingStyleRange: '1-1',
      pageNumbersEntryLevelsRange: '1-1',
      beginDirty: false,
      tabLeader: LeaderType.NONE,
    }),
  ];
}

/** Text as it was written: each part in its own language and direction. */
function said(words: string, options: IRunOptions = {}): TextRun[] {
  return wordsParts(words).flatMap(({ text, language, rightToLeft }) => {
    if (rightToLeft !== undefined) {
      const turned = { rightToLeft: true, language: { bidirectional: languages[language ?? 'ar'] } };
      return [leftToRight(), new TextRun({ ...options, text, ...turned }), leftToRight()];
    }
    const other = language === undefined ? {} : { language: { value: languages[language] } };
    return [new TextRun({ ...options, text, ...other })];
  });
}

/** Word knows no isolates: between two such marks the numbers around a name stay on their own side. */
function leftToRight(): TextRun {
  return new TextRun('\u200E');
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
            children: anchored(block.anchor === undefined ? [] : [block.anchor], said(block.text)),
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
            altText: {
              name,
              title: printableText(withoutMarks(caption)),
              description: printableText(withoutMarks(alternative)),
            },
          }),
        ],
      }),
      tableOf(numbers),
      space(),
    ];
  }

  private runs(runs: readonly Run[]): ParagraphChild[] {
    return runs.flatMap((run): ParagraphChild[] => {
      if (run.kind === 'reference') {
        return [new InternalHyperlink({ anchor: run.to, children: said(run.text, { style: 'Hyperlink' }) })];
      }
      if (run.kind === 'footnote') return [this.footnote(run.text)];
      return said(run.text, toneOf(run.tone));
    });
  }

  private footnote(text: string): ParagraphChild {
    const number = Object.keys(this.footnotes).length + 1;
    this.footnotes[number] = {
      children: [new Paragraph({ style: 'FootnoteText', children: [new TextRun(' '), ...said(text)] })],
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
  return new Paragraph({ style: 'Caption', keepNext: true, children: said(caption) });
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
          children: said(text, { bold: options.header || (rowHeaders && at === 0) }),
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

/** A label and its words to a row, between two lines. */
function factsTable(facts: readonly Fact[]): Table {
  const labelWidth = 2400;
  const line = { style: BorderStyle.SINGLE, size: 4, color: rule };
  const none = { style: BorderStyle.NONE, size: 0, color: 'auto' };
  const cell = (width: number, children: TextRun[]) =>
    new TableCell({
      width: { size: width, type: WidthType.DXA },
      margins: { top: 30, bottom: 30, left: 0, right: 70 },
      children: [new Paragraph({ style: 'TableText', children })],
    });
  return new Table({
    width: { size: textWidth, type: WidthType.DXA },
    columnWidths: [labelWidth, textWidth - labelWidth],
    layout: TableLayoutType.FIXED,
    borders: {
      top: line,
      bottom: line,
      left: none,
      right: none,
      insideHorizontal: none,
      insideVertical: none,
    },
    rows: facts.map(
      ({ label, words }) =>
        new TableRow({
          cantSplit: true,
          children: [
            cell(labelWidth, [new TextRun({ text: label, bold: true })]),
            cell(textWidth - labelWidth, said(words)),
          ],
        }),
    ),
  });
}

/** Left out on the first page, which says it all in larger letters. */
function header({ header: [start = '', end = ''] }: ReportDocument): Header {
  return new Header({
    children: [
      new Paragraph({
        style: 'Header',
        tabStops: [{ type: TabStopType.RIGHT, position: textWidth }],
        children: [...said(start), new TextRun({ children: [new Tab()] }), ...said(end)],
      }),
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
        children: [...said(document.footer), new TextRun({ children: [new Tab(), ...pieces] })],
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
      based('Header', 'header', { size: 17, color: quiet }),
      based(
        'ContentsTitle',
        'Contents Title',
        { size: 24, bold: true, color: accent },
        { spacing: { before: 240, after: 80 } },
      ),
    ],
  };
}
