import type { PersonEvent } from './person.events.js';

/** Changes of a person's identity that the person is told of: they let somebody else log in, or send messages elsewhere. */
export const identityChanges = ['address-changed', 'account-released', 'account-bound-anew'] as const;
export type IdentityChange = (typeof identityChanges)[number];

/** Undefined for events that the person isn't told of. Whether an account replaces an earlier one is asked when it is told. */
export function identityChange({ type, data }: PersonEvent): IdentityChange | undefined {
  switch (type) {
    case 'PersonRevised':
      return data.personalDataChanged ? 'address-changed' : undefined;
    case 'IdentityReleased':
      return 'account-released';
    case 'IdentityBound':
      return 'account-bound-anew';
    case 'PersonRegistered':
    case 'DutiesHandedOver':
    case 'AbsenceRegistered':
    case 'AbsenceChanged':
    case 'AbsenceEnded':
    case 'PersonErased':
      return undefined;
    default:
      return type satisfies never;
  }
}
