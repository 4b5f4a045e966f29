import { notFound } from '#domain/domain-error.js';

/** @throws DomainError `not-found` */
export function orNotFound<Thing>(thing: Thing | undefined, what: string, id: string): Thing {
  if (thing === undefined) throw notFound(what, id);
  return thing;
}
