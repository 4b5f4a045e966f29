import type { Block, Document, Place, TextualBlock } from '../reading/document.js';
import { joinLines } from '../reading/hyphenation.js';
import type { MeasureCandidate, Recognised } from './candidate.js';
import { deadlineOf, isDeadline } from './deadline-in-words.js';
import { endsOpen, looksLikeParty, partiesAsWritten } from './parties-as-written.js';
import { sectionName, type Standing, standings } from './sections.js';
import { type ColumnRole, columnRole, recommendationHeading } from './vocabulary.js';

/**
 * A table that has lost its columns: its header is one line of column names, its rows begin with the next number, and
 * the cells of each follow as lines. Rows end where the next number comes; the owners are the short names at the end
 * (or, where the header says so, at the beginning).
 */
export function flattenedTables({ blocks }: Document): Recognised[] {
  const lines = dropRunning(flatLines(blocks));
  const where = standings(blocks);
  const found: Recognised[] = [];
  for (let at = 0; at < lines.length; at++) {
    const header = headerAt(lines, at);
    if (header === undefined) continue;
    const rows = rowsAfter(lines, at + header.length, header.roles);
    if (rows.length < 2) continue;
    const standing = where[lines[at]?.block ?? 0] ?? {};
    found.push(recognisedAs(rows, header, sectionBefore(lines, at) ?? sectionAbove(standing)));
    at = rows.at(-1)?.end ?? at;
  }
  return found;
}

interface FlatLine {
  text: string;
  place: Place;
  block: number;
  /** The line begins a heading with a number, a caption or a heading about recommendations: no cell of a table. */
  divides: boolean;
}

function flatLines(blocks: readonly Block[]): FlatLine[] {
  return blocks.flatMap((block, index) => (block.kind === 'table' ? [] : linesOf(block, index)));
}

function linesOf(block: TextualBlock, index: number): FlatLine[] {
  return block.lines.flatMap(({ text, place }, line) => {
    const parts = beforeHeader(line === 0 ? withMark(block, text) : text.trim());
    return parts.map((part, at) => ({
      text: part,
      place,
      block: index,
      divides: line === 0 && at === 0 && divides(block),
    }));
  });
}

/** "Foreslåtte tiltak: Nr Tiltak Ansvar": what leads into the header may stand on its line. */
function beforeHeader(line: string): string[] {
  const found = /^(.{3,60}:)\s+(\S.*)$/u.exec(line);
  return found?.[1] !== undefined && found[2] !== undefined && rolesOf(found[2]) !== undefined
    ? [found[1], found[2]]
    : [line];
}

function withMark(block: TextualBlock, text: string): string {
  if (block.kind === 'item') return `${block.marker} ${text}`.trim();
  return block.kind === 'footnote' ? `${block.mark} ${text}`.trim() : text.trim();
}

function divides(block: TextualBlock): boolean {
  if (block.kind === 'caption') return true;
  return recommendationHeading(block.text) === 'strong';
}

/** A line just before the header that leads into it: "Foreslåtte tiltak:". */
function sectionBefore(lines: readonly FlatLine[], at: number): string | undefined {
  const lead = lines
    .slice(Math.max(0, at - 2), at)
    .find(({ text }) => recommendationHeading(text) !== undefined);
  return lead?.text.replace(/:$/, '');
}

/** The section it stands in, unless the header itself was taken for a heading. */
function sectionAbove(standing: Standing): string | undefined {
  const name = sectionName(standing);
  return name === undefined || rolesOf(name) !== undefined ? undefined : name;
}

interface FlatHeader {
  roles: ColumnRole[];
  names: string;
  /** How many lines it takes. */
  length: number;
}

