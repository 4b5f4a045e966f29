/** A run of letters on one line of a page, in points from the page's upper left corner. */
export interface Segment {
  text: string;
  x0: number;
  x1: number;
  /** Position of the baseline, counted downwards. */
  y: number;
  /** Height of the letters. */
  size: number;
  bold: boolean;
}

/** A thin line drawn on the page: what tables are ruled with. */
export interface Rule {
  x0: number;
  x1: number;
  y0: number;
  y1: number;
}

export interface PageContent {
  page: number;
  width: number;
  height: number;
  segments: readonly Segment[];
  rules: readonly Rule[];
}

/** A line of a column; `x0` and `x1` are where its letters begin and end, `left` and `right` the column's edges. */
export interface LaidLine {
  text: string;
  x0: number;
  x1: number;
  left: number;
  right: number;
  y: number;
  size: number;
  bold: boolean;
  /** It is the first of its column or of a part of the page. */
  first: boolean;
}

/**
 * Lines in reading order: columns one after the other, between headings that span them.
 * @param usualGutter where most pages of the document have the middle between two columns, for pages with too little
 * text to show it themselves
 */
export function linesInReadingOrder(segments: readonly Segment[], usualGutter?: number): LaidLine[] {
  const gutter =
    gutterOf(segments) ??
    (usualGutter !== undefined && isFree(segments, usualGutter) ? usualGutter : undefined);
  const columns = gutter === undefined ? [[...segments]] : columnsBeside(segments, gutter, 0);
  return columns.flatMap((column) => linesOfColumn(column));
}

/** The middle between the columns that at least a quarter of the pages have, give or take a little. */
export function usualGutterOf(pages: readonly PageContent[]): number | undefined {
  const gutters = pages.flatMap(({ segments }) => gutterOf(segments) ?? []).sort((one, other) => one - other);
  const middle = gutters[Math.floor(gutters.length / 2)];
  if (middle === undefined) return undefined;
  const near = gutters.filter((gutter) => Math.abs(gutter - middle) < 8).length;
  return near >= pages.length / 4 ? middle : undefined;
}

function isFree(segments: readonly Segment[], gutter: number): boolean {
  const crossed = segments.filter(({ x0, x1 }) => x0 < gutter - 2 && x1 > gutter + 2).length;
  return (
    crossed <= lineCount(segments) * 0.3 &&
    segments.some(({ x1 }) => x1 <= gutter) &&
    segments.some(({ x0 }) => x0 >= gutter)
  );
}

const narrowestGutter = 7;
const fewestLines = 4;

/** Cuts a part of the page where a strip stands empty between two that are written; at most into four columns. */
function columnsOf(segments: readonly Segment[], depth: number): Segment[][] {
  if (segments.length === 0) return [];
  const gutter = depth < 3 ? gutterOf(segments) : undefined;
  return gutter === undefined ? [[...segments]] : columnsBeside(segments, gutter, depth);
}

function columnsBeside(segments: readonly Segment[], gutter: number, depth: number): Segment[][] {
  const spanning = segments
    .filter(({ x0, x1 }) => x0 < gutter && x1 > gutter)
    .sort((one, other) => one.y - other.y);
  const beside = segments.filter(({ x0, x1 }) => x1 <= gutter || x0 >= gutter);
  const parts: Segment[][] = [];
  let rest = beside;
  for (const span of groupedByLine(spanning)) {
    const y = Math.min(...span.map((segment) => segment.y));
    const above = rest.filter((segment) => segment.y < y - 1);
    rest = rest.filter((segment) => segment.y >= y - 1);
    parts.push(...sides(above, gutter, depth));
    const last = parts.at(-1);
    const lastY = last?.at(-1)?.y;
    if (
      above.length === 0 &&
      last !== undefined &&
      lastY !== undefined &&
      last.every((segment) => spanning.includes(segment))
    ) {
      last.push(...span);
    } else parts.push([...span]);
  }
  parts.push(...sides(rest, gutter, depth));
  return parts;
}

function groupedByLine(sorted: readonly Segment[]): Segment[][] {
  const groups: Segment[][] = [];
  for (const segment of sorted) {
    const last = groups.at(-1);
    if (last?.[0] !== undefined && Math.abs(last[0].y - segment.y) < segment.size * 0.5) last.push(segment);
    else groups.push([segment]);
  }
  return groups;
}

function sides(segments: readonly Segment[], gutter: number, depth: number): Segment[][] {
  const left = segments.filter(({ x1 }) => x1 <= gutter);
  const right = segments.filter(({ x0 }) => x0 >= gutter);
  return [...columnsOf(left, depth + 1), ...columnsOf(right, depth + 1)];
}

