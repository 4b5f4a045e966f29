import type { Block, Cell, Document, Table } from '../reading/document.js';
import { joinLines } from '../reading/hyphenation.js';
import type { ItemCandidate, MeasureCandidate, Recognised } from './candidate.js';
import { deadlineOf, deadlineWithin, isDeadline } from './deadline-in-words.js';
import { ownersFor } from './owners.js';
import { partiesAsWritten } from './parties-as-written.js';
import { type NamedValues, rolesOf } from './columns.js';
import { sectionName, type Standing, standings } from './sections.js';
import { type ColumnRole, columnRole, isMeasureHeader, likelyColumnRole } from './vocabulary.js';
import { tellsPast } from './sentence-forms.js';
import { isOfAnotherKind } from './signals.js';
import { type Candidate, doubtfulFrom, proposedFrom, type Weigh } from './weighing.js';

/**
 * Tables whose header names what to do, and a number, an owner or a deadline: read cell by cell, in whatever order
 * the columns stand. A header that repeats, a row that goes on over a page, and rows that only name a theme are
 * understood.
 */
export function measureTables({ blocks }: Document, weigh: Weigh): Recognised[] {
  const where = standings(blocks);
  const found: Recognised[] = [];
  let before: { at: number; columns: ReadonlyMap<ColumnRole, number>; width: number } | undefined;
  for (const [index, written] of blocks.entries()) {
    if (written.kind !== 'table') continue;
    const block = withoutSurroundings(written);
    const standing = where[index] ?? {};
    const section = sectionName(standing);
    const width = block.rows[0]?.length ?? 0;
    const goesOn = before !== undefined && before.width === width && index - before.at <= 3;
    const shape = shapeOf(block, goesOn ? before?.columns : undefined);
    if (shape === undefined) continue;
    const whole = shape.columns.get('responsible') === 0 ? filledDown(block) : block;
    const measures = measuresOfTable(whole, { section, shape });
    if (measures.length === 0) continue;
    const sorted = weighedRows(measures, {
      shape,
      standing,
      at: index / blocks.length,
      blocks,
      weigh,
    });
    if (sorted.kept.length > 0) before = { at: index, columns: shape.columns, width };
    found.push({
      form: 'table',
      saw:
        shape.header.length > 0
          ? `a table with the columns ${shape.header.join(' | ')}`
          : 'a table whose columns hold what to do, who and when',
      measures: sorted.kept,
      doubtful: sorted.doubtful,
      blocks: new Set(sorted.kept.length > 0 ? [index] : []),
    });
  }
  return found;
}

/** In a sheet, sentences and headings stand over and under the table in its first column. */
function withoutSurroundings(table: Table): Table {
  const filled = table.rows.map((row) => row.filter(({ lines }) => lines.length > 0).length);
  if (filled.filter((count) => count >= 3).length < 2) return table;
  const from = filled.findIndex((count) => count > 1);
  // What goes on from a row over a page's end begins small, or in another column.
  const to = table.rows.findLastIndex(
    ([first], at) => filled[at] !== 1 || !/^\p{Lu}/u.test(first?.lines.join(' ') ?? ''),
  );
  return { ...table, rows: table.rows.slice(from, to + 1) };
}

/** Where who is to act stands first, one name goes for the rows below that have none. */
function filledDown(table: Table): Table {
  let above: Cell | undefined;
  return {
    ...table,
    rows: table.rows.map((row) => {
      const [first, ...rest] = row;
      if (first === undefined || first.lines.length > 0) above = first;
      const goesOn = first?.lines.length === 0 && rest.filter(({ lines }) => lines.length > 0).length > 0;
      return goesOn && above !== undefined ? [above, ...rest] : row;
    }),
  };
}

/** How a table is to be read. */
interface Shape {
  header: readonly string[];
  names: readonly string[];
  columns: ReadonlyMap<ColumnRole, number>;
  /** The first row below the header. */
  from: number;
  /** Its names say that it is about measures. */
  named: boolean;
  money: boolean;
}

/** By its header where that names measures; else by what its columns hold. */
function shapeOf({ rows }: Table, before: ReadonlyMap<ColumnRole, number> | undefined): Shape | undefined {
  const headerAt = rows.slice(0, 4).findIndex((row) => isMeasureHeader(texts(row)));
  if (headerAt >= 0) return namedShape(rows, headerAt);
  if (before !== undefined && startsWithRow(rows[0] ?? [], before)) {
    return { header: [], names: [], columns: before, from: 0, named: true, money: false };
  }
  return unnamedShape(rows);
}

