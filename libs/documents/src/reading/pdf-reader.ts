import { getDocument, OPS, VerbosityLevel } from 'pdfjs-dist/legacy/build/pdf.mjs';
import type { PDFDocumentProxy, PDFPageProxy } from 'pdfjs-dist';
import { blocksFromLines, type LineOrTable, type PhysicalLine } from './blocks-from-lines.js';
import type { Document, Place, Table } from './document.js';
import type { ReadingLimits } from './limits.js';
import {
  attachedFiles,
  besideText,
  hiddenLetters,
  type HiddenLetters,
  type Operation,
  visibleLetters,
} from './pdf-beside.js';
import {
  type LaidLine,
  linesInReadingOrder,
  usualGutterOf,
  type PageContent,
  type Rule,
  type Segment,
} from './pdf-layout.js';
import {
  baselines,
  type FoundTable,
  type HeadedSettings,
  headedTables,
  type HeaderWords,
  ruledTables,
} from './pdf-tables.js';
import { isDecodable } from './decodable.js';
import { markOf } from './marks.js';
import { ReadingError } from './reading-error.js';
import { runningLines } from './running-lines.js';
import type { Unread } from './unread.js';

/**
 * A PDF with text in it, by where its letters stand: columns, headings by size and weight, ruled and headed tables,
 * footnotes; what runs at the top and foot of its pages is left out.
 * @throws ReadingError when it is damaged, locked with a password, scanned (no text), or larger than the limits
 */
export async function readPdf(
  bytes: Uint8Array,
  limits: ReadingLimits,
  words: HeaderWords,
): Promise<Document> {
  const pdf = await openPdf(bytes);
  try {
    if (pdf.numPages > limits.pages) {
      throw new ReadingError(
        'too-many-pages',
        `The PDF has ${pdf.numPages} pages; ${limits.pages} are read.`,
      );
    }
    const layers = await pdf.getOptionalContentConfig();
    const pages: ReadPage[] = [];
    for (let number = 1; number <= pdf.numPages; number++) pages.push(await pageContent(pdf, number, layers));
    requireText(pages);
    const title = await titleOf(pdf);
    return {
      format: 'pdf',
      ...(title === undefined ? {} : { title }),
      pages: pdf.numPages,
      blocks: blocksFromLines(laidOut(pages, words)),
      unread: [...unreadOf(pages), ...(await attachedFiles(pdf))],
    };
  } catch (error) {
    if (error instanceof ReadingError) throw error;
    throw new ReadingError('damaged', 'The PDF can’t be read to its end.', { cause: error });
  } finally {
    await pdf.loadingTask.destroy();
  }
}

async function openPdf(bytes: Uint8Array): Promise<PDFDocumentProxy> {
  try {
    return await getDocument({
      // pdf.js takes the array over; the caller keeps its own.
      data: Uint8Array.from(bytes),
      isEvalSupported: false,
      disableFontFace: true,
      useSystemFonts: false,
      // Pictures aren't decoded.
      maxImageSize: 1,
      enableXfa: false,
      verbosity: VerbosityLevel.ERRORS,
    }).promise;
  } catch (error) {
    if (error instanceof Error && error.name === 'PasswordException') {
      throw new ReadingError('encrypted', 'The PDF is locked with a password.', { cause: error });
    }
    throw new ReadingError('damaged', 'The PDF can’t be opened.', { cause: error });
  }
}

async function titleOf(pdf: PDFDocumentProxy): Promise<string | undefined> {
  const { info } = await pdf.getMetadata().catch(() => ({ info: undefined }));
  const title = (info as { Title?: unknown } | undefined)?.Title;
  return typeof title === 'string' && title.trim() !== '' ? title.trim() : undefined;
}

interface ReadPage extends PageContent {
  /** Letters of fonts that don't tell which letters they are; they stand in no segment. */
  undecodable: number;
  hasHiddenText: boolean;
  comments: number;
}

/** @throws ReadingError when nothing or next to nothing of the text can be told */
function requireText(pages: readonly ReadPage[]): void {
  const undecodable = sum(pages.map((page) => page.undecodable));
  const told = sum(pages.flatMap(({ segments }) => segments.map(({ text }) => visibleLetters(text))));
  if (undecodable > told) {
    throw new ReadingError('undecodable', 'The PDF’s fonts don’t tell which letters they show.');
  }
  if (told === 0) throw new ReadingError('no-text', 'The PDF holds no text: its pages are pictures.');
}

