import type { Unread } from './unread.js';

/** Where something stands in a document, so that a person can find it again. */
export interface Place {
  /** From 1; formats without pages have one. */
  page: number;
  /** From 1, within the page. In a sheet, the row; in a page without lines, the block. */
  line: number;
}

/** A line as it stands, before words that were divided at its end are put together. */
export interface Line {
  text: string;
  place: Place;
}

interface TextBlock {
  /** The text of all lines as one would read it aloud: no line breaks, no words divided at a line’s end. */
  text: string;
  lines: readonly Line[];
  place: Place;
}

export interface Heading extends TextBlock {
  kind: 'heading';
  /** From 1; absent where the format says only that it is a heading. */
  level?: number;
  /** "3.1", where the heading has one; it stands in `text` too. */
  number?: string;
}

export interface Paragraph extends TextBlock {
  kind: 'paragraph';
}

/** "Figure 2 …", "Table 1. …", "Box 3.1 …". */
interface Caption extends TextBlock {
  kind: 'caption';
}

export interface ListItem extends TextBlock {
  kind: 'item';
  /** From 0. */
  depth: number;
  /** As written: "•", "1.", "b)". `text` is without it. */
  marker: string;
  /** "1", "b"; absent for bullets. */
  number?: string;
}

/** `text` is without the mark. */
export interface Footnote extends TextBlock {
  kind: 'footnote';
  mark: string;
}

/** The text of a cell; several paragraphs or list items are several lines. */
export interface Cell {
  lines: readonly string[];
  place: Place;
  /** The text stands in a row above, whose cell spans this one. */
  spanned?: true;
}

export interface Table {
  kind: 'table';
  /** Every row has as many cells as the widest. What spans columns stands in the first; what spans rows, in each. */
  rows: readonly (readonly Cell[])[];
  place: Place;
}

export type TextualBlock = Heading | Paragraph | Caption | ListItem | Footnote;
export type Block = TextualBlock | Table;

export type Format = 'pdf' | 'docx' | 'html' | 'xlsx' | 'csv' | 'text';

/** What every reader gives and every recogniser works on. */
export interface Document {
  format: Format;
  title?: string;
  /** At least 1. */
  pages: number;
  blocks: readonly Block[];
  /** What stands in the file and not in the blocks, or not as its author saw it. */
  unread: readonly Unread[];
}