function namedShape(rows: Table['rows'], headerAt: number): Shape | undefined {
  const { names, from } = namesOf(rows, headerAt);
  const columns = columnsOf(names);
  if (!isFinding(names[columns.get('finding') ?? -1])) columns.delete('finding');
  if (tellsTime(rows.slice(from), columns.get('deadline'))) return undefined;
  const held = rolesOf(valuesOf(rows.slice(from), names));
  const used = new Set(columns.values());
  for (const role of ['responsible', 'deadline'] as const) {
    const at = held.get(role);
    if (at === undefined) continue;
    const own = columns.get(role);
    const empty = own !== undefined && rows.slice(from).every((row) => (row[own]?.lines.length ?? 0) === 0);
    // A column of starts is no column of deadlines, whatever it is called.
    if (
      (own === undefined && !used.has(at)) ||
      (role === 'deadline' && own !== at && !used.has(at) && !empty)
    )
      columns.set(role, at);
  }
  if (columns.get('deadline') !== undefined && startsOnly(names[columns.get('deadline') ?? -1]))
    columns.delete('deadline');
  return {
    header: names.filter((name) => name !== ''),
    names,
    columns,
    from,
    named: true,
    money: held.has('money'),
  };
}

function startsOnly(name = ''): boolean {
  return /\bstart/iu.test(name) && !/slutt|slut|end|ferdig|frist/iu.test(name);
}

/** The names of the columns; where a second row divides them ("Tid" into "Start" and "Slutt"), of both rows. */
function namesOf(rows: Table['rows'], headerAt: number): { names: string[]; from: number } {
  const top = texts(rows[headerAt] ?? []);
  const below = rows[headerAt + 1];
  const above = headerAt > 0 ? texts(rows[headerAt - 1] ?? []) : [];
  const sub = below === undefined ? [] : texts(below);
  const divided = sub.flatMap((text, at) => (text !== '' && text !== top[at] ? [at] : []));
  const isSub =
    divided.length > 0 &&
    divided.length < sub.length &&
    divided.every((at) => (sub[at] ?? '').split(/\s+/).length <= 4 && !/\d/.test(sub[at] ?? '')) &&
    divided.every((at) => top[at] === '' || top[at + 1] === '') &&
    sub.some(
      (text, at) =>
        (text === '' || text === top[at] || below?.[at]?.spanned === true) && (top[at] ?? '') !== '',
    );
  if (isSub) {
    let over = '';
    return {
      names: top.map((name, at) => {
        if (name !== '') over = name;
        return divided.includes(at) ? `${over} ${sub[at] ?? ''}`.trim() : name;
      }),
      from: headerAt + 2,
    };
  }
  // The row above may be what spans them: its name goes before theirs where they are left open.
  const spans =
    above.filter((name) => name !== '').length > 1 &&
    above.some((name, at) => name !== '' && (above[at + 1] ?? '') === '');
  if (!spans) return { names: top, from: headerAt + 1 };
  let over = '';
  return {
    names: top.map((name, at) => {
      if ((above[at] ?? '') !== '') over = above[at] ?? '';
      if (name === '') return above[at] ?? '';
      return columnRole(name) === undefined && likelyColumnRole(name) === undefined && over !== name
        ? `${over} ${name}`.trim()
        : name;
    }),
    from: headerAt + 1,
  };
}

function valuesOf(rows: Table['rows'], names: readonly string[]): NamedValues[] {
  const width = rows[0]?.length ?? 0;
  const whole = rows.filter((row) => row.filter(({ lines }) => lines.length > 0).length > 1);
  return Array.from({ length: width }, (_, column) => ({
    name: names[column] ?? '',
    values: whole.map((row) => row[column]?.lines ?? []),
  }));
}

/** A table whose names say nothing of measures: what its columns hold says it. */
function unnamedShape(rows: Table['rows']): Shape | undefined {
  const first = texts(rows[0] ?? []);
  if (rows.length < 2 || first.length < 2) return undefined;
  const isNames =
    first.every(
      (name) => name.split(/\s+/).length <= 6 && !/\S{5,}[.!?]$/.test(name) && !/\d{2}/.test(name),
    ) && first.filter((name) => name !== '').length >= 2;
  const { names, from } =
    isNames && !isAsBelow(rows) ? namesOf(rows, 0) : { names: first.map(() => ''), from: 0 };
  const held = rolesOf(valuesOf(rows.slice(from), names));
  const text = held.get('text');
  // Beside what was seen, what is asked; how it is said decides whether it is believed.
  const beside: readonly ColumnRole[] = ['responsible', 'deadline', 'finding'];
  if (text === undefined || !beside.some((role) => held.has(role))) return undefined;
  const columns = new Map<ColumnRole, number>();
  for (const [role, at] of held) if (role !== 'money') columns.set(role, at);
  if (tellsTime(rows.slice(from), columns.get('deadline'))) return undefined;
  return {
    header: names.filter((name) => name !== ''),
    names,
    columns,
    from,
    named: false,
    money: held.has('money'),
  };
}

