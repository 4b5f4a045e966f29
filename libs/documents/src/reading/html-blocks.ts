import { type DefaultTreeAdapterTypes, parse } from 'parse5';
import { rejoin } from './blocks-from-lines.js';
import type { Block, Cell, Line, Place, Table } from './document.js';
import { joinLines } from './hyphenation.js';
import type { ReadingLimits } from './limits.js';
import { isCaption, isContentsLine, markOf, sectionNumberOf } from './marks.js';
import { ReadingError } from './reading-error.js';
import { writtenNumber } from './word-numbering.js';

type Node = DefaultTreeAdapterTypes.ChildNode | DefaultTreeAdapterTypes.Document;
type Element = DefaultTreeAdapterTypes.Element;

const ignored = new Set([
  'head',
  'script',
  'style',
  'noscript',
  'template',
  'svg',
  'math',
  'iframe',
  'object',
  'embed',
  'video',
  'audio',
  'canvas',
  'nav',
  'select',
  'button',
  'input',
  'textarea',
  'form',
  'dialog',
  'img',
  'picture',
]);
const inline = new Set([
  'a',
  'abbr',
  'b',
  'bdi',
  'bdo',
  'cite',
  'code',
  'data',
  'del',
  'dfn',
  'em',
  'font',
  'i',
  'ins',
  'kbd',
  'label',
  'mark',
  'q',
  's',
  'samp',
  'small',
  'span',
  'strong',
  'sub',
  'sup',
  'time',
  'u',
  'var',
  'wbr',
]);

export interface HtmlContent {
  title?: string;
  blocks: Block[];
}

/** The blocks of a page or of what stands for one; scripts, navigation and forms are left out. */
export function htmlContent(html: string, limits: ReadingLimits): HtmlContent {
  const document = parse(html);
  const walk = new HtmlWalk(limits, hasHeadings(document));
  walk.children(document, 0);
  walk.flush();
  const title = titleOf(document);
  return { ...(title === undefined ? {} : { title }), blocks: rejoin(walk.blocks) };
}

const mostWordsOfLink = 4;

/** A block of nothing but short links leads about in the site, whatever element it is. */
function isNavigation(element: Element): boolean {
  if (inline.has(element.tagName) || element.tagName === 'table') return false;
  const links: string[] = [];
  let rest = '';
  const look = (node: Node, inLink: boolean): void => {
    if (node.nodeName === '#text') {
      const { value } = node as DefaultTreeAdapterTypes.TextNode;
      if (inLink) links[links.length - 1] += value;
      else rest += value;
    } else if ('childNodes' in node) {
      const isLink = 'tagName' in node && node.tagName === 'a';
      if (isLink) links.push('');
      if (rest.length < 20) for (const child of node.childNodes) look(child, inLink || isLink);
    }
  };
  look(element, false);
  if (links.length < 2 || /[^\s|·•,/>»«<-]/u.test(rest)) return false;
  const words = links.join(' ').split(/\s+/).length;
  return words <= links.length * mostWordsOfLink && links.every((link) => !/[.:]\s*$/.test(link));
}

class HtmlWalk {
  readonly blocks: Block[] = [];
  private text = '';
  private bold = true;
  private cells = 0;
  private listDepth = -1;
  private readonly numbers: { next: number; ordered: boolean }[] = [];
  private pending: { marker: string; number?: string; depth: number } | undefined;

  constructor(
    private readonly limits: ReadingLimits,
    /** The page marks its headings; what else is short is a paragraph, unless it is bold. */
    private readonly marked: boolean,
  ) {}

  children(node: Node, depth: number): void {
    if (depth > this.limits.depth) {
      throw new ReadingError(
        'damaged',
        `The page's elements stand more than ${depth - 1} deep in each other.`,
      );
    }
    if (!('childNodes' in node)) return;
    for (const child of node.childNodes) this.visit(child, depth + 1);
  }

  private visit(node: Node, depth: number): void {
    if (node.nodeName === '#text') {
      const { value } = node as DefaultTreeAdapterTypes.TextNode;
      this.text += value;
      if (value.trim() !== '' && !this.inBold(node)) this.bold = false;
      return;
    }
    if (!('tagName' in node)) return this.children(node, depth);
    if (ignored.has(node.tagName) || isHidden(node)) return;
    if (isNavigation(node)) return this.flush();
    if (node.tagName === 'br') this.text += '\n';
    else if (inline.has(node.tagName)) this.children(node, depth);
    else this.element(node, depth);
  }

