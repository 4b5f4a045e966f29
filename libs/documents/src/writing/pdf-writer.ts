import { readFileSync } from 'node:fs';
import { NodeCompiler, type NodeTypstDocument } from '@myriaddreamin/typst-ts-node-compiler';
import type { PlainDate } from '#domain/ids.js';
import { withoutMarks, wordsParts } from '#messages/texts/marked-text.js';
import type {
  Block,
  Figure,
  ListItem,
  ReportDocument,
  Run,
  Table,
} from '#messages/report/report-document.js';
import { type BreakablePart, breakableParts } from './breakable-text.js';
import { drawChart } from './chart-drawing.js';
import { fontBytes } from './fonts.js';
import { alsoAccessible } from './pdf-conformance.js';
import { printableText } from '#domain/printable-text.js';

export class PdfNotWritten extends Error {
  override readonly name = 'PdfNotWritten';
}

const template = readFileSync(new URL('./report.typ', import.meta.url), 'utf8');

/** How many compilations an unused part of the compiler's memory outlives. */
const keptCompilations = 1;

let compiler: NodeCompiler | undefined;

/**
 * A document as one PDF for people and for the archive: PDF/UA-1 and PDF/A-2a. The same document gives the same bytes. Blocks while it works: some tens of
 * milliseconds for a plan, seconds for a thousand measures.
 * @param on the document's date
 * @throws PdfNotWritten when the document breaks a standard
 */
export async function writePdf(document: ReportDocument, on: PlainDate): Promise<Buffer> {
  return alsoAccessible(typeset(document, on));
}

function typeset(document: ReportDocument, on: PlainDate): Buffer {
  const inputs = typstInputs(document, on);
  compiler ??= NodeCompiler.create({ fontArgs: [{ fontBlobs: fontBytes() }] });
  try {
    return printed(compiler, inputs);
  } finally {
    compiler.evictCache(keptCompilations);
  }
}

const characters = new Intl.Segmenter('nb', { granularity: 'grapheme' });

/** One box for each sign that is seen, also where it is written with several. */
function boxedWhere(boxed: ReadonlySet<string>, text: string): string {
  if (![...text].some((one) => boxed.has(one))) return text;
  return Array.from(characters.segment(text), ({ segment }) =>
    [...segment].some((one) => boxed.has(one)) ? '□' : segment,
  ).join('');
}

interface TypstInputs extends Record<string, string> {
  document: string;
  charts: string;
}

/** A character that no font has may not stand in such a PDF. It is shown as an empty box; the record keeps it. */
function printed(typst: NodeCompiler, inputs: TypstInputs): Buffer {
  const boxed = new Set<string>();
  for (;;) {
    // What a chart says stands in its table too, where a missing character is told.
    const given = { document: withBoxes(inputs.document, boxed), charts: withBoxes(inputs.charts, boxed) };
    try {
      return typst.pdf(compiled(typst, given), { pdfStandard: 'a-2a' });
    } catch (error) {
      if (error instanceof PdfNotWritten) throw error;
      const missing = missingCharacters(error).filter((character) => !boxed.has(character));
      if (missing.length === 0) throw new PdfNotWritten(String(error), { cause: error });
      for (const character of missing) boxed.add(character);
    }
  }
}

function compiled(typst: NodeCompiler, inputs: TypstInputs): NodeTypstDocument {
  const compilation = typst.compile({ mainFileContent: template, inputs });
  const { result } = compilation;
  if (result !== null && !compilation.hasError()) return result;
  const said = JSON.stringify(compilation.takeDiagnostics()?.shortDiagnostics ?? []);
  throw new PdfNotWritten(`The document could not be set: ${said.slice(0, 1000)}`);
}

/** The exporter names them in its message, as Rust writes a string: `\u{7}`, `\"`, or the character itself. */
function missingCharacters(error: unknown): string[] {
  const message = error instanceof Error ? error.message : String(error);
  return [...message.matchAll(/the text `\\?"(.+?)\\?"` could not be displayed/gu)].flatMap(([, written]) => {
    const plain = (written ?? '').replaceAll('\\\\', '\\');
    const code = /^\\u\{([0-9a-f]+)\}$/u.exec(plain)?.[1];
    return code === undefined ? [...plain] : [String.fromCodePoint(parseInt(code, 16))];
  });
}

