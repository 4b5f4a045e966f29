import type { IdentityId, PartyId, PersonId } from '../ids.js';
import type { Language } from '../language.js';
import type { Role } from '../roles/actor.js';
import type { DutyRef } from './duties.js';

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
  | { type: 'PersonErased'; data: { reason: string } };