  private inBold(node: Node): boolean {
    let at: Node | null = 'parentNode' in node ? (node.parentNode as Node | null) : null;
    while (at !== null && 'tagName' in at && inline.has(at.tagName)) {
      if (at.tagName === 'b' || at.tagName === 'strong') return true;
      at = at.parentNode as Node | null;
    }
    return false;
  }

  private element(element: Element, depth: number): void {
    this.flush();
    const level = /^h([1-6])$/.exec(element.tagName)?.[1];
    if (level !== undefined) return this.heading(element, Number(level), depth);
    if (element.tagName === 'table') return this.table(element, depth);
    if (element.tagName === 'ul' || element.tagName === 'ol') return this.list(element, depth);
    if (element.tagName === 'li') return this.item(element, depth);
    this.children(element, depth);
    this.flush();
  }

  private heading(element: Element, level: number, depth: number): void {
    this.children(element, depth);
    const text = tidy(asRead(this.text));
    this.reset();
    if (text === '' || isContentsLine(text)) return;
    const place = this.place();
    this.add({
      kind: 'heading',
      level,
      ...sectionOf(text),
      text,
      lines: [{ text, place }],
      place,
    });
  }

  private list(element: Element, depth: number): void {
    const ordered = element.tagName === 'ol';
    const start = Number(attribute(element, 'start') ?? '1');
    this.listDepth++;
    this.numbers.push({ next: Number.isInteger(start) ? start : 1, ordered });
    this.children(element, depth);
    this.flush();
    this.numbers.pop();
    this.listDepth--;
  }

  private item(element: Element, depth: number): void {
    const list = this.numbers.at(-1);
    const value = Number(attribute(element, 'value') ?? Number.NaN);
    if (list !== undefined && Number.isInteger(value)) list.next = value;
    const number = list?.ordered === true ? String(list.next++) : undefined;
    const footnote = /^(footnote|endnote|fn)-?/.test(attribute(element, 'id') ?? '');
    this.pending = footnote
      ? { marker: `[${number ?? ''}]`, ...(number === undefined ? {} : { number }), depth: -1 }
      : {
          marker: number === undefined ? '•' : `${number}.`,
          ...(number === undefined ? {} : { number }),
          depth: Math.max(0, this.listDepth),
        };
    this.children(element, depth);
    this.flush();
    this.pending = undefined;
  }

  private table(element: Element, depth: number): void {
    const rows = tableRows(element).filter((row) => row.length > 0);
    const width = Math.max(0, ...rows.map((row) => row.length));
    // A table with one column, or with another table in it, only places things on the page.
    if (width < 2 || hasTable(element)) return this.children(element, depth);
    this.cells += rows.length * width;
    if (this.cells > this.limits.cells) {
      throw new ReadingError('too-many-cells', `The tables have more than ${this.limits.cells} cells.`);
    }
    const place = this.place();
    const empty: Cell = { lines: [], place };
    const full = rows.map((row) => [
      ...row.map(({ element: cell, spanned }) => ({
        lines: cellLines(cell),
        place,
        ...(spanned === true ? { spanned } : {}),
      })),
      ...Array.from({ length: width - row.length }, () => empty),
    ]);
    this.add({ kind: 'table', rows: full, place } satisfies Table);
  }

  /** What has been gathered becomes a paragraph, a list item, or a heading if it is one in all but name. */
  flush(): void {
    const lines = this.text
      .split('\n\n')
      .join('\n')
      .split(/\n(?=\s*\S)/)
      .map(tidy)
      .filter((line) => line !== '');
    const wasBold = this.bold;
    this.reset();
    if (lines.length === 0) return;
    const pending = this.pending;
    if (pending !== undefined) {
      this.pending = undefined;
      const text = lines.join(' ');
      if (writtenNumber.test(text)) this.numbered(text, { depth: pending.depth, bold: wasBold });
      else this.pushItem(text, pending);
      return;
    }
    for (const group of paragraphs(lines)) this.paragraph(group, wasBold);
  }

