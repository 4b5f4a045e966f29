import { readFileSync } from 'node:fs';
import { NodeCompiler, type NodeTypstDocument } from '@myriaddreamin/typst-ts-node-compiler';
import type { PlainDate } from '#domain/ids.js';
import type { Block, ReportDocument } from '#messages/report/report-document.js';
import { drawChart } from './chart-drawing.js';
import { fontBytes } from './fonts.js';
import { alsoAccessible } from './pdf-conformance.js';
import { printableText } from './printable-text.js';

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
    typeof value === 'string' ? [...value].map((one) => (boxed.has(one) ? '□' : one)).join('') : value,
  );
}

function typstInputs(document: ReportDocument, on: PlainDate): TypstInputs {
  const charts: string[] = [];
  const blocks = document.blocks.map((block) => {
    if (block.kind !== 'figure') return block;
    charts.push(drawChart(block.chart, `chart-${charts.length + 1}`).svg);
    return { ...block, chart: charts.length - 1 };
  });
  const opening = document.contents === undefined ? 0 : firstHeading(document.blocks);
  return {
    document: printableJson({
      title: document.title,
      kind: document.kind,
      keywords: document.keywords,
      footer: document.footer,
      pageOf: document.pageOf,
      contents: document.contents ?? null,
      lang: document.language,
      region: document.language === 'en' ? 'GB' : 'NO',
      date: on.split('-').map(Number),
      front: blocks.slice(0, opening),
      blocks: blocks.slice(opening),
    }),
    charts: printableJson(charts),
  };
}

function printableJson(value: unknown): string {
  return JSON.stringify(value, (_key, one: unknown) => (typeof one === 'string' ? printableText(one) : one));
}

/** The list of contents stands after what comes before the first section. */
function firstHeading(blocks: readonly Block[]): number {
  const index = blocks.findIndex(({ kind }) => kind === 'heading');
  return index === -1 ? blocks.length : index;
}