/** The header on one line, or with each of its names on a line of its own. */
function headerAt(lines: readonly FlatLine[], at: number): FlatHeader | undefined {
  const first = lines[at]?.text ?? '';
  const roles = rolesOf(first);
  if (roles !== undefined) return { roles, names: first, length: 1 };
  if (columnRole(first)?.role !== 'number') return undefined;
  const names: string[] = [];
  for (const { text } of lines.slice(at, at + 8)) {
    if (columnRole(text) === undefined) break;
    names.push(text);
  }
  const apart = names.flatMap((name) => columnRole(name)?.role ?? []);
  const tells = names.length >= 2 && new Set(apart).size === apart.length && apart.includes('text');
  return tells ? { roles: apart, names: names.join(' '), length: names.length } : undefined;
}

/** "Nr Beskrivelse Ansvar Status Frist": nothing but names of columns, the number first. */
function rolesOf(line: string): ColumnRole[] | undefined {
  const words = line.trim().split(/\s+/);
  if (words.length < 2 || words.length > 14 || line.length > 120) return undefined;
  const roles: ColumnRole[] = [];
  let at = 0;
  while (at < words.length) {
    const length = [4, 3, 2, 1].find((count) => {
      const role =
        at + count <= words.length ? columnRole(words.slice(at, at + count).join(' '))?.role : undefined;
      return role !== undefined && !/[,/]|\b(og|and)\b/.test(words.slice(at, at + count).join(' '));
    });
    if (length === undefined) return undefined;
    const role = columnRole(words.slice(at, at + length).join(' '))?.role;
    if (role !== undefined) roles.push(role);
    at += length;
  }
  const unique = new Set(roles);
  if (unique.size !== roles.length || roles[0] !== 'number') return undefined;
  return unique.has('text') || unique.has('title') ? roles : undefined;
}

interface FlatRow {
  number: string;
  lines: FlatLine[];
  /** The index of the row's last line. */
  end: number;
}

function rowsAfter(lines: readonly FlatLine[], start: number, roles: readonly ColumnRole[]): FlatRow[] {
  const rows: FlatRow[] = [];
  for (let at = start; at < lines.length; at++) {
    const line = lines[at];
    if (line === undefined) break;
    const again = headerAt(lines, at);
    if (again !== undefined) {
      const next = startOf(lines[at + again.length], undefined);
      const goesOn = again.roles.join() === roles.join() && next !== '1';
      if (!goesOn) break;
      at += again.length - 1;
      continue;
    }
    if (line.divides) break;
    const number = startOf(line, rows.at(-1)?.number);
    if (number !== undefined) {
      const rest = line.text.replace(/^\(?[A-Z]{0,3}-?\d{1,3}[.):]*\s*/, '');
      rows.push({ number, lines: rest === '' ? [] : [{ ...line, text: rest }], end: at });
      continue;
    }
    const open = rows.at(-1);
    if (open === undefined) {
      if (at - start > 3) break;
      continue;
    }
    open.lines.push(line);
    open.end = at;
  }
  return rows;
}