  private pushItem(
    text: string,
    { marker, number, depth }: { marker: string; number?: string; depth: number },
  ): void {
    const place = this.place();
    const own = number === undefined && depth >= 0 ? markOf(text) : undefined;
    if (own?.number !== undefined)
      return this.pushItem(own.rest, { marker: own.marker, number: own.number, depth });
    const lines: Line[] = [{ text, place }];
    if (depth < 0) {
      this.add({ kind: 'footnote', mark: number ?? '', text: text.replace(/\s*↑$/, ''), lines, place });
      return;
    }
    this.add({
      kind: 'item',
      depth,
      marker,
      ...(number === undefined ? {} : { number }),
      text,
      lines,
      place,
    });
  }

  /** A paragraph whose number the reader wrote: an item, or a text that begins with its label. */
  private numbered(text: string, { depth, bold }: { depth: number; bold: boolean }): void {
    const label = writtenNumber.exec(text)?.[1] ?? '';
    const rest = text.replace(writtenNumber, '').trim();
    const whole = `${label} ${rest}`.trim();
    const number = numberOfLabel(label);
    const titled = bold && isHeading(whole, bold) && rest !== '';
    if (number !== undefined && !titled && rest !== '')
      return this.pushItem(rest, { marker: label, number, depth });
    const place = this.place();
    const lines: Line[] = [{ text: whole, place }];
    if (!titled) this.add({ kind: 'paragraph', text: whole, lines, place });
    else this.add({ kind: 'heading', ...sectionOf(whole), text: whole, lines, place });
  }

  private paragraph(written: readonly string[], bold: boolean): void {
    const text = joinLines(written);
    if (isContentsLine(text)) return;
    if (writtenNumber.test(text)) return this.numbered(text, { depth: Math.max(0, this.listDepth), bold });
    const titled =
      this.listDepth < 0 && (sectionNumberOf(text)?.includes('.') ?? false) && isHeading(text, bold);
    const mark = titled ? undefined : markOf(text);
    const place = this.place();
    if (mark !== undefined) {
      const [first = '', ...rest] = written;
      const lines: Line[] = [markOf(first)?.rest ?? first, ...rest].map((line) => ({ text: line, place }));
      this.add({
        kind: 'item',
        depth: Math.max(0, this.listDepth),
        marker: mark.marker,
        ...(mark.number === undefined ? {} : { number: mark.number }),
        text: mark.rest,
        lines,
        place,
      });
      return;
    }
    const lines: Line[] = written.map((line) => ({ text: line, place }));
    const footnote = /^\[(\d{1,3})\]:?\s+/.exec(text);
    if (footnote?.[1] !== undefined) {
      this.add({ kind: 'footnote', mark: footnote[1], text: text.slice(footnote[0].length), lines, place });
    } else if (isCaption(text)) this.add({ kind: 'caption', text, lines, place });
    else if (this.listDepth < 0 && (bold || !this.marked) && isHeading(text, bold)) {
      this.add({ kind: 'heading', ...sectionOf(text), text, lines, place });
    } else this.add({ kind: 'paragraph', text, lines, place });
  }

  private add(block: Block): void {
    if (this.blocks.length >= this.limits.blocks) {
      throw new ReadingError('too-large', `The document has more than ${this.limits.blocks} blocks.`);
    }
    this.blocks.push(block);
  }

  private place(): Place {
    return { page: 1, line: this.blocks.length + 1 };
  }

  private reset(): void {
    this.text = '';
    this.bold = true;
  }
}

function sectionOf(heading: string): { number?: string } {
  const number = sectionNumberOf(heading);
  return number === undefined ? {} : { number };
}

/** "3" of "3.", "b" of "(b)", "A1" of "A1"; none where the label says more than a number. */
function numberOfLabel(label: string): string | undefined {
  return /^[([]?((?:\p{L}{1,3}[-.]?)?\d{1,3}(?:\.\d{1,3})*|\p{L}|[ivxlc]{1,6}|[IVXLC]{1,6})[.):\]]*$/u.exec(
    label,
  )?.[1];
}

/** A number that the reader wrote, as it is read: before its text. */
function asRead(text: string): string {
  return text.replace(writtenNumber, '$1 ');
}