function withBoxes(json: string, boxed: ReadonlySet<string>): string {
  if (boxed.size === 0) return json;
  return JSON.stringify(JSON.parse(json), (_key, value: unknown) =>
    typeof value === 'string' ? boxedWhere(boxed, value) : value,
  );
}

function typstInputs(document: ReportDocument, on: PlainDate): TypstInputs {
  const charts: string[] = [];
  const blocks = document.blocks.map((block) => {
    if (block.kind !== 'figure') return setBlock(block);
    charts.push(drawChart(block.chart, `chart-${charts.length + 1}`).svg);
    return {
      kind: block.kind,
      alternative: printableText(withoutMarks(block.alternative)),
      caption: setWords(block.caption),
      numbers: setTable(block.numbers),
      chart: charts.length - 1,
    };
  });
  const opening = document.contents === undefined ? 0 : firstHeading(document.blocks);
  return {
    document: JSON.stringify({
      title: printableText(withoutMarks(document.title)),
      titleShown: setWords(document.titleShown),
      kind: printableText(document.kind),
      keywords: document.keywords.map((keyword) => printableText(withoutMarks(keyword))),
      header: document.header.map(setWords),
      footer: setWords(document.footer),
      pageOf: document.pageOf,
      facts: document.facts.map(({ label, words }) => [label, setWords(words)]),
      contents: document.contents ?? null,
      lang: document.language,
      region: document.language === 'en' ? 'GB' : 'NO',
      date: on.split('-').map(Number),
      front: blocks.slice(0, opening),
      blocks: blocks.slice(opening),
    }),
    charts: JSON.stringify(charts.map(printableText)),
  };
}

interface SetPart {
  /** A line may end after each piece of a word that is too long. */
  pieces: BreakablePart;
  lang?: string;
  rtl?: true;
}

/** A string, or its parts where it has a long word, or changes language or direction. */
type SetWords = string | SetPart[];

function setWords(words: string): SetWords {
  const parts = wordsParts(words).flatMap(({ text, language, rightToLeft }) =>
    breakableParts(text).map((pieces) => ({
      pieces,
      ...(language === undefined ? {} : { lang: language }),
      ...(rightToLeft === undefined ? {} : { rtl: rightToLeft }),
    })),
  );
  const [only] = parts;
  const isPlain = parts.length === 1 && only !== undefined && !('lang' in only);
  return isPlain && typeof only.pieces === 'string' ? only.pieces : parts;
}

function setBlock(block: Exclude<Block, Figure>) {
  switch (block.kind) {
    case 'heading':
      return { ...block, text: setWords(block.text) };
    case 'paragraph':
      return { ...block, runs: block.runs.map(setRun) };
    case 'list':
      return { ...block, items: block.items.map(setItem) };
    case 'table':
      return setTable(block);
    default:
      return block satisfies never;
  }
}

function setRun(run: Run) {
  return { ...run, text: setWords(run.text) };
}

interface SetItem {
  runs: ReturnType<typeof setRun>[];
  anchors: readonly string[];
  children: SetItem[];
}

function setItem({ runs, anchors = [], children = [] }: ListItem): SetItem {
  return { runs: runs.map(setRun), anchors, children: children.map(setItem) };
}

function setTable({ columns, rows, caption, ...table }: Table) {
  return {
    ...table,
    caption: setWords(caption),
    columns: columns.map((column) => ({ ...column, title: setWords(column.title) })),
    rows: rows.map((row) => row.map(setWords)),
  };
}

/** The list of contents stands after what comes before the first section. */
function firstHeading(blocks: readonly Block[]): number {
  const index = blocks.findIndex(({ kind }) => kind === 'heading');
  return index === -1 ? blocks.length : index;
}
