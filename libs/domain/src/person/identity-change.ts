import type { PersonEvent } from './person.events.js';

/** What may be changed about who a person is that they are told of: it lets another in, or writes elsewhere. */
export const identityChanges = ['address-changed', 'account-released', 'account-bound-anew'] as const;
export type IdentityChange = (typeof identityChanges)[number];

/** Undefined for what is not told. Whether an account was bound *anew* is known where it is told. */
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
    case 'PersonErased':
      return undefined;
    default:
      return type satisfies never;
  }
}