function isHeading(text: string, bold: boolean): boolean {
  const canBe =
    text.length <= 130 &&
    text.split(' ').length <= 16 &&
    /^[\p{Lu}\p{N}«"]/u.test(text) &&
    /\p{L}{2}/u.test(text) &&
    !/[.;,:]$|\p{L}: \S/u.test(text);
  if (!canBe) return false;
  return bold || sectionNumberOf(text) !== undefined || !/^\d/.test(text);
}

/** A line break inside a paragraph begins a new one only before a list's mark. */
function paragraphs(lines: readonly string[]): string[][] {
  const all: string[][] = [];
  for (const line of lines) {
    const last = all.at(-1);
    if (last === undefined || markOf(line) !== undefined) all.push([line]);
    else last.push(line);
  }
  return all;
}

function tidy(text: string): string {
  return text.replaceAll('\u00AD', '').replaceAll(/\s+/g, ' ').trim();
}

function attribute(element: Element, name: string): string | undefined {
  return element.attrs.find((candidate) => candidate.name === name)?.value;
}

function isHidden(element: Element): boolean {
  const style = attribute(element, 'style') ?? '';
  return (
    attribute(element, 'hidden') !== undefined ||
    attribute(element, 'aria-hidden') === 'true' ||
    /display:\s*none|visibility:\s*hidden/i.test(style)
  );
}

function titleOf(document: DefaultTreeAdapterTypes.Document): string | undefined {
  for (const element of elements(document, new Set(['title']))) {
    const text = tidy(textWithin(element));
    if (text !== '') return text;
  }
  return undefined;
}

function hasHeadings(document: DefaultTreeAdapterTypes.Document): boolean {
  const headings = elements(document, new Set(['h1', 'h2', 'h3', 'h4']));
  return [1, 2].every(() => !headings.next().done);
}

function* elements(node: Node, names: ReadonlySet<string>, depth = 0): Generator<Element> {
  if (!('childNodes' in node) || depth > 500) return;
  for (const child of node.childNodes) {
    if ('tagName' in child && names.has(child.tagName)) yield child;
    yield* elements(child, names, depth + 1);
  }
}

function hasTable(table: Element): boolean {
  return !elements(table, new Set(['table'])).next().done;
}

interface HtmlCell {
  /** Absent where a cell to the left spans it. */
  element?: Element;
  spanned?: true;
}

/** Rows of cells, also those that a cell above or to the left spans. */
function tableRows(table: Element): HtmlCell[][] {
  const rows: HtmlCell[][] = [];
  const above = new Map<number, { element: Element; rows: number }>();
  for (const row of elements(table, new Set(['tr']))) {
    const cells: HtmlCell[] = [];
    const fill = () => {
      for (
        let span = above.get(cells.length);
        span !== undefined && span.rows > 0;
        span = above.get(cells.length)
      ) {
        span.rows--;
        cells.push({ element: span.element, spanned: true });
      }
    };
    for (const child of row.childNodes) {
      if (!('tagName' in child) || (child.tagName !== 'td' && child.tagName !== 'th')) continue;
      fill();
      const down = span(child, 'rowspan') - 1;
      for (let column = 0; column < span(child, 'colspan'); column++) {
        if (down > 0 && column === 0) above.set(cells.length, { element: child, rows: down });
        cells.push(column === 0 ? { element: child } : {});
      }
    }
    fill();
    rows.push(cells);
  }
  return rows;
}

/** Between 1 and 100, whatever number a page gives. */
function span(element: Element, name: string): number {
  const value = Number(attribute(element, name) ?? '1');
  return Number.isInteger(value) ? Math.min(100, Math.max(1, value)) : 1;
}

const cellBreak = new Set([
  'p',
  'div',
  'li',
  'ul',
  'ol',
  'br',
  'h1',
  'h2',
  'h3',
  'h4',
  'h5',
  'h6',
  'tr',
  'dd',
  'dt',
]);

function cellLines(cell: Element | undefined): string[] {
  if (cell === undefined) return [];
  return textWithin(cell)
    .split('\u0000')
    .map((line) => tidy(asRead(line.replace(/^• (?=\uE010)/u, ''))))
    .filter((line) => line !== '');
}

function textWithin(node: Node, depth = 0): string {
  if (node.nodeName === '#text') return (node as DefaultTreeAdapterTypes.TextNode).value;
  if (!('childNodes' in node) || depth > 400) return '';
  if ('tagName' in node && (ignored.has(node.tagName) || isHidden(node))) return '';
  const inner = node.childNodes.map((child) => textWithin(child, depth + 1)).join('');
  const breaks = 'tagName' in node && cellBreak.has(node.tagName);
  const mark = 'tagName' in node && node.tagName === 'li' ? '• ' : '';
  return breaks ? `\u0000${mark}${inner}\u0000` : inner;
}
