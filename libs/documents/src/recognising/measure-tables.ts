import type { Cell, Document, Table } from '../reading/document.js';
import { joinLines } from '../reading/hyphenation.js';
import type { ItemCandidate, MeasureCandidate, Recognised } from './candidate.js';
import { deadlineOf } from './deadline-in-words.js';
import { partiesAsWritten } from './parties-as-written.js';
import { sectionName, standings } from './sections.js';
import { type ColumnRole, isMeasureHeader, likelyColumnRole } from './vocabulary.js';

/**
 * Tables whose header names what to do, and a number, an owner or a deadline: read cell by cell, in whatever order
 * the columns stand. A header that repeats, a row that goes on over a page, and rows that only name a theme are
 * understood.
 */
export function measureTables({ blocks }: Document): Recognised[] {
  const where = standings(blocks);
  const found: Recognised[] = [];
  for (const [index, block] of blocks.entries()) {
    if (block.kind !== 'table') continue;
    const standing = where[index] ?? {};
    const section = sectionName(standing);
    const read = measuresOfTable(block, section);
    if (read.measures.length > 0) {
      found.push({
        form: 'table',
        saw: `a table with the columns ${read.header.join(' | ')}`,
        measures: read.measures,
        blocks: new Set([index]),
      });
    }
  }
  return found;
}

/** The columns by what they hold; the best name wins where two claim the same. */
function columnsOf(header: readonly string[]): Map<ColumnRole, number> {
  const columns = new Map<ColumnRole, { column: number; rank: number }>();
  for (const [column, name] of header.entries()) {
    const known = likelyColumnRole(name);
    if (known === undefined) continue;
    const rival = columns.get(known.role);
    if (rival === undefined) columns.set(known.role, { column, rank: known.rank });
    else if (known.rank < rival.rank) {
      columns.set(known.role, { column, rank: known.rank });
      // "Tiltak | Beskrivelse": the less telling of two texts is the title.
      if (known.role === 'text' && !columns.has('title')) columns.set('title', rival);
    } else if (
      known.role === 'text' &&
      known.rank > rival.rank &&
      column < rival.column &&
      !columns.has('title')
    ) {
      columns.set('title', { column, rank: known.rank });
    }
  }
  return new Map([...columns].map(([role, { column }]) => [role, column]));
}

interface TableReading {
  header: string[];
  measures: MeasureCandidate[];
}

function measuresOfTable(table: Table, section: string | undefined): TableReading {
  const headerAt = table.rows.slice(0, 4).findIndex((row) => isMeasureHeader(texts(row)));
  const header = table.rows[headerAt];
  if (header === undefined) return { header: [], measures: [] };
  const names = texts(header);
  const columns = columnsOf(names);
  if (!isFinding(names[columns.get('finding') ?? -1])) columns.delete('finding');
  if (tellsTime(table.rows.slice(headerAt + 1), columns.get('deadline'))) return { header: [], measures: [] };
  const drafts: Draft[] = [];
  const owned = mostlyOwned(table.rows.slice(headerAt + 1), columns);
  let theme: string | undefined;
  for (const row of table.rows.slice(headerAt + 1)) {
    if (isRepeated(row, names)) continue;
    const themeRow = themeOf(row, columns, owned);
    if (themeRow !== undefined) theme = themeRow;
    else if (!addRow(drafts, row, { columns, theme })) break;
  }
  return {
    header: names.filter((name) => name !== ''),
    measures: drafts.map((draft) => measureOf(draft, section)),
  };
}

/** Comments, costs and priorities stand beside a measure as findings do, and are none. */
function isFinding(name = ''): boolean {
  return /funn|observa|finding|avvik|utfordring|læringspunkt|svakhet|problem|iakttag|issue|lesson|learned|fynd|fund/iu.test(
    name,
  );
}

/** A log has a time of day where a plan has its deadline. */
function tellsTime(rows: readonly (readonly Cell[])[], column: number | undefined): boolean {
  const cells = rows.map((row) => joinLines(row[column ?? -1]?.lines ?? [])).filter((cell) => cell !== '');
  const times = cells.filter(
    (cell) => /^(kl\.?\s*)?\d{1,2}[:.]\d{2}([:.–-]|$|\s)/i.test(cell) && !/\d{4}/.test(cell),
  );
  return times.length > cells.length / 2;
}

function texts(row: readonly Cell[]): string[] {
  return row.map(({ lines }) => joinLines(lines));
}

function isRepeated(row: readonly Cell[], names: readonly string[]): boolean {
  return texts(row).every((text, column) => text.toLowerCase() === (names[column] ?? '').toLowerCase());
}

/** A row with one written cell, and that not a number nor a long text, is the theme of the rows below it. */
function themeOf(
  row: readonly Cell[],
  columns: ReadonlyMap<ColumnRole, number>,
  owned: boolean,
): string | undefined {
  const written = texts(row)
    .map((text, column) => ({ text, column }))
    .filter(({ text }) => text !== '');
  const only = written[0];
  if (written.length !== 1 || only === undefined) return undefined;
  const isText = only.column === columns.get('text');
  const short = only.text.length <= 100 && !/[.!?:;,]$/.test(only.text) && /^[\p{Lu}\p{N}]/u.test(only.text);
  if (!short || /^\d+[.)]?$/.test(only.text)) return undefined;
  // Without a column of numbers, a text alone may well be a measure without owner, unless the others have theirs.
  if (isText && !columns.has('number') && !owned) return undefined;
  return only.column === 0 || isText ? only.text : undefined;
}