/** The middle of the widest strip that few segments cross and that has text on both sides. */
function gutterOf(segments: readonly Segment[]): number | undefined {
  if (segments.length < 2 * fewestLines) return undefined;
  const left = Math.min(...segments.map(({ x0 }) => x0));
  const right = Math.max(...segments.map(({ x1 }) => x1));
  const width = Math.ceil(right - left);
  if (width < 150 || width > 10_000) return undefined;
  const crossing = new Int32Array(width + 2);
  for (const { x0, x1 } of segments) {
    for (let at = Math.max(0, Math.floor(x0 - left)); at < Math.min(width, Math.ceil(x1 - left)); at++) {
      crossing[at] = (crossing[at] ?? 0) + 1;
    }
  }
  const best = emptiestStrip(crossing.subarray(0, Math.ceil(width * 0.8)), Math.floor(width * 0.2));
  if (best.width < narrowestGutter || best.crossed > lineCount(segments) * 0.2) return undefined;
  const gutter = left + best.at;
  const onLeft = lineCount(segments.filter(({ x1 }) => x1 <= gutter));
  const onRight = lineCount(segments.filter(({ x0 }) => x0 >= gutter));
  if (Math.min(onLeft, onRight) < fewestLines) return undefined;
  return filled(segments, gutter) ? gutter : undefined;
}

interface Strip {
  /** Its middle. */
  at: number;
  width: number;
  /** How many segments cross it at its emptiest. */
  crossed: number;
}

/** A page number in the middle, a heading or two over both columns don't make a strip narrower. */
function emptiestStrip(crossing: Int32Array, from: number): Strip {
  const crossed = Math.min(...crossing.subarray(from));
  const few = crossed + 1 + Math.floor(crossed * 0.5);
  let best: Strip = { at: from, width: 0, crossed };
  let start: number | undefined;
  for (let at = from; at <= crossing.length; at++) {
    const empty = at < crossing.length && (crossing[at] ?? 0) <= few;
    if (empty && start === undefined) start = at;
    if (empty || start === undefined) continue;
    if (at - start > best.width) best = { at: (start + at) / 2, width: at - start, crossed };
    start = undefined;
  }
  return best;
}

function lineCount(segments: readonly Segment[]): number {
  return new Set(segments.map(({ y }) => Math.round(y / 3))).size;
}

/** Columns of running text fill their width; labels and page numbers at a margin don't. */
function filled(segments: readonly Segment[], gutter: number): boolean {
  for (const side of [segments.filter(({ x1 }) => x1 <= gutter), segments.filter(({ x0 }) => x0 >= gutter)]) {
    const from = Math.min(...side.map(({ x0 }) => x0));
    const to = Math.max(...side.map(({ x1 }) => x1));
    const written = side.reduce((sum, { x0, x1 }) => sum + x1 - x0, 0);
    if (to - from < 80 || written / ((to - from) * lineCount(side)) < 0.3) return false;
  }
  return true;
}

/** Segments on one baseline become a line. */
export function linesOfColumn(segments: readonly Segment[]): LaidLine[] {
  if (segments.length === 0) return [];
  const left = Math.min(...segments.map(({ x0 }) => x0));
  const right = Math.max(...segments.map(({ x1 }) => x1));
  const sorted = [...segments].sort((one, other) => one.y - other.y || one.x0 - other.x0);
  return groupedByBaseline(sorted).map((group, index) => {
    const inOrder = [...group].sort((one, other) => one.x0 - other.x0);
    const main = inOrder.reduce((longest, segment) =>
      segment.text.length > longest.text.length ? segment : longest,
    );
    return {
      text: textOfLine(inOrder),
      x0: inOrder[0]?.x0 ?? left,
      x1: Math.max(...inOrder.map(({ x1 }) => x1)),
      left,
      right,
      y: main.y,
      size: main.size,
      bold: inOrder.every(({ bold }) => bold),
      first: index === 0,
    };
  });
}

/** A raised or lowered sign belongs to the line it stands at. */
function groupedByBaseline(sorted: readonly Segment[]): Segment[][] {
  const groups: Segment[][] = [];
  for (const segment of sorted) {
    const last = groups.at(-1);
    const reference = last?.reduce((largest, candidate) =>
      candidate.size > largest.size ? candidate : largest,
    );
    const close =
      reference !== undefined &&
      Math.abs(reference.y - segment.y) < Math.max(reference.size, segment.size) * 0.45;
    if (last !== undefined && close) last.push(segment);
    else groups.push([segment]);
  }
  return groups;
}

function textOfLine(segments: readonly Segment[]): string {
  let text = '';
  let end: number | undefined;
  for (const { text: part, x0, x1, size } of segments) {
    const gap = end === undefined ? 0 : x0 - end;
    text +=
      end !== undefined && gap > size * 0.12 && !text.endsWith(' ') && !part.startsWith(' ')
        ? ` ${part}`
        : part;
    end = x1;
  }
  return text.replaceAll(/\s+/g, ' ').trim();
}
