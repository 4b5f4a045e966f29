import { z } from 'zod';
import { type Access } from '#domain/access/access.js';
import { type Deadline, type DeadlineMove, totalSlipDays } from '#domain/deadline/deadline.js';
import { progresses, type Evidence, type StatusUpdate } from '#domain/measure/measure.js';
import type { Authority } from '#domain/roles/actor.js';

/** What several concepts show. Absent is null, so that every member is always there. */

export const instantShown = z.iso.datetime();
export const personRef = z.string().meta({ description: 'A person’s id, or client:<id> for an API client.' });

export const accessShown = z
  .object({ kind: z.enum(['open', 'restricted']), legalBasis: z.string().nullable() })
  .meta({ id: 'AccessShown' });

/** @param withText false leaves out the legal basis: it may say what the text is about */
export function showAccess(access: Access, withText: boolean): z.output<typeof accessShown> {
  return {
    kind: access.kind,
    legalBasis: withText && access.kind === 'restricted' ? access.legalBasis : null,
  };
}

export const authorityShown = z
  .object({
    kind: z.enum(['leader', 'body']),
    body: z.string().nullable(),
    meetingDate: z.string().nullable(),
    caseNumber: z.string().nullable(),
    archiveReference: z.string().nullable(),
    decisionId: z.string().nullable().meta({ description: 'The body’s decision as it was entered.' }),
    countersignedBy: personRef.nullable(),
  })
  .meta({ id: 'AuthorityShown' });

const inPerson = {
  kind: 'leader',
  body: null,
  meetingDate: null,
  caseNumber: null,
  archiveReference: null,
  decisionId: null,
  countersignedBy: null,
} as const;

export function showAuthority(authority: Authority): z.output<typeof authorityShown> {
  if (authority.kind === 'leader') return inPerson;
  const { kind, body, meetingDate, caseNumber, archiveReference = null, countersigned } = authority;
  return {
    kind,
    body,
    meetingDate,
    caseNumber,
    archiveReference,
    decisionId: countersigned?.decisionId ?? null,
    countersignedBy: countersigned?.by ?? null,
  };
}

export const withdrawalShown = z
  .object({ importId: z.string(), by: personRef, at: instantShown })
  .meta({ id: 'Withdrawal', description: 'The import that made it was undone.' });

export const dateMoveShown = z.object({
  from: z.string(),
  to: z.string(),
  reason: z.string().nullable(),
  by: personRef,
  at: instantShown,
});

export const deadlineShown = z
  .object({
    original: z.string(),
    inForce: z.string(),
    words: z.string().nullable(),
    setBy: personRef,
    totalSlipDays: z.int(),
    moves: z.array(dateMoveShown),
  })
  .meta({ id: 'Deadline', description: 'The original is kept for ever, with every move.' });

/** @param withText false leaves out what people wrote */
export function showDeadline(
  deadline: Deadline | undefined,
  withText: boolean,
): z.output<typeof deadlineShown> | null {
  if (deadline === undefined) return null;
  return {
    original: deadline.original,
    inForce: deadline.inForce,
    words: withText ? (deadline.words ?? null) : null,
    setBy: deadline.setBy,
    totalSlipDays: totalSlipDays(deadline),
    moves: showMoves(deadline.moves, withText),
  };
}

export function showMoves(
  moves: readonly DeadlineMove[],
  withText: boolean,
): z.output<typeof dateMoveShown>[] {
  return moves.map(({ from, to, reason, by, at }) => ({
    from,
    to,
    reason: withText ? reason : null,
    by,
    at,
  }));
}

export const statusUpdateShown = z
  .object({
    progress: z.enum(progresses),
    text: z.string().nullable(),
    reason: z.string().nullable(),
    waitingFor: z.string().nullable(),
    by: personRef,
    onBehalfOf: z.string().nullable(),
    at: instantShown,
  })
  .meta({ id: 'StatusUpdateShown' });

export function showStatusUpdate(
  update: StatusUpdate | undefined,
  withText: boolean,
): z.output<typeof statusUpdateShown> | null {
  if (update === undefined) return null;
  return {
    progress: update.progress,
    text: withText ? update.text : null,
    reason: withText ? (update.reason ?? null) : null,
    waitingFor: withText ? (update.waitingFor ?? null) : null,
    by: update.by,
    onBehalfOf: update.onBehalfOf ?? null,
    at: update.at,
  };
}

export const evidenceShown = z
  .object({ kind: z.enum(['link', 'archive-reference']), reference: z.string(), note: z.string().nullable() })
  .meta({ id: 'EvidenceShown' });

export function showEvidence(evidence: readonly Evidence[]): z.output<typeof evidenceShown>[] {
  return evidence.map(({ kind, reference, note }) => ({ kind, reference, note: note ?? null }));
}
