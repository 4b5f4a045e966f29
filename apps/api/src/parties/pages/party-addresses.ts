import type { PartyId } from '#domain/ids.js';

export const partyRoot = '/ansvarlige';

export function partyPath(id: PartyId): string {
  return `${partyRoot}/${id}`;
}

/** The form for one thing to do with a party; `memberId` is chosen beforehand. */
export function partyFormPath(id: PartyId, slug: string, memberId?: PartyId): string {
  return `${partyPath(id)}/${slug}${memberId === undefined ? '' : `?medlem=${memberId}`}`;
}
