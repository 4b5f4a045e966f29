import type { AbsenceId, IdentityId, PartyId, PersonId, PlainDate } from '../ids.js';
import type { Language } from '../language.js';
import type { Role } from '../roles/actor.js';
import type { DutyRef } from './duties.js';

interface AbsencePeriod {
  from: PlainDate;
  to: PlainDate;
  deputyId: PersonId | null;
}

export type PersonEvent =
  | {
      type: 'PersonRegistered';
      data: { personId: PersonId; roles: readonly Role[]; partyIds: readonly PartyId[] };
    }
  | {
      type: 'PersonRevised';
      data: {
        roles?: { old: readonly Role[]; new: readonly Role[] };
        partyIds?: { old: readonly PartyId[]; new: readonly PartyId[] };
        active?: { old: boolean; new: boolean };
        language?: { old: Language | null; new: Language | null };
        /** Name or e-mail was changed; the values stand in the row only. */
        personalDataChanged: boolean;
      };
    }
  /** `seal`: SHA-256 over a salt, issuer and subject, which stand in a row that erasure empties. */
  | { type: 'IdentityBound'; data: { identityId: IdentityId; issuer: string; seal: string } }
  | { type: 'IdentityReleased'; data: { identityId: IdentityId; reason: string } }
  /** What the person answered for went to others; the histories of parties, plans and measures say it too. */
  | {
      type: 'DutiesHandedOver';
      data: {
        duties: readonly (DutyRef & { toPersonId: PersonId })[];
        deactivated?: true;
        reason?: string;
      };
    }
  | {
      type: 'AbsenceRegistered';
      data: { absenceId: AbsenceId; from: PlainDate; to: PlainDate; deputyId?: PersonId };
    }
  | { type: 'AbsenceChanged'; data: { absenceId: AbsenceId; old: AbsencePeriod; new: AbsencePeriod } }
  /** The last day of it; null: it had not begun, and was called off. */
  | { type: 'AbsenceEnded'; data: { absenceId: AbsenceId; to: PlainDate | null } }
  | { type: 'PersonErased'; data: { reason: string } };
