import type { Block, Document, Place } from '../reading/document.js';
import { joinLines } from '../reading/hyphenation.js';
import type { MeasureCandidate, Recognised } from './candidate.js';
import { rolesOf } from './columns.js';
import { deadlineOf, deadlineWithin } from './deadline-in-words.js';
import { announcedLabelOf, type Label, labelReader } from './labels.js';
import { namesOnlyActors, ownersFor } from './owners.js';
import { partiesAsWritten } from './parties-as-written.js';
import { sectionName, type Standing, standings } from './sections.js';
import { type ColumnRole, likelyColumnRole, namesRecommendations } from './vocabulary.js';
import { tellsPast } from './sentence-forms.js';
import { isOfAnotherKind } from './signals.js';
import { type Candidate, doubtfulFrom, proposedFrom, type Weigh } from './weighing.js';

/**
 * Blocks that say the same things under the same names, one after the other: "Funn: … Anbefaling: … Ansvarlig: …".
 * The names are those that come again in this document, whatever they are; what each holds is told by its content.
 */
export function fieldRecords({ blocks }: Document, weigh: Weigh): Recognised[] {
  const pieces = piecesOf(blocks);
  const records = recordsOf(pieces, blocks);
  if (records.length === 0) return [];
  const names = [...new Set(records.flatMap(({ fields }) => fields.map(({ name }) => name)))].filter(
    (name) => name !== overFields && name !== overFieldsNumber,
  );
  const held = rolesOf(
    names.map((name) => ({
      name: name.replace(/:$/, ''),
      values: records.map(({ fields }) => linesOf(fields.find((field) => field.name === name)?.value)),
    })),
  );
  const nameOf = new Map<ColumnRole, string>();
  for (const [role, at] of held) if (role !== 'money') nameOf.set(role, names[at] ?? '');
  const beside = nameOf.has('responsible') || nameOf.has('deadline');
  const text = nameOf.get('text') ?? (beside ? overFields : undefined);
  if (text === undefined) return [];
  nameOf.set('text', text);
  const where = standings(blocks);
  const own = records.filter(({ fields }) => fields.some(({ name }) => name === text));
  if (text === overFields && own.length < 2) return [];
  const measures = own.map((record) => measureOf(record, { nameOf, where }));
  // In one chapter after the other, the chapters' headings say what each is about.
  const headings = new Set(own.map(({ blocks: [first = 0] }) => where[first]?.headingAt));
  const sharedHeading = headings.size === 1 ? where[own[0]?.blocks[0] ?? 0]?.heading : undefined;
  const candidates = measures.map((measure, at): Candidate => {
    const record = own[at];
    const standing: Standing = where[record?.blocks[0] ?? 0] ?? {};
    const heading = sharedHeading ?? record?.under;
    return {
      text: measure.text,
      group: 'records',
      around: {
        form: 'labelled',
        label: text,
        ...(heading === undefined ? {} : { heading }),
        inSummary: standing.inSummary === true,
        ofAnotherKind: isOfAnotherKind(blocks),
        at: (record?.blocks[0] ?? 0) / blocks.length,
        facts: nameOf.has('responsible') || nameOf.has('deadline'),
      },
    };
  });
  const weights = weigh(candidates);
  const alone = weights.reduce((sum, { confidence }) => sum + confidence, 0) / Math.max(1, weights.length);
  const told = measures.filter((measure) => tellsPast(measure.text)).length > measures.length / 2;
  const planned = nameOf.has('responsible') && nameOf.has('deadline') && own.length >= 2;
  const mean = planned && !told && !isOfAnotherKind(blocks) ? Math.max(alone, 0.6) : alone;
  if (mean < doubtfulFrom) return [];
  const believed = mean >= proposedFrom;
  const weighed = measures.map((measure, at) => ({
    ...measure,
    confidence: Math.round((believed ? Math.max(mean, weights[at]?.confidence ?? 0) : mean) * 100) / 100,
  }));
  return [
    {
      form: 'labelled',
      saw: `${own.length} blocks that say ${names.map((name) => `“${name}”`).join(', ')}`,
      measures: believed ? weighed : [],
      doubtful: believed ? [] : weighed,
      blocks: new Set(believed ? own.flatMap((record) => record.blocks) : []),
    },
  ];
}

