import type { Cell, Document, Table } from '../reading/document.js';
import { joinLines } from '../reading/hyphenation.js';
import type { ParticipantCandidate } from './candidate.js';
import { isMeasureHeader } from './vocabulary.js';

type Part = 'actor' | 'unit' | 'function';

const names: readonly (readonly [Part, RegExp])[] = [
  ['function', /funksjon|stilling|rolle|function|position|\brole\b|befattning|funktion/iu],
  [
    'actor',
    /^(aktør|organisa[st]j?i?on|virksomhet|verksemd|etat|institu[st]j?i?on|agency|myndighe[td]|aktör|deltakende)/iu,
  ],
  ['unit', /^(enhet|eining|avdeling|seksjon|unit|department|division|afdeling|avdelning|enhed)/iu],
];

/** Tables that name who took part by what they stand for: an actor or a unit, and a function. */
export function participants({ blocks }: Document): ParticipantCandidate[] {
  return blocks.flatMap((block) => (block.kind === 'table' ? ofTable(block) : []));
}

function ofTable({ rows }: Table): ParticipantCandidate[] {
  const [header, ...others] = rows;
  const columns = columnsOf(header ?? []);
  if (!columns.has('function') || columns.size < 2) return [];
  let above: string | undefined;
  return others.flatMap((row): ParticipantCandidate[] => {
    const said = (part: Part) => joinLines(row[columns.get(part) ?? -1]?.lines ?? []);
    const [unit, role] = [said('unit'), said('function')];
    const actor = said(columns.has('actor') ? 'actor' : 'unit') || above;
    above = actor;
    if (actor === undefined || (unit === '' && role === '')) return [];
    return [
      {
        actor,
        ...(unit === '' || !columns.has('actor') ? {} : { unit }),
        ...(role === '' ? {} : { function: role }),
        source: row[0]?.place ?? { page: 1, line: 1 },
      },
    ];
  });
}

function columnsOf(header: readonly Cell[]): Map<Part, number> {
  const columns = new Map<Part, number>();
  const texts = header.map(({ lines }) => joinLines(lines));
  if (isMeasureHeader(texts)) return columns;
  for (const [column, text] of texts.entries()) {
    const part = names.find(([, pattern]) => text.length < 50 && pattern.test(text))?.[0];
    if (part !== undefined && !columns.has(part)) columns.set(part, column);
  }
  return columns;
}
