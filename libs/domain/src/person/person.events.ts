import type { PartyId, PersonId } from '../ids.js';
import type { Role } from '../roles/actor.js';

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
        /** Name or e-mail was changed; the values stand in the row only. */
        personalDataChanged: boolean;
      };
    };
