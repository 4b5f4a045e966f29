import type { AbsenceId, IdentityId, PartyId, PersonId, PlainDate } from '../ids.js';
import type { Language } from '../language.js';
import type { Role } from '../roles/actor.js';
import type { DutyRef } from './duties.js';

export interface RegisterPerson {
  type: 'RegisterPerson';
  name: string;
  email: string;
  roles: readonly Role[];
  partyIds: readonly PartyId[];
}

interface OnPerson {
  personId: PersonId;
  expectedVersion?: number;
}

export interface RevisePerson extends OnPerson {
  type: 'RevisePerson';
  name?: string;
  email?: string;
  roles?: readonly Role[];
  partyIds?: readonly PartyId[];
  active?: boolean;
  /** Null: the installation's. Everybody chooses their own. */
  language?: Language | null;
}

/**
 * Whoever logs in for the first time becomes the person whose verified e-mail address it is, for good. Issuer and
 * subject are kept outside the events; `seal` is what the events hold of them.
 */
export interface BindIdentity extends OnPerson {
  type: 'BindIdentity';
  identityId: IdentityId;
  issuer: string;
  subject: string;
  /** Hexadecimal. */
  salt: string;
  seal: string;
}

/** The identity is nobody's any more: the next log-in with the person's address binds another. */
interface ReleaseIdentity extends OnPerson {
  type: 'ReleaseIdentity';
  identityId: IdentityId;
  reason: string;
}

/** Name, address and identities of one who has left are gone; what they did stays. */
interface ErasePerson extends OnPerson {
  type: 'ErasePerson';
  reason: string;
}

/**
 * Everything the person answers for goes to others, in one go. The duties are named as they were seen: what has come
 * or gone meanwhile is refused.
 */
export interface HandOverDuties extends OnPerson {
  type: 'HandOverDuties';
  handovers: readonly { duty: DutyRef; toPersonId: PersonId }[];
  /** The person has left, and is said to have in the same step. */
  deactivate: boolean;
  reason?: string;
}

export type AbsenceCommand =
  | ({ type: 'RegisterAbsence'; from: PlainDate; to: PlainDate; deputyId?: PersonId } & OnPerson)
  /** Null: nobody is there in the person's place. */
  | ({
      type: 'ChangeAbsence';
      absenceId: AbsenceId;
      from?: PlainDate;
      to?: PlainDate;
      deputyId?: PersonId | null;
    } & OnPerson)
  /** The person is back, or does not go after all. */
  | ({ type: 'EndAbsence'; absenceId: AbsenceId } & OnPerson);

export type PersonCommand = RevisePerson | BindIdentity | ReleaseIdentity | ErasePerson;

/** Leadership is given by leadership; the first is appointed by whoever runs the installation. */
export interface AppointFirstLeader {
  type: 'AppointFirstLeader';
  name: string;
  email: string;
  /** Somebody who is registered already. */
  personId?: PersonId;
}
