import { DomainError } from '../domain-error.js';
import type { Person } from './person.js';

export function ownRights(): DomainError {
  return new DomainError({
    type: 'own-rights',
    refusal: 'forbidden',
    title: 'Another must do this',
    detail: 'Nobody changes their own roles, units, address or identity, or names themselves a substitute.',
    next: 'Ask somebody else in the secretariat, or leadership, to do it.',
  });
}

export function leadershipGivesLeadership(): DomainError {
  return new DomainError({
    type: 'leadership-gives-leadership',
    refusal: 'forbidden',
    title: 'Leadership decides who is leadership',
    detail:
      'Only leadership gives or takes the role leadership, and changes the address or identity of who has it, or says that they have left.',
    next: 'Ask somebody who has the role to do it.',
  });
}

export function leadershipExists(): DomainError {
  return new DomainError({
    type: 'leadership-exists',
    refusal: 'conflict',
    title: 'There is leadership already',
    detail: 'The first leader has been appointed before, and is active.',
    next: 'Have that person give the role to others: PATCH /api/v1/persons/{id}.',
  });
}

/** The address is right, but somebody else has come with it before. */
export function otherIdentity(): DomainError {
  return new DomainError({
    type: 'other-identity',
    refusal: 'forbidden',
    title: 'The person is known by another identity',
    detail: 'The e-mail address belongs to a person who has logged in before with another account.',
    next: 'Log in with that account, or have the secretariat release it: POST /api/v1/persons/{id}/identity-releases',
  });
}

export function stillActive({ id }: Person): DomainError {
  return new DomainError({
    type: 'person-active',
    refusal: 'conflict',
    title: 'The person has not left',
    detail: 'Only the personal data of one who has left is erased.',
    next: `Deactivate the person first: PATCH /api/v1/persons/${id} with "active": false.`,
  });
}

export function erased(): DomainError {
  return new DomainError({
    type: 'person-erased',
    refusal: 'conflict',
    title: 'The person was erased',
    detail: 'The personal data is gone, and what was done stays in the history without a name.',
    next: 'Register the person anew if they have come back.',
  });
}
