import type { PDFDocumentProxy, PDFPageProxy } from 'pdfjs-dist';
import { OPS } from 'pdfjs-dist/legacy/build/pdf.mjs';
import type { Segment } from './pdf-layout.js';
import type { Unread } from './unread.js';

/** An operator of the page's content, and its operands. */
export type Operation = readonly [operator: number, operands: unknown];

/** The letters of a text that are visible. Operators and text content agree in the number of letters. */
export function visibleLetters(text: string): number {
  return text.replaceAll(/[\s\p{Cf}]/gu, '').length;
}

/** Says of a page's visible letter, by its number from 0, whether it stands on a layer that is switched off. */
export type HiddenLetters = (letter: number) => boolean;

type Layers = Awaited<ReturnType<PDFDocumentProxy['getOptionalContentConfig']>>;

/** Layers ("optional content") are nested in the operators; the text content doesn't tell of them. */
export function hiddenLetters(operations: readonly Operation[], layers: Layers): HiddenLetters {
  const ranges: { from: number; to: number }[] = [];
  const open: { hides: boolean; from: number }[] = [];
  let letters = 0;
  for (const [operator, operands] of operations) {
    if (operator === OPS.beginMarkedContentProps) {
      const [tag, group] = operands as [string, unknown];
      const hides = tag === 'OC' && group !== undefined && !layers.isVisible(group as never);
      open.push({ hides, from: letters });
    } else if (operator === OPS.beginMarkedContent) open.push({ hides: false, from: letters });
    else if (operator === OPS.endMarkedContent) {
      const ended = open.pop();
      if (ended?.hides === true && letters > ended.from) ranges.push({ from: ended.from, to: letters });
    } else if (operator === OPS.showText) letters += lettersShown(operands);
  }
  return (letter) => ranges.some(({ from, to }) => letter >= from && letter < to);
}

function lettersShown(operands: unknown): number {
  let letters = 0;
  for (const glyph of (operands as [unknown[]])[0])
    if (typeof glyph === 'object' && glyph !== null)
      letters += visibleLetters((glyph as { unicode?: string }).unicode ?? '');
  return letters;
}

interface Annotation {
  subtype?: string;
  hidden?: boolean;
  fieldType?: string;
  fieldValue?: unknown;
  multiLine?: boolean;
  rect?: readonly number[];
  textContent?: readonly string[];
  contentsObj?: { str?: string };
  defaultAppearanceData?: { fontSize?: number };
}

/** What stands on the page without being in its text: filled-in fields, and text typed upon it. */
export interface BesideText {
  segments: Segment[];
  /** Notes that one opens. */
  comments: number;
}

const notes = new Set(['Text', 'Highlight', 'Underline', 'Squiggly', 'StrikeOut', 'Caret']);

export async function besideText(
  page: PDFPageProxy,
  toPage: (x: number, y: number) => readonly [number, number],
): Promise<BesideText> {
  const annotations = (await page.getAnnotations().catch(() => [])) as Annotation[];
  const shown = annotations.filter(({ hidden }) => hidden !== true);
  return {
    segments: shown.flatMap((annotation) => typedSegments(annotation, toPage)),
    comments: shown.filter(
      ({ subtype, contentsObj }) => notes.has(subtype ?? '') && (contentsObj?.str ?? '').trim() !== '',
    ).length,
  };
}

const usualSize = 10;

function typedSegments(
  annotation: Annotation,
  toPage: (x: number, y: number) => readonly [number, number],
): Segment[] {
  const { rect = [], defaultAppearanceData, multiLine, subtype } = annotation;
  const [left = 0, bottom = 0, right = 0, top = 0] = rect;
  const lines = typedLines(annotation);
  const size = defaultAppearanceData?.fontSize || usualSize;
  const fromTop = multiLine === true || subtype === 'FreeText' || lines.length > 1;
  return lines.map((text, index) => {
    const baseline = fromTop ? top - size * 1.2 * (index + 1) : (bottom + top) / 2 - size * 0.35;
    const [x0, y] = toPage(left, baseline);
    const [x1] = toPage(right, baseline);
    return { text, x0, x1, y, size, bold: false };
  });
}

function typedLines({ subtype, fieldType, fieldValue, textContent, contentsObj }: Annotation): string[] {
  const typed = subtype === 'Widget' && (fieldType === 'Tx' || fieldType === 'Ch') ? [fieldValue].flat() : [];
  const upon = subtype === 'FreeText' ? (textContent ?? [contentsObj?.str ?? '']) : [];
  return [...typed, ...upon]
    .filter((value): value is string => typeof value === 'string')
    .flatMap((value) => value.split(/\r\n|\r|\n/))
    .map((line) => line.normalize('NFKC').trim())
    .filter((line) => line !== '');
}

export async function attachedFiles(pdf: PDFDocumentProxy): Promise<Unread[]> {
  const attachments = (await pdf.getAttachments().catch(() => null)) as Record<
    string,
    { filename?: string }
  > | null;
  const names = Object.entries(attachments ?? {}).map(([key, { filename }]) => filename ?? key);
  return names.length === 0 ? [] : [{ kind: 'attached-files', names }];
}