/** The number a line begins with, if it is the one that comes next. */
function startOf(line: FlatLine | undefined, before: string | undefined): string | undefined {
  const found = /^\(?([A-Z]{0,3}-?)(\d{1,3})[.):]*(?:\s+(?=[\p{Lu}\p{N}«"(•–-])|$)/u.exec(line?.text ?? '');
  const [prefix, digits] = [found?.[1] ?? '', found?.[2]];
  if (digits === undefined) return undefined;
  if (before === undefined) return prefix + digits;
  const next = Number(/\d+$/.exec(before)?.[0] ?? Number.NaN) + 1;
  return Number(digits) === next && before.startsWith(prefix) ? prefix + digits : undefined;
}

function recognisedAs(rows: readonly FlatRow[], header: FlatHeader, section: string | undefined): Recognised {
  const owned = header.roles.includes('responsible');
  const known = owned ? partiesOfRows(rows.slice(0, -1), header.roles) : new Set<string>();
  const measures = rows.map((row, index): MeasureCandidate => {
    const last = index === rows.length - 1;
    const { description, responsible, deadline, status } = cellsOf(
      row,
      header.roles,
      last ? known : undefined,
    );
    const due = deadlineOf(deadline.join(' '));
    return {
      numbers: [row.number],
      text: joinLines(description),
      responsible: partiesAsWritten(responsible),
      ...(due === undefined ? {} : { deadline: due }),
      ...(status.length === 0 ? {} : { status: status.join(' ') }),
      ...(section === undefined ? {} : { section }),
      items: [],
      source: row.lines[0]?.place ?? { page: 1, line: 1 },
      confidence: 0.9,
    };
  });
  const blocks = new Set(rows.flatMap(({ lines }) => lines.map(({ block }) => block)));
  return {
    form: 'flattened-table',
    saw: `a table that has lost its columns, under the names “${header.names}”, with rows ${rows[0]?.number} to ${rows.at(-1)?.number}`,
    measures: measures.filter(({ text }) => text !== ''),
    blocks,
  };
}

interface FlatCells {
  description: string[];
  responsible: string[];
  deadline: string[];
  status: string[];
}

/** Splits a row's lines into its cells, from both ends, by what the header says stands there. */
function cellsOf(
  row: FlatRow,
  roles: readonly ColumnRole[],
  known: ReadonlySet<string> | undefined,
): FlatCells {
  const textAt = Math.max(roles.indexOf('text'), roles.includes('text') ? -1 : roles.indexOf('title'));
  const before = new Set(roles.slice(0, textAt));
  const after = new Set(roles.slice(textAt + 1));
  let lines = row.lines.map(({ text }) => text);
  if (known !== undefined) lines = withoutWhatFollows(row, lines, { owned: after.has('responsible'), known });
  const cells: FlatCells = { description: [], responsible: [], deadline: [], status: [] };
  if (before.has('responsible')) {
    while (lines.length > 1 && looksLikeParty(lines[0] ?? '') && (lines[0] ?? '').length < 45) {
      cells.responsible.push(lines.shift() ?? '');
    }
  }
  const tail = tailOf(lines, after);
  cells.description = lines.slice(0, lines.length - tail.length);
  for (const line of tail) {
    if (after.has('deadline') && isDeadline(line)) cells.deadline.push(line);
    else if (after.has('status') && isStatus(line)) cells.status.push(line);
    else cells.responsible.push(line);
  }
  if (tail.length === 0) takeFromLastLine(cells, after);
  return cells;
}

/** The short lines at the row's end: names, dates, states; never the whole row. */
function tailOf(lines: readonly string[], after: ReadonlySet<ColumnRole>): string[] {
  let from = lines.length;
  while (from > 1) {
    const line = lines[from - 1] ?? '';
    const above = lines[from - 2] ?? '';
    const isCell =
      (after.has('deadline') && isDeadline(line)) ||
      (after.has('status') && isStatus(line)) ||
      (after.has('responsible') && (looksLikeParty(line) || (line.length < 60 && isRestOfName(line, above))));
    if (!isCell) break;
    from--;
  }
  const tail = lines.slice(from);
  // The tail begins with a whole name; what begins in the middle of one belongs to the description.
  while (tail.length > 0 && /^\p{Ll}/u.test(tail[0] ?? '') && !isStatus(tail[0] ?? '')) tail.shift();
  return tail;
}

function isRestOfName(line: string, above: string): boolean {
  return /^\p{Ll}/u.test(line) && !/[.!?:]$/.test(line) && looksLikeParty(above) && endsOpen(above);
}

function isStatus(line: string): boolean {
  return /^(ikke (startet|påbegynt|gjennomført)|ikkje starta|under (arbeid|veis)|pågår|påbegynt|startet|starta|ferdig|fullført|gjennomført|åpen|open|lukket|closed|not started|in progress|ongoing|done|completed|implemented|delvis( gjennomført)?|utsatt|planlagt|planned|klar)\.?$/iu.test(
    line.trim(),
  );
}

/** "… gjennomgås årlig. Kommunene 31.12.2026": cells that stand on the description's own last line. */
function takeFromLastLine(cells: FlatCells, after: ReadonlySet<ColumnRole>): void {
  let last = cells.description.at(-1) ?? '';
  if (after.has('deadline')) {
    const date =
      /\s((?:innen |senest )?(?:\d{1,2}\.\d{1,2}\.(?:20)?\d{2}|20\d{2}-\d{2}-\d{2}|Q[1-4] 20\d{2}|\d\. kvartal 20\d{2}|20\d{2}))\s*$/u.exec(
        last,
      );
    if (date?.[1] !== undefined) {
      cells.deadline.push(date[1]);
      last = last.slice(0, date.index);
    }
  }
  if (after.has('responsible')) {
    const name = /^(.*[.!?)])\s+([^.!?]{2,60})$/u.exec(last);
    if (name?.[1] !== undefined && name[2] !== undefined && looksLikeParty(name[2])) {
      cells.responsible.push(name[2]);
      last = name[1];
    }
  }
  if (cells.description.length > 0) cells.description[cells.description.length - 1] = last;
}

function partiesOfRows(rows: readonly FlatRow[], roles: readonly ColumnRole[]): Set<string> {
  return new Set(rows.flatMap((row) => cellsOf(row, roles, undefined).responsible));
}

/** After the last row comes something else: names that no other row has, and all after its own names. */
function withoutWhatFollows(
  row: FlatRow,
  lines: readonly string[],
  { owned, known }: { owned: boolean; known: ReadonlySet<string> },
): string[] {
  if (!owned) {
    const firstBlock = row.lines[0]?.block;
    const own = row.lines.findIndex(({ block, text }) => block !== firstBlock && /^\p{Lu}/u.test(text));
    return own < 0 ? [...lines] : lines.slice(0, own);
  }
  const names = lines.findIndex((line, index) => index > 0 && known.has(line));
  if (names < 0) {
    const end = lines.findIndex(
      (line, index) => index > 0 && looksLikeParty(line) && /[.!?)]$/.test(lines[index - 1] ?? ''),
    );
    if (end < 0) return [...lines];
    return lines.slice(0, endOfCells(lines, end, known) + 1);
  }
  return lines.slice(0, endOfCells(lines, names, known) + 1);
}

/** The last of the lines that are cells, from the first that is. */
function endOfCells(lines: readonly string[], from: number, known: ReadonlySet<string>): number {
  let last = from;
  for (let at = from + 1; at < lines.length; at++) {
    const line = lines[at] ?? '';
    const isCell =
      known.has(line) || isDeadline(line) || isStatus(line) || isRestOfName(line, lines[last] ?? '');
    if (!isCell) break;
    last = at;
  }
  return last;
}

/**
 * A line that stands two or more times, each time where something new begins after it (a header row, a heading about
 * recommendations, a new page, the end), runs through the document and belongs to no cell.
 */
function dropRunning(lines: readonly FlatLine[]): FlatLine[] {
  const at = new Map<string, number[]>();
  for (const [index, { text }] of lines.entries()) {
    if (text.length < 12 || text.length > 120) continue;
    const places = at.get(text);
    if (places === undefined) at.set(text, [index]);
    else places.push(index);
  }
  const running = new Set<number>();
  for (const [text, places] of at) {
    if (places.length < 2 || rolesOf(text) !== undefined || recommendationHeading(text) !== undefined)
      continue;
    if (places.every((index) => beginsAnew(lines, index + 1))) for (const index of places) running.add(index);
  }
  return lines.filter((_, index) => !running.has(index));
}

function beginsAnew(lines: readonly FlatLine[], at: number): boolean {
  const line = lines[at];
  if (line === undefined) return true;
  return headerAt(lines, at) !== undefined || recommendationHeading(line.text) !== undefined;
}
