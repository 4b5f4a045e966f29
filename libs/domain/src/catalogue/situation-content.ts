import { invalid, notFound } from '../domain-error.js';
import type { NewCandidate, NewSituation } from './catalogue.commands.js';
import type { Candidate, Situation, SituationFields } from './catalogue.js';

export function newSituation(
  { candidates, ...given }: NewSituation,
  number: number,
  newId: () => string,
  path = '',
): Situation {
  requireName(`${path}name`, given.name);
  return {
    id: newId(),
    number,
    heading: '',
    description: '',
    indicators: [],
    considerWhen: [],
    purposes: [],
    ...given,
    candidates: (candidates ?? []).map((candidate) => candidateOf(candidate, newId())),
  };
}

export function revisedFields(
  situation: Situation,
  { candidates, ...given }: Partial<NewSituation>,
  newId: () => string,
): Partial<SituationFields> {
  if (given.name !== undefined) requireName('name', given.name);
  if (candidates === undefined) return given;
  const known = new Set(situation.candidates.map(({ id }) => id));
  const strange = candidates.find(({ id }) => id !== undefined && !known.has(id));
  if (strange?.id !== undefined) throw notFound('candidate', strange.id);
  return {
    ...given,
    candidates: candidates.map((candidate) => candidateOf(candidate, candidate.id ?? newId())),
  };
}

function candidateOf({ title, text = '' }: NewCandidate, id: string): Candidate {
  return { id, title, text };
}

/** @throws DomainError `invalid-value` */
export function requireName(field: string, name: string): void {
  if (name.trim() === '') throw invalid(field, 'The name is empty.', 'Give it a name.');
}
