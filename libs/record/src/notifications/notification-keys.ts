import type { PersonId, PlainDate } from '#domain/ids.js';

/** What makes a message one, however often it is tried: unique in `notification.key`. */

export function morningKey(personId: PersonId, date: PlainDate): string {
  return `morning/${personId}/${date}`;
}

export function notificationKey(messageId: string): string {
  return `told/${messageId}`;
}
