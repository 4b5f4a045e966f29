import { DomainError, invalid } from '../domain-error.js';
import type { PartyId } from '../ids.js';
import { isOrganisationNumber } from './organisation-number.js';
import { type NamedParty, similarParties } from './similar-names.js';

/**
 * An organisation is one (PRODUCT.md, Who is who): a number is one's own.
 * @param others everybody else in the register
 * @throws DomainError `invalid-value`, `organisation-number-taken`
 */
export function requireOwnNumber(organisationNumber: string, others: readonly NamedParty[]): void {
  if (!isOrganisationNumber(organisationNumber)) {
    throw invalid(
      'organisationNumber',
      `${organisationNumber} is not an organisation number: nine digits, the last of which follows from the others.`,
      'Check it against Enhetsregisteret, digit by digit.',
    );
  }
  const holder = others.find((party) => party.organisationNumber === organisationNumber);
  if (holder !== undefined) throw organisationNumberTaken(holder);
}

/**
 * A similar name is shown before another is registered.
 * @param confirmed those of which it has been said that they are others
 * @throws DomainError `similar-party`
 */
export function requireNotSimilar(
  name: string,
  others: readonly NamedParty[],
  confirmed: readonly PartyId[] = [],
): void {
  const similar = similarParties(name, others);
  if (similar.every(({ id }) => confirmed.includes(id))) return;
  throw new DomainError({
    type: 'similar-party',
    refusal: 'conflict',
    title: 'A party with a similar name is registered',
    detail: `“${name}” is much like ${similar.map((party) => party.name).join(', ')}.`,
    next: 'Use the one that is registered. If it is another, send the same again with confirmedNotSimilarTo: the ids of all that are shown in `similar`.',
    extra: {
      field: 'name',
      name,
      names: similar.map((party) => party.name).join(', '),
      similar: similar.map(({ id, name: known, kind, organisationNumber = null }) => ({
        id,
        name: known,
        kind,
        organisationNumber,
        href: `/api/v1/parties/${id}`,
      })),
    },
  });
}

function organisationNumberTaken({ id, name, organisationNumber }: NamedParty): DomainError {
  return new DomainError({
    type: 'organisation-number-taken',
    refusal: 'conflict',
    title: 'The organisation number is taken',
    detail: `${name} has the organisation number ${organisationNumber ?? ''}.`,
    next: `Use ${name}: GET /api/v1/parties/${id}, or check the number.`,
    extra: { field: 'organisationNumber', holder: name, party: { id, name, href: `/api/v1/parties/${id}` } },
  });
}