/** A first row with a day where the others have theirs is no row of names. */
function isAsBelow(rows: Table['rows']): boolean {
  const dated = rows.map((row) => row.map(({ lines }) => isDeadline(joinLines(lines))));
  return dated[0]?.some((is, column) => is && dated.slice(1).some((row) => row[column] === true)) ?? false;
}

/** The row under a page's end has what the columns before it have. */
function startsWithRow(row: readonly Cell[], columns: ReadonlyMap<ColumnRole, number>): boolean {
  const number = columns.get('number');
  if (number === undefined) return false;
  return /\d/.test(joinLines(row[number]?.lines ?? []));
}

/** Rows of a table named for measures are believed unless all speaks against them; of others, if all speaks for them. */
function weighedRows(
  measures: readonly MeasureCandidate[],
  {
    shape,
    standing,
    at,
    blocks,
    weigh,
  }: { shape: Shape; standing: Standing; at: number; blocks: readonly Block[]; weigh: Weigh },
): { kept: MeasureCandidate[]; doubtful: MeasureCandidate[] } {
  const candidates = measures.map((measure): Candidate => ({
    text: measure.text,
    group: shape,
    around: {
      form: 'table',
      ...(standing.heading === undefined ? {} : { heading: standing.heading }),
      inSummary: standing.inSummary === true,
      ofAnotherKind: isOfAnotherKind(blocks),
      at,
      facts: measure.responsible.length > 0 || measure.deadline !== undefined,
      columns: {
        owner: shape.columns.has('responsible'),
        deadline: shape.columns.has('deadline'),
        money: shape.money,
        named: shape.named,
        status: shape.columns.has('status'),
      },
    },
  }));
  const weights = weigh(candidates);
  const weighed = weights.reduce((sum, { confidence }) => sum + confidence, 0) / Math.max(1, weights.length);
  const told = measures.filter(({ text }) => tellsPast(text)).length > measures.length / 2;
  const dated = shape.columns.has('responsible') && shape.columns.has('deadline');
  const planned = dated || (shape.named && !shape.money);
  // Short names of what to do are what a plan's cells hold; sums without a day tell a budget.
  const mean = planned && !told && !isOfAnotherKind(blocks) ? Math.max(weighed, 0.6) : weighed;
  const believed = mean >= proposedFrom;
  return {
    kept: believed
      ? measures.map((measure, row) => ({
          ...measure,
          confidence: Math.round(Math.max(mean, weights[row]?.confidence ?? 0) * 100) / 100,
        }))
      : [],
    doubtful:
      believed || mean < doubtfulFrom
        ? []
        : measures.map((measure) => ({ ...measure, confidence: Math.round(mean * 100) / 100 })),
  };
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

function measuresOfTable(
  table: Table,
  { section, shape: { names, columns, from } }: { section: string | undefined; shape: Shape },
): MeasureCandidate[] {
  const drafts: Draft[] = [];
  const rows = table.rows.slice(from);
  const owned = mostlyOwned(rows, columns);
  let theme: string | undefined;
  for (const row of rows) {
    if (names.length > 0 && isRepeated(row, names)) continue;
    const themeRow = themeOf(row, columns, owned);
    if (themeRow !== undefined) theme = themeRow;
    else if (!addRow(drafts, row, { columns, theme })) break;
  }
  return drafts.map((draft) => measureOf(draft, section));
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
  const what = text === '' ? title : text;
  // A column of its own that is empty says that there is none: a plan that is sent out and comes back must not change.
  const responsible = cells.has('responsible')
    ? partiesAsWritten(cells.get('responsible') ?? [])
    : ownersFor(what, { headings: [] });
  const deadline = cells.has('deadline') ? deadlineOf(said('deadline')) : deadlineWithin(what);
  const status = said('status');
  const named = said('theme') || theme;
  const ground = said('finding');
  return {
    numbers: numbersOf(said('number')),
    ...(title === '' || text === '' ? {} : { title }),
    text: what,
    responsible,
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