/** What stands over the fields, where none of them says what to do. */
const overFields = '';

export interface Field {
  name: string;
  value: string;
}

type Piece = { place: Place; block: number } & (
  ({ kind: 'field' } & Field) | { kind: 'heading' | 'text' | 'end'; text: string }
);

const fieldLine = /^(\p{Lu}[\p{L} /()-]{1,40}?)\s*:\s*(.*)$/u;
const mostWords = 5;

/** "Ansvarlig: Brannsjefen": the name before the colon, and what stands after it. */
export function fieldOf(line: string): Field | undefined {
  // Most lines have no colon, and need no look.
  if (!line.slice(0, 60).includes(':')) return undefined;
  const [, name, value] = fieldLine.exec(line.trim()) ?? [];
  if (name === undefined || value === undefined || name.split(/\s+/).length > mostWords) return undefined;
  return { name: name.trim(), value: value.trim() };
}

/** The names that begin two lines or more of the document. */
export function recurring(blocks: readonly Block[]): ReadonlySet<string> {
  const known = recurringNames.get(blocks);
  if (known !== undefined) return known;
  const found = countedNames(blocks);
  recurringNames.set(blocks, found);
  return found;
}

const recurringNames = new WeakMap<readonly Block[], ReadonlySet<string>>();

/** "Kommunen: øve varsling": who is to do it, not what a field is called. */
function isWho(name: string): boolean {
  return likelyColumnRole(name) === undefined && namesOnlyActors(name);
}

function countedNames(blocks: readonly Block[]): Set<string> {
  const counts = new Map<string, number>();
  for (const block of blocks) {
    if (block.kind === 'table' || block.kind === 'footnote') continue;
    for (const { text } of block.lines) {
      const name = fieldOf(text)?.name.toLowerCase();
      if (name !== undefined) counts.set(name, (counts.get(name) ?? 0) + 1);
    }
  }
  return new Set(
    [...counts]
      .filter(([name, count]) => (count >= 2 || namesRecommendations(name)) && !isWho(name))
      .map(([name]) => name),
  );
}

/** Fields wherever a line begins one, with the lines that go on; all else as it stands. */
function piecesOf(blocks: readonly Block[]): Piece[] {
  const names = recurring(blocks);
  const labels = labelReader(blocks);
  const pieces: Piece[] = [];
  if (names.size === 0) return pieces;
  for (const [at, block] of blocks.entries()) {
    if (block.kind === 'footnote') continue;
    if (block.kind === 'table') {
      pieces.push({ kind: 'end', text: '', place: block.place, block: at });
      continue;
    }
    let open: { piece: Piece; lines: string[] } | undefined;
    const close = () => {
      if (open === undefined) return;
      const whole = joinLines(open.lines);
      pieces.push(
        open.piece.kind === 'field' ? { ...open.piece, value: whole } : { ...open.piece, text: whole },
      );
      open = undefined;
    };
    for (const { text, place } of block.lines) {
      const field = fieldOf(text);
      const isField = field !== undefined && names.has(field.name.toLowerCase());
      const label = labels(text);
      if (isField && (label === undefined || label.inSentence)) {
        close();
        open = { piece: { kind: 'field', ...field, place, block: at }, lines: [field.value] };
      } else if (open?.piece.kind === 'field' && !(label !== undefined && !label.inSentence)) {
        open.lines.push(text);
      } else if (open === undefined || (label !== undefined && !label.inSentence)) {
        close();
        const isHeading = block.kind === 'heading' || (label !== undefined && !label.inSentence);
        open = { piece: { kind: isHeading ? 'heading' : 'text', text, place, block: at }, lines: [text] };
      } else open.lines.push(text);
    }
    close();
  }
  return pieces;
}

interface FieldRecord {
  title?: string;
  label?: Label;
  /** The heading over the one that names it. */
  under?: string;
  fields: Field[];
  blocks: number[];
  place: Place;
}