/** Whether nearly every row with a text has an owner or a deadline. */
function mostlyOwned(rows: readonly (readonly Cell[])[], columns: ReadonlyMap<ColumnRole, number>): boolean {
  const filled = (row: readonly Cell[], role: ColumnRole) =>
    (row[columns.get(role) ?? -1]?.lines.length ?? 0) > 0;
  const withText = rows.filter((row) => filled(row, 'text'));
  const owned = withText.filter((row) => filled(row, 'responsible') || filled(row, 'deadline'));
  return owned.length >= 2 && owned.length >= withText.length * 0.6;
}

/** A row being put together; a row that a page broke in two adds to its cells. */
interface Draft {
  cells: Map<ColumnRole, string[]>;
  source: Cell['place'];
  theme: string | undefined;
}

/** @returns false where the table has ended and something else stands under its columns */
function addRow(
  drafts: Draft[],
  row: readonly Cell[],
  { columns, theme }: { columns: ReadonlyMap<ColumnRole, number>; theme: string | undefined },
): boolean {
  const cells = new Map<ColumnRole, string[]>();
  for (const [role, column] of columns) {
    const cell = row[column];
    // An owner whose cell spans several rows owns them all; a text that does is one measure's.
    const counts = cell !== undefined && (cell.spanned !== true || spans.has(role));
    cells.set(role, counts ? [...cell.lines] : []);
  }
  const said = (role: ColumnRole) => joinLines(cells.get(role) ?? []);
  const written = [...cells.values()].some((lines) => lines.length > 0);
  if (!written) return true;
  const last = drafts.at(-1);
  const goesOn =
    last !== undefined &&
    said('number') === '' &&
    (columns.has('number')
      ? said('text') === '' || !isWholeRow(cells)
      : (said('text') === '' && said('title') === '') || /^\p{Ll}/u.test(said('text')));
  if (goesOn) {
    for (const [role, lines] of cells) last.cells.get(role)?.push(...lines);
    return true;
  }
  if (said('text') === '' && said('title') === '') return true;
  const source = row.find(({ lines }) => lines.length > 0)?.place ?? { page: 1, line: 1 };
  drafts.push({ cells, source, theme });
  return true;
}

const spans: ReadonlySet<ColumnRole> = new Set([
  'responsible',
  'contributing',
  'deadline',
  'theme',
  'status',
]);

/** A row without number that still has its own owner or deadline is a row of its own. */
function isWholeRow(cells: ReadonlyMap<ColumnRole, readonly string[]>): boolean {
  const text = joinLines(cells.get('text') ?? []);
  const owned = (cells.get('responsible')?.length ?? 0) > 0 || (cells.get('deadline')?.length ?? 0) > 0;
  return owned && /^\p{Lu}/u.test(text);
}

function measureOf({ cells, source, theme }: Draft, section: string | undefined): MeasureCandidate {
  const said = (role: ColumnRole) => joinLines(cells.get(role) ?? []);
  const { text, items } = withItems(cells.get('text') ?? [], source);
  const title = said('title');
  const deadline = deadlineOf(said('deadline'));
  const status = said('status');
  const named = said('theme') || theme;
  const ground = said('finding');
  return {
    numbers: numbersOf(said('number')),
    ...(title === '' || text === '' ? {} : { title }),
    text: text === '' ? title : text,
    responsible: partiesAsWritten(cells.get('responsible') ?? []),
    ...(deadline === undefined ? {} : { deadline }),
    ...(status === '' ? {} : { status }),
    ...(section === undefined ? {} : { section }),
    ...(named === undefined || named === '' ? {} : { theme: named }),
    ...(ground === '' ? {} : { ground }),
    items,
    source,
    confidence: 0.97,
  };
}

/** "Tiltak 3" → 3, "14 og 15" → 14, 15, "R-2." → R-2. */
export function numbersOf(written: string): string[] {
  const plain = written
    .replace(/^(tiltak|anbefaling|tilråding|nr|no|recommendation|punkt)\b\.?\s*/i, '')
    .trim();
  return plain
    .split(/\s*(?:,|\bog\b|\band\b|\boch\b|&|\+)\s*/)
    .map((number) => number.replace(/[.):]+$/, '').trim())
    .filter((number) => number !== '' && number.length <= 12);
}

/** Bullets or letters in a cell are its items, when something stands before them. */
function withItems(
  lines: readonly string[],
  source: Cell['place'],
): { text: string; items: ItemCandidate[] } {
  const marked = (line: string) => /^([•●▪◦‣]|[-–*]|[a-zæøå]\)|\(?\d{1,2}[.)])\s+(?=\S)/u.exec(line.trim());
  const first = lines.findIndex((line) => marked(line) !== null);
  const bulleted = lines.filter((line) => marked(line) !== null).length;
  if (first <= 0 || bulleted < 2) return { text: joinLines(lines), items: [] };
  const groups: string[][] = [];
  for (const line of lines.slice(first)) {
    const mark = marked(line);
    if (mark === null) groups.at(-1)?.push(line);
    else groups.push([line.trim().slice(mark[0].length)]);
  }
  return {
    text: joinLines(lines.slice(0, first)),
    items: groups.map((group) => ({ text: joinLines(group), source })),
  };
}
