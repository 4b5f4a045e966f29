import type { Cell, Document, Table } from '../reading/document.js';
import { joinLines } from '../reading/hyphenation.js';
import type { MeasureCandidate, Recognised } from './candidate.js';
import { deadlineOf } from './deadline-in-words.js';
import { labelOf } from './labels.js';
import { numbersOf } from './measure-tables.js';
import { partiesAsWritten } from './parties-as-written.js';
import { sectionName, standings } from './sections.js';
import { type ColumnRole, likelyColumnRole } from './vocabulary.js';

/**
 * Filled-in forms: tables whose first column names what stands beside it ("Anbefaling", "Ansvarlig", "Frist"), one or
 * more measures in each.
 */
export function measureForms({ blocks }: Document): Recognised[] {
  const where = standings(blocks);
  const measures: MeasureCandidate[] = [];
  const explained = new Set<number>();
  for (const [index, block] of blocks.entries()) {
    if (block.kind !== 'table') continue;
    const section = sectionName(where[index] ?? {});
    const read = formsOf(block).map((form) => ({
      ...measureOf(form),
      ...(section === undefined ? {} : { section }),
    }));
    if (read.length > 0) explained.add(index);
    measures.push(...read);
  }
  if (measures.length === 0) return [];
  return [{ form: 'table', saw: `${measures.length} filled-in forms`, measures, blocks: explained }];
}

interface Field {
  role: ColumnRole;
  lines: readonly string[];
  place: Cell['place'];
  /** What the row's name says the number is: "Tiltak 3". */
  numbers?: readonly string[];
}

/** A form begins where a role comes again; it is a measure's when it says what to do, and who, when or which number. */
function formsOf({ rows }: Table): Field[][] {
  if (rows.length < 2) return [];
  const fields = rows.flatMap((row) => fieldOf(row) ?? []);
  if (fields.length < rows.length * 0.7) return [];
  const forms: Field[][] = [];
  for (const field of fields) {
    const open = forms.at(-1);
    if (open === undefined || open.some(({ role }) => role === field.role)) forms.push([field]);
    else open.push(field);
  }
  const whole = forms.filter((form) => {
    const roles = new Set(form.map(({ role }) => role));
    const says =
      roles.has('text') || form.some(({ numbers, lines }) => numbers !== undefined && lines.length > 0);
    return says && (roles.has('responsible') || roles.has('deadline') || roles.has('number'));
  });
  return whole.length * 2 >= forms.length ? whole : [];
}

function fieldOf(row: readonly Cell[]): Field | undefined {
  const written = row.filter(({ lines }) => lines.length > 0);
  const [name, value] = written;
  if (name === undefined || row[0] !== name || written.length > 2) return undefined;
  const said = joinLines(name.lines).replace(/:$/, '');
  const label = labelOf(said);
  const whole = label !== undefined && !label.inSentence;
  const lines = whole && label.text !== '' ? [label.text] : (value?.lines ?? []);
  const role = whole ? 'title' : likelyColumnRole(said)?.role;
  if (role === undefined) return undefined;
  return { role, lines, place: name.place, ...(whole ? { numbers: label.numbers } : {}) };
}

function measureOf(form: readonly Field[]): MeasureCandidate {
  const field = (role: ColumnRole) => form.find((one) => one.role === role);
  const said = (role: ColumnRole) => joinLines(field(role)?.lines ?? []);
  const deadline = deadlineOf(said('deadline'));
  const [title, status, theme, ground] = [said('title'), said('status'), said('theme'), said('finding')];
  return {
    numbers: field('title')?.numbers ?? numbersOf(said('number')),
    ...(title === '' || said('text') === '' ? {} : { title }),
    text: said('text') || title,
    responsible: partiesAsWritten(field('responsible')?.lines ?? []),
    ...(deadline === undefined ? {} : { deadline }),
    ...(status === '' ? {} : { status }),
    ...(theme === '' ? {} : { theme }),
    ...(ground === '' ? {} : { ground }),
    items: [],
    source: form[0]?.place ?? { page: 1, line: 1 },
    confidence: 0.93,
  };
}
