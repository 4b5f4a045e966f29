import type { Command } from '../commands.js';
import { invalid } from '../domain-error.js';
import type { Decided } from '../history.js';
import type { PlanId } from '../ids.js';
import type { Loaded } from '../needs.js';
import type { Plan } from '../plan/plan.js';
import type { Circumstances } from '../register.js';
import type { Actor, BodyAuthority, Minutes } from '../roles/actor.js';
import { may, requirePermission } from '../roles/permissions.js';
import type { DecidingCommand } from './decision.commands.js';
import { decisionSettled, enteredByOneself } from './decision.errors.js';
import type { Decision } from './decision.js';

/** The command with the body whose decision it carries out; undefined where a leader decides in person. */
export interface BodysDecision {
  command: DecidingCommand;
  authority: BodyAuthority;
}

export function bodysDecision(command: Command): BodysDecision | undefined {
  if (!('authority' in command) || command.authority?.kind !== 'body') return undefined;
  // Closing as implemented is no decision of leadership's.
  if (command.type === 'CloseMeasure' && command.as === 'implemented') return undefined;
  return { command, authority: command.authority };
}

/**
 * What a body decided waits for another than the one who enters it (PRODUCT.md, Life of an item): the command is
 * kept as it was given, but for the version seen and whatever a caller says of countersignatures.
 * @throws DomainError `invalid-value`
 */
export function heldDecision(
  { command, authority }: BodysDecision,
  planId: PlanId | undefined,
  { newId }: Circumstances,
): Decided {
  const { body, meetingDate, caseNumber } = authority;
  const archiveReference = requireArchived(authority, 'authority.');
  const minutes = { body, meetingDate, caseNumber, archiveReference };
  const { expectedVersion: _seen, ...asked } = command;
  const held = { ...asked, authority: { kind: 'body', ...minutes } } as DecidingCommand;
  const decisionId = newId();
  const plan = planId === undefined ? {} : { planId };
  return {
    stream: 'decision',
    id: decisionId,
    events: [{ type: 'DecisionHeld', data: { decisionId, ...minutes, text: '', ...plan, held } }],
  };
}

/**
 * @param path what stands before the field's name in the request
 * @returns the archive reference of the minutes
 * @throws DomainError `invalid-value`
 */
export function requireArchived({ archiveReference = '' }: Minutes, path = ''): string {
  if (archiveReference.trim() !== '') return archiveReference;
  throw invalid(
    `${path}archiveReference`,
    'The archive reference of the minutes is missing.',
    'Write where the minutes are archived.',
  );
}

/** The plan that a decision is about, where it is about one. */
export function planOfDecision(command: DecidingCommand, loaded: Loaded): PlanId | undefined {
  if ('planId' in command) return command.planId;
  if ('measureId' in command) return loaded.measures.get(command.measureId)?.state.planId;
  if ('reportId' in command) return loaded.reports.get(command.reportId)?.state.planId;
  return undefined;
}

/** Whether this actor could give the decision effect: somebody else than who entered it. */
export function mayCountersign(decision: Decision, actor: Actor, plan: Plan | undefined): boolean {
  return decision.enteredBy !== actor.id && isCountersigner(actor, plan);
}

/**
 * @param plan the one that the decision is about
 * @throws DomainError `decision-settled`, `countersigned-by-another`, `not-permitted`
 */
export function requireMayCountersign(decision: Decision, actor: Actor, plan: Plan | undefined): void {
  if (!isCountersigner(actor, plan)) requirePermission(actor, 'countersign');
  if (decision.countersigning?.kind !== 'awaited') throw decisionSettled(decision);
  if (decision.enteredBy === actor.id) throw enteredByOneself(decision);
}

function isCountersigner(actor: Actor, plan: Plan | undefined): boolean {
  return may(actor, 'countersign') || (plan?.signOffSubstituteIds.includes(actor.id) ?? false);
}

/** The command as it takes effect: its authority says who entered and who countersigned. */
export function countersigned(held: DecidingCommand, decision: Decision, actor: Actor): DecidingCommand {
  const { body, meetingDate, caseNumber, archiveReference, id, enteredBy } = decision;
  const authority = {
    kind: 'body',
    body,
    meetingDate,
    caseNumber,
    ...(archiveReference === undefined ? {} : { archiveReference }),
    countersigned: { decisionId: id, enteredBy, by: actor.id },
  };
  return { ...held, authority } as DecidingCommand;
}
