import type { Standing } from '#domain/summary/standing.js';
import type { ReportLanguage } from '#domain/report/report-language.js';
import { withoutMarks } from '../texts/marked-text.js';

/**
 * What a report says, before it has a form: the same tree becomes a page, a PDF and a Word document
 * (docs/adr/009-one-content-many-forms.md). Text is text everywhere in it, never markup; in headings, runs, cells and
 * captions it may say which parts are in another language (`wordsParts`).
 */
export interface ReportDocument {
  language: ReportLanguage;
  /** Without marks: for metadata, lists and pages. */
  title: string;
  /** As it stands above the text. */
  titleShown: string;
  /** Under the title: what it is, for which period. */
  kind: string;
  keywords: readonly string[];
  /** What stands before all else: whose it is, its case, for whom, whether it is public, which edition. */
  facts: readonly Fact[];
  /** At the head of every page but the first: whose it is, and whether it is public. */
  header: readonly string[];
  /** Stands at the foot of every page. */
  footer: string;
  /** `Side {page} av {pages}`: the writer fills in the two names in braces. */
  pageOf: string;
  /** The title of the list of contents; absent where the document is too short for one. */
  contents?: string;
  blocks: readonly Block[];
}

export interface Fact {
  label: string;
  words: string;
}

export type Block = Heading | Paragraph | List | Table | Figure;

/** Level 1 is a section; the title stands above them all. */
export interface Heading {
  kind: 'heading';
  level: 1 | 2 | 3;
  text: string;
  /** Unique in the document, for links and lists of contents. */
  anchor?: string;
}

export interface Paragraph {
  kind: 'paragraph';
  runs: readonly Run[];
  tone?: 'lead' | 'note';
}

export interface List {
  kind: 'list';
  ordered: boolean;
  items: readonly ListItem[];
}

export interface ListItem {
  runs: readonly Run[];
  /** Where references to the measures told in it lead. */
  anchors?: readonly string[];
  children?: readonly ListItem[];
}

export interface Table {
  kind: 'table';
  caption: string;
  columns: readonly Column[];
  /** As many cells in each row as there are columns. */
  rows: readonly (readonly string[])[];
  /** The first cell of a row says what the row is about. */
  rowHeaders: boolean;
}

export interface Column {
  title: string;
  align: 'start' | 'end';
  /** Share of the width, relative to the other columns; figures need less than text. */
  share: number;
}

export interface Figure {
  kind: 'figure';
  caption: string;
  chart: Chart;
  /** What one who doesn't see it is told; the numbers follow as a table. */
  alternative: string;
  numbers: Table;
}

export type Chart =
  | {
      kind: 'bars';
      categories: readonly string[];
      series: readonly { standing: Standing; name: string; values: readonly number[] }[];
    }
  | {
      kind: 'lines';
      /** In time order, `YYYY-MM-DD`; null where a series has no figure that day. */
      dates: readonly string[];
      dateLabels: readonly string[];
      series: readonly {
        name: string;
        values: readonly (number | null)[];
        /** What stands at each point. */
        labels: readonly string[];
        tone: 'main' | 'late' | 'done';
      }[];
      unit?: string;
      target?: { value: number; label: string };
    };

export type Run =
  | { kind: 'text'; text: string; tone?: 'strong' | 'emphasis' | 'late' }
  /** To an anchor that is in the document. */
  | { kind: 'reference'; text: string; to: string }
  /** Stands after its term the first time the term is read. */
  | { kind: 'footnote'; number: number; text: string };

export function text(words: string, tone?: 'strong' | 'emphasis' | 'late'): Run {
  return tone === undefined ? { kind: 'text', text: words } : { kind: 'text', text: words, tone };
}

export function heading(level: Heading['level'], words: string, anchor?: string): Heading {
  return { kind: 'heading', level, text: words, ...(anchor === undefined ? {} : { anchor }) };
}

export function paragraph(runs: string | readonly Run[], tone?: Paragraph['tone']): Paragraph {
  return {
    kind: 'paragraph',
    runs: typeof runs === 'string' ? [text(runs)] : runs,
    ...(tone === undefined ? {} : { tone }),
  };
}

export function bullets(items: readonly (string | ListItem)[]): List {
  return { kind: 'list', ordered: false, items: items.map(listItem) };
}

export function numberedList(items: readonly (string | ListItem)[]): List {
  return { kind: 'list', ordered: true, items: items.map(listItem) };
}

function listItem(item: string | ListItem): ListItem {
  return typeof item === 'string' ? { runs: [text(item)] } : item;
}

/** Runs with one space between them. */
export function spaced(...parts: readonly (readonly Run[])[]): Run[] {
  return parts
    .filter((part) => part.length > 0)
    .flatMap((part, index) => (index === 0 ? part : [text(' '), ...part]));
}

/** The words alone, as they are read: for search, for tests and for cells that hold no runs. */
export function plainText(runs: readonly Run[]): string {
  return withoutMarks(runs.map((run) => (run.kind === 'footnote' ? '' : run.text)).join(''));
}