function unreadOf(pages: readonly ReadPage[]): Unread[] {
  const undecodable = pages.filter((page) => page.undecodable > 0).map(({ page }) => page);
  const empty = pages.filter(({ segments }) => segments.length === 0).map(({ page }) => page);
  const comments = sum(pages.map((page) => page.comments));
  return [
    ...(pages.some(({ hasHiddenText }) => hasHiddenText) ? [{ kind: 'hidden-text' } as const] : []),
    ...(undecodable.length > 0 ? [{ kind: 'undecodable-text', pages: undecodable } as const] : []),
    // Covers and blank pages have no text either; many of them are scanned.
    ...(empty.length > Math.max(2, pages.length / 4)
      ? [{ kind: 'pages-without-text', pages: empty } as const]
      : []),
    ...(comments > 0 ? [{ kind: 'comments', count: comments } as const] : []),
  ];
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

async function pageContent(
  pdf: PDFDocumentProxy,
  number: number,
  layers: Parameters<typeof hiddenLetters>[1],
): Promise<ReadPage> {
  const page = await pdf.getPage(number);
  try {
    const { width, height, transform } = page.getViewport({ scale: 1 });
    const { fnArray, argsArray } = await page.getOperatorList();
    const operations = fnArray.map((operation, index): Operation => [operation, argsArray[index]]);
    const text = await textOf(page, {
      viewport: transform,
      height,
      hyphens: softHyphens(operations),
      isHidden: hiddenLetters(operations, layers),
    });
    const beside = await besideText(page, (x, y) => {
      const [, , , , atX = 0, atY = 0] = times(transform, [1, 0, 0, 1, x, y]);
      return [atX, atY];
    });
    return {
      page: number,
      width,
      height,
      ...text,
      segments: [...text.segments, ...beside.segments],
      comments: beside.comments,
      rules: rulesOf(operations, transform),
    };
  } finally {
    page.cleanup();
  }
}

type Matrix = readonly number[];

function times(one: Matrix, other: Matrix): number[] {
  const [a = 1, b = 0, c = 0, d = 1, e = 0, f = 0] = one;
  const [g = 1, h = 0, i = 0, j = 1, k = 0, l = 0] = other;
  return [a * g + c * h, b * g + d * h, a * i + c * j, b * i + d * j, a * k + c * l + e, b * k + d * l + f];
}

interface TextItem {
  str: string;
  transform: number[];
  width: number;
  fontName: string;
}

/** After how many of the page's visible letters a soft hyphen stands, and how wide it is, as a share of the size. */
type SoftHyphens = ReadonlyMap<number, number>;

/**
 * pdf.js leaves out soft hyphens, which is what many typesetters call every hyphen they set. They are looked up in the
 * page's operators, by counting letters.
 */
function softHyphens(operations: readonly Operation[]): SoftHyphens {
  const found = new Map<number, number>();
  let letters = 0;
  for (const [operator, operands] of operations) {
    if (operator !== OPS.showText) continue;
    for (const glyph of (operands as [unknown[]])[0]) {
      if (typeof glyph !== 'object' || glyph === null) continue;
      const { unicode, width } = glyph as { unicode?: string; width?: number };
      if (unicode === '\u00AD') found.set(letters, (width ?? 333) / 1000);
      else letters += visibleLetters(unicode ?? '');
    }
  }
  return found;
}

interface PageLook {
  viewport: Matrix;
  height: number;
  hyphens: SoftHyphens;
  isHidden: HiddenLetters;
}

type PageText = Pick<ReadPage, 'segments' | 'undecodable' | 'hasHiddenText'> & { segments: Segment[] };

async function textOf(page: PDFPageProxy, look: PageLook): Promise<PageText> {
  const { viewport, height, hyphens, isHidden } = look;
  const { items } = await page.getTextContent({ disableNormalization: true });
  const texts = items.filter(
    (item): item is typeof item & TextItem => 'str' in item && item.str.trim() !== '',
  );
  const unknown = undecodableFonts(texts);
  const bold = new Map<string, boolean>();
  const segments: Segment[] = [];
  let letters = 0;
  let undecodable = 0;
  let hasHiddenText = false;
  for (const { str, transform, width, fontName } of texts) {
    const hidden = isHidden(letters);
    const hyphened = withHyphens(str, letters, hyphens);
    letters += visibleLetters(str);
    if (hidden) hasHiddenText = true;
    else if (unknown.has(fontName)) undecodable += visibleLetters(str);
    if (hidden || unknown.has(fontName)) continue;
    const [a = 0, b = 0, , , x = 0, y = 0] = times(viewport, transform);
    const size = Math.hypot(a, b);
    // Letters that stand on their side or head are stamps and margin notes; outside the page they aren't seen.
    if (Math.abs(b) > size * 0.1 || a < 0 || y < 0 || y > height + 5 || size < 2) continue;
    if (!bold.has(fontName)) bold.set(fontName, isBold(page, fontName));
    const x1 = x + width + hyphened.widthAtEnd * size;
    addSegment(segments, {
      text: hyphened.text.normalize('NFKC'),
      x0: x,
      x1,
      y,
      size,
      bold: bold.get(fontName) ?? false,
    });
  }
  return { segments, undecodable, hasHiddenText };
}

function undecodableFonts(texts: readonly TextItem[]): ReadonlySet<string> {
  const byFont = new Map<string, string[]>();
  for (const { fontName, str } of texts) {
    const parts = byFont.get(fontName);
    if (parts === undefined) byFont.set(fontName, [str]);
    else parts.push(str);
  }
  return new Set([...byFont].filter(([, parts]) => !isDecodable(parts.join(' '))).map(([font]) => font));
}

function withHyphens(
  text: string,
  lettersBefore: number,
  hyphens: SoftHyphens,
): { text: string; widthAtEnd: number } {
  if (hyphens.size === 0) return { text, widthAtEnd: 0 };
  let letters = lettersBefore;
  let withThem = '';
  let widthAtEnd = 0;
  for (const character of text) {
    withThem += character;
    widthAtEnd = 0;
    const visible = visibleLetters(character);
    letters += visible;
    const width = visible > 0 ? hyphens.get(letters) : undefined;
    if (width === undefined) continue;
    withThem += '-';
    widthAtEnd = width;
  }
  return { text: withThem, widthAtEnd };
}

function isBold(page: PDFPageProxy, fontName: string): boolean {
  const font: unknown = page.commonObjs.has(fontName) ? page.commonObjs.get(fontName) : undefined;
  const { name, bold, black } = (font ?? {}) as { name?: string; bold?: boolean; black?: boolean };
  return bold === true || black === true || /bold|black|heavy|semib|demi/i.test(name ?? '');
}

/** Letters that follow each other on the line, without the gap of a column between, are one segment. */
function addSegment(segments: Segment[], next: Segment): void {
  const last = segments.at(-1);
  const gap = last === undefined ? Number.NaN : next.x0 - last.x1;
  const sameLine = last !== undefined && Math.abs(last.y - next.y) < Math.max(last.size, next.size) * 0.45;
  if (
    last === undefined ||
    !sameLine ||
    gap < -last.size * 0.5 ||
    gap > Math.max(last.size, next.size) * 0.8
  ) {
    segments.push(next);
    return;
  }
  const space =
    isRaised(last, next) ||
    (gap > Math.min(last.size, next.size) * 0.12 && !/\s$/.test(last.text) && !/^\s/.test(next.text));
  const larger = next.size > last.size ? next : last;
  segments[segments.length - 1] = {
    ...last,
    text: last.text + (isRaised(next, last) ? noteSign : space ? ' ' : '') + next.text,
    x1: Math.max(last.x1, next.x1),
    y: larger.y,
    size: larger.size,
    bold: last.bold && next.bold,
  };
}

/** Stands before a raised number: a reference to a footnote. */
const noteSign = '\uE002';
const noteReferences = /\uE002(\d+)/gu;

/** A number in small letters above the line of the letters beside it. */
function isRaised(one: Segment, beside: Segment): boolean {
  return (
    /^\d{1,3}$/.test(one.text.trim()) && one.size < beside.size * 0.8 && beside.y - one.y > beside.size * 0.15
  );
}

const thin = 2.5;

function rulesOf(operations: readonly Operation[], viewport: Matrix): Rule[] {
  const rules: Rule[] = [];
  const stack: Matrix[] = [];
  let matrix: Matrix = viewport;
  for (const [operation, args] of operations) {
    if (operation === OPS.save) stack.push(matrix);
    else if (operation === OPS.restore) matrix = stack.pop() ?? viewport;
    else if (operation === OPS.transform) matrix = times(matrix, args as number[]);
    else if (operation === OPS.paintFormXObjectBegin) {
      stack.push(matrix);
      const form = (args as [number[] | null])[0];
      if (form) matrix = times(matrix, form);
    } else if (operation === OPS.paintFormXObjectEnd) matrix = stack.pop() ?? viewport;
    else if (operation === OPS.constructPath && rules.length < 20_000) {
      const bounds = (args as [number, unknown, ArrayLike<number> | null])[2];
      if (bounds) rules.push(...edgesOf(bounds, matrix, (args as [number])[0]));
    }
  }
  return rules;
}

/** A thin path is a rule; a stroked or filled box is ruled on its four sides. */
function edgesOf(bounds: ArrayLike<number>, matrix: Matrix, painted: number): Rule[] {
  const [xa = 0, ya = 0, xb = 0, yb = 0] = Array.from(bounds);
  const one = times(matrix, [1, 0, 0, 1, xa, ya]);
  const other = times(matrix, [1, 0, 0, 1, xb, yb]);
  const box = {
    x0: Math.min(one[4] ?? 0, other[4] ?? 0),
    x1: Math.max(one[4] ?? 0, other[4] ?? 0),
    y0: Math.min(one[5] ?? 0, other[5] ?? 0),
    y1: Math.max(one[5] ?? 0, other[5] ?? 0),
  };
  if (!Object.values(box).every(Number.isFinite)) return [];
  const wide = box.x1 - box.x0;
  const high = box.y1 - box.y0;
  if (high <= thin && wide > 8) return [box];
  if (wide <= thin && high > 5) return [box];
  const stroked =
    painted === OPS.stroke ||
    painted === OPS.closeStroke ||
    painted === OPS.fillStroke ||
    painted === OPS.eoFillStroke;
  if (!stroked || wide < 8 || high < 5) return [];
  return [
    { ...box, y1: box.y0 },
    { ...box, y0: box.y1 },
    { ...box, x1: box.x0 },
    { ...box, x0: box.x1 },
  ];
}

interface PlacedLine extends LaidLine {
  page: number;
  line: number;
}

function laidOut(read: readonly PageContent[], words: HeaderWords): LineOrTable[] {
  const pages = withoutRunning(read);
  const gutter = usualGutterOf(pages);
  let carried: readonly Segment[] | undefined;
  const laid = pages.map((content) => {
    const page = partsOfPage(content, { words, gutter, carried });
    carried = page.carried;
    return page.parts;
  });
  const lines = laid.flatMap((parts) => parts.filter((part): part is PlacedLine => !('kind' in part)));
  const body = bodySize(lines);
  const leading = usualLeading(lines, body);
  const placed: LineOrTable[] = [];
  for (const parts of laid) {
    let before: PlacedLine | undefined;
    for (const part of parts) {
      placed.push('kind' in part ? part : physical(part, before, { body, leading }));
      before = 'kind' in part ? undefined : part;
    }
  }
  return joinedTables(placed);
}

/** The pages without their headers, footers and numbers. */
function withoutRunning(pages: readonly PageContent[]): PageContent[] {
  const lines = pages.flatMap(({ page, segments }) =>
    baselines(segments).map((line) => ({
      page,
      y: line[0]?.y ?? 0,
      text: line.map(({ text }) => text).join(' '),
      line,
    })),
  );
  const running = runningLines(lines, new Map(pages.map(({ page, height }) => [page, height])));
  const dropped = new Set([...running].flatMap(({ line }) => line));
  return pages.map((page) => ({
    ...page,
    segments: page.segments.filter((segment) => !dropped.has(segment)),
  }));
}

/** Stands for a table among the lines, so that it is ordered as they are. */
const tableSign = '\uE000';

/** Lines and tables of a page in reading order; and the header of a table that reaches its foot. */
function partsOfPage(
  content: PageContent,
  settings: HeadedSettings,
): { parts: (PlacedLine | Table)[]; carried: readonly Segment[] | undefined } {
  const ruled = ruledTables(content);
  const taken = new Set(ruled.flatMap(({ segments }) => [...segments]));
  const headed = headedTables(
    { ...content, segments: content.segments.filter((segment) => !taken.has(segment)) },
    settings,
  );
  const tables: FoundTable[] = [...ruled, ...headed];
  for (const table of headed) for (const segment of table.segments) taken.add(segment);
  for (const table of ruled) for (const segment of table.segments) taken.add(segment);
  const signs = tables.map(({ left, right, top }, index): Segment => ({
    text: `${tableSign}${index}`,
    x0: left,
    x1: right,
    y: top,
    size: 10,
    bold: false,
  }));
  const free = content.segments.filter((segment) => !taken.has(segment));
  const lowest = Math.max(0, ...free.map(({ y }) => y));
  const parts = linesInReadingOrder([...free, ...signs], settings.gutter).flatMap(
    (line, index): (PlacedLine | Table)[] => {
      if (!line.text.includes(tableSign)) return [{ ...line, page: content.page, line: index + 1 }];
      return line.text.split(tableSign).flatMap((number) => {
        const table = tables[Number.parseInt(number, 10)]?.table;
        return table === undefined ? [] : [placedAt(table, index + 1)];
      });
    },
  );
  return { parts, carried: headed.find(({ bottom }) => bottom > lowest)?.header };
}

/** Rows count on from the line where the table stands. */
function placedAt(table: Table, line: number): Table {
  const at = (place: Place, row: number): Place => ({ page: place.page, line: line + row });
  return {
    ...table,
    place: at(table.place, 0),
    rows: table.rows.map((cells, row) =>
      cells.map((cell) => ({
        ...cell,
        lines: cell.lines.map((line) => line.replaceAll(noteReferences, '')),
        place: at(cell.place, row),
      })),
    ),
  };
}

/** The size most letters have. */
function bodySize(lines: readonly PlacedLine[]): number {
  const letters = new Map<number, number>();
  for (const { size, text } of lines) {
    const rounded = Math.round(size * 2) / 2;
    letters.set(rounded, (letters.get(rounded) ?? 0) + text.length);
  }
  return [...letters].reduce((most, entry) => (entry[1] > most[1] ? entry : most), [10, 0])[0];
}

/** The least distance between baselines that is common in the body text. */
function usualLeading(lines: readonly PlacedLine[], body: number): number {
  const counts = new Map<number, number>();
  let before: PlacedLine | undefined;
  for (const line of lines) {
    const distance = before?.page === line.page && !line.first ? line.y - before.y : 0;
    const rounded = Math.round(distance * 2) / 2;
    if (Math.abs(line.size - body) < 0.6 && rounded > body * 0.7 && rounded < body * 3) {
      counts.set(rounded, (counts.get(rounded) ?? 0) + 1);
    }
    before = line;
  }
  // Where every line is a paragraph of its own, the distance between paragraphs is the most common one.
  const most = Math.max(0, ...counts.values());
  const common = [...counts]
    .filter(([, count]) => count >= Math.max(2, most * 0.1))
    .map(([distance]) => distance);
  return common.length === 0 ? body * 1.25 : Math.min(...common);
}

function physical(
  line: PlacedLine,
  before: PlacedLine | undefined,
  { body, leading }: { body: number; leading: number },
): PhysicalLine {
  const scale = Math.max(0.8, line.size / body);
  const distance = before === undefined || line.first ? Infinity : line.y - before.y;
  const width = Math.max(1, line.right - line.left);
  const indented =
    before !== undefined &&
    line.x0 - before.x0 > 6 &&
    line.x0 - line.left > 6 &&
    before.x1 < line.right - width * 0.08 &&
    // The lines of an item may stand further in than its mark.
    markOf(before.text) === undefined;
  return {
    text: line.text.replaceAll(noteReferences, ''),
    references: [...line.text.matchAll(noteReferences)].map(([, mark = '']) => mark),
    place: { page: line.page, line: line.line },
    indent: Math.round((line.x0 - line.left) / 2),
    fullness: Math.min(1, (line.x1 - line.left) / width),
    apart:
      distance > leading * scale * 1.15 ||
      distance < 0 ||
      (indented && /[.:!?]$/.test(before.text) && /^\p{Lu}/u.test(line.text)),
    first: before === undefined || line.first,
    size: line.size / body,
    bold: line.bold,
  };
}

/** A table that goes on over the page is one table: as many columns, nothing between. */
function joinedTables(parts: readonly LineOrTable[]): LineOrTable[] {
  const joined: LineOrTable[] = [];
  for (const part of parts) {
    const last = joined.at(-1);
    if (
      last !== undefined &&
      'kind' in part &&
      'kind' in last &&
      last.rows[0]?.length === part.rows[0]?.length
    ) {
      joined[joined.length - 1] = { ...last, rows: [...last.rows, ...part.rows] };
    } else joined.push(part);
  }
  return joined;
}