/** A record begins where a name comes again, or after a heading or a label. */
function recordsOf(pieces: readonly Piece[], blocks: readonly Block[]): FieldRecord[] {
  const labels = labelReader(blocks);
  const records: FieldRecord[] = [];
  let open: FieldRecord | undefined;
  let above: Piece | undefined;
  let under: string | undefined;
  let aside = 0;
  let heading: Piece | undefined;
  for (const piece of pieces) {
    if (piece.kind !== 'field') {
      // A paragraph between the fields of a record is part of its telling; two, or a heading, end it.
      aside = piece.kind === 'text' ? aside + 1 : 2;
      if (aside > 1) open = undefined;
      if (above?.kind === 'heading' && piece.kind === 'heading') under = above.text;
      heading = piece.kind === 'heading' ? piece : above?.kind === 'heading' ? above : undefined;
      above = piece.kind === 'end' ? undefined : piece;
      continue;
    }
    const again = open?.fields.some(({ name }) => same(name, piece.name)) ?? false;
    if (open === undefined || again) {
      const label = above === undefined || above.kind === 'field' ? undefined : labels(above.text);
      const isTitle = above?.kind === 'heading' || (label !== undefined && !label.inSentence);
      open = {
        ...(isTitle && above !== undefined && above.kind !== 'field'
          ? {
              title: label?.text ?? above.text.replace(/^\d+(\.\d+)*[.)]?\s+/, ''),
              ...(label === undefined ? {} : { label }),
            }
          : {}),
        ...(under === undefined ? {} : { under }),
        fields: [],
        blocks: isTitle && label !== undefined && above !== undefined ? [above.block] : [],
        place: isTitle && label !== undefined && above !== undefined ? above.place : piece.place,
      };
      if (
        above?.kind === 'text' &&
        blocks[above.block]?.kind === 'paragraph' &&
        !isTitle &&
        heading?.kind === 'heading' &&
        announcedLabelOf(above.text) === undefined
      )
        overText(open, above, heading);
      records.push(open);
    }
    open.fields.push({ name: piece.name, value: piece.value });
    open.blocks.push(piece.block);
    above = undefined;
    aside = 0;
  }
  return records;
}

/** A text between the title and the fields says what to do, where no field does. */
function overText(record: FieldRecord, above: Piece & { text: string }, heading: Piece | undefined): void {
  record.fields.push({ name: overFields, value: above.text });
  record.blocks.push(above.block);
  record.place = above.place;
  if (heading?.kind !== 'heading') return;
  const [whole, number] = /^(\d{1,3}(?:\.\d+)*)[.)]?\s+/.exec(heading.text) ?? [];
  record.title = heading.text.slice(whole?.length ?? 0);
  if (number !== undefined) record.fields.push({ name: overFieldsNumber, value: number });
}

const overFieldsNumber = '#';

function same(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

function linesOf(value: string | undefined): string[] {
  return value === undefined || value === '' ? [] : [value];
}

function measureOf(
  { fields, title, label, blocks, place }: FieldRecord,
  { nameOf, where }: { nameOf: ReadonlyMap<ColumnRole, string>; where: readonly Standing[] },
): MeasureCandidate {
  const said = (role: ColumnRole) => fields.find(({ name }) => name === nameOf.get(role))?.value ?? '';
  const text = said('text');
  const due = deadlineOf(said('deadline')) ?? deadlineWithin(text);
  const [status, theme, ground, own] = [said('status'), said('theme'), said('finding'), said('title')];
  const written = partiesAsWritten(linesOf(said('responsible')));
  const standing = where[blocks[0] ?? 0] ?? {};
  const section = sectionName(standing);
  // What stands over a block with several fields names it; over a lone sentence it is the section's.
  const named = own || (label !== undefined || fields.length > 1 ? (title ?? '') : '');
  return {
    numbers:
      label?.numbers ??
      numbersIn(said('number') || (fields.find(({ name }) => name === overFieldsNumber)?.value ?? '')),
    ...(named === '' || named === text ? {} : { title: named }),
    text,
    responsible: written.length > 0 ? written : ownersFor(text, { headings: [] }),
    ...(due === undefined ? {} : { deadline: due }),
    ...(status === '' ? {} : { status }),
    ...(section === undefined ? {} : { section }),
    ...(theme === '' ? {} : { theme }),
    ...(ground === '' ? {} : { ground }),
    items: [],
    source: place,
    confidence: 0.9,
  };
}

function numbersIn(written: string): string[] {
  return written === '' ? [] : [written.replace(/[.:)]+$/, '')];
}
