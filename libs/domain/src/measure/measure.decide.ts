import { requireInSight } from '../access/sight.js';
import { changed } from '../changes.js';
import type { Asked, CommandRule, RulesOf } from '../command-rule.js';
import { requireAhead, requireHappened } from '../deadline/date-bounds.js';
import { addMonths } from '../follow-up/calendar.js';
import { invalid, notFound } from '../domain-error.js';
import type { Decided } from '../history.js';
import type { ItemId, MeasureId } from '../ids.js';
import { limits } from '../limits.js';
import { requireLoaded, inPlan, inStream } from '../loaded.js';
import { type Needs, unique } from '../needs.js';
import { planClosed } from '../plan/plan.errors.js';
import { requireActivePerson, requireParty, type Circumstances } from '../register.js';
import type { RepetitionCommand } from '../repetition/repetition.decide.js';
import type { RiskInWords } from '../risk/risk-in-words.js';
import { requireAuthority, requirePermission, takesEffect } from '../roles/permissions.js';
import { bringDecision, register, type Right } from '../roles/right.js';
import { requireStillDated } from './acceptance.js';
import { assignmentEvents } from './assignment.js';
import { itemReopened, setDeadline, setReviewDate } from './deadline.decide.js';
import { answerExtension, askExtension, measuresAnswered, withdrawExtension } from './extension.decide.js';
import { decideAnswering } from './answering.js';
import { maySendBack, signOffObstacle } from './four-eyes.js';
import { spokenFor } from './heard-from.js';
import { movesMeasure } from './extension.js';
import { contentChanges } from './measure-content.js';
import type { AnswerExtensions, MeasureCommand, SignOffMany } from './measure.commands.js';
import {
  fourEyes,
  itemNotIn,
  measureClosed,
  noEffectReview,
  noNextReview,
  nobodyResponsible,
  notAccepted,
  notAllSignedOff,
  notGoodEnough,
  openItems,
  ownProposal,
  partyIsOurs,
  reasonMissing,
  waiverNotProposed,
} from './measure.errors.js';
import type { MeasureEvent } from './measure.events.js';
import {
  effectReviewOf,
  findItem,
  isUnfinished,
  progressesWithoutReason,
  type Item,
  type Measure,
} from './measure.js';
import {
  requireEvidence,
  requireFollowedUp,
  requireText,
  type MeasureInPlan,
} from './measure.requirements.js';
import { reportOccurrence } from './occurrence.decide.js';
import { reopenMeasure } from './reopening.js';
import { reviewWaiver } from './waiver-review.js';
import {
  asReviewer,
  asSigner,
  asSubstitute,
  bringingDecision,
  closing,
  onAnyMeasure,
  onOwnItem,
  requireSigner,
  reviewingWaiver,
  type RightOnMeasure,
} from './right-on-measure.js';

const reportOwn: Right = { held: ['report-own'] };
const setDate: Right = { held: ['set-deadline'] };
const answerer: Right = { held: ['answer-extension'] };
const assign: Right = { held: ['assign'] };
/** The secretariat's and leadership's, or a substitute's. */
const standIn: Right = { held: ['close-implemented'], orNamed: true };

/** What there is to know of a command on one measure. */
interface MeasureRule<C> extends CommandRule<C> {
  rightOn: RightOnMeasure<C>;
}

type MeasureRules = {
  readonly [T in OneMeasureCommand['type']]: MeasureRule<Extract<OneMeasureCommand, { type: T }>>;
};

export const measureRules: MeasureRules & RulesOf<SignOffMany | AnswerExtensions> = {
  ReviseMeasure: { right: register, rightOn: onAnyMeasure, needs: itself, decide: onMeasure },
  AddSubPoint: { right: register, rightOn: onAnyMeasure, needs: itself, decide: onMeasure },
  AssignMeasure: {
    right: assign,
    rightOn: onAnyMeasure,
    needs: ({ measureId, partyIds }) => ({ measures: [measureId], parties: partyIds }),
    decide: onMeasure,
  },
  ReassignItem: {
    right: assign,
    rightOn: onAnyMeasure,
    needs: ({ measureId, partyId }) => ({ measures: [measureId], parties: [partyId] }),
    decide: onMeasure,
  },
  RefuseAssignment: { right: reportOwn, rightOn: onOwnItem, needs: itself, decide: onMeasure },
  AnswerRefusal: { right: assign, rightOn: onAnyMeasure, needs: itself, decide: onMeasure },
  HandOverItem: {
    right: reportOwn,
    rightOn: onOwnItem,
    needs: ({ measureId, toPersonId }) => ({ measures: [measureId], persons: unique([toPersonId]) }),
    decide: onMeasure,
  },
  // A deadline can't lie before the evaluation was published.
  SetDeadline: {
    right: setDate,
    rightOn: onAnyMeasure,
    needs: ({ measureId }) => ({ measures: [measureId], evaluationsOfMeasures: true }),
    decide: onMeasure,
  },
  SetReviewDate: { right: setDate, rightOn: onAnyMeasure, needs: itself, decide: onMeasure },
  UpdateStatus: { right: reportOwn, rightOn: onOwnItem, needs: itself, decide: onMeasure },
  WriteSummaryText: {
    right: { held: ['edit-summary'] },
    rightOn: onAnyMeasure,
    needs: itself,
    decide: onMeasure,
  },
  StateRisk: { right: register, rightOn: onAnyMeasure, needs: itself, decide: onMeasure },
  EnterShare: { right: register, rightOn: onAnyMeasure, needs: itself, decide: onMeasure },
  SetCrossReferences: {
    right: register,
    rightOn: onAnyMeasure,
    needs: ({ measureId, measureIds }) => ({ measures: [measureId], measuresToSee: measureIds }),
    decide: (command, loaded, circumstances) => {
      command.measureIds.forEach((id) => requireLoaded(loaded.measures, 'measure', id));
      return onMeasure(command, loaded, circumstances);
    },
  },
  ReportOccurrence: { right: reportOwn, rightOn: onOwnItem, needs: itself, decide: onMeasure },
  ReportDone: {
    right: reportOwn,
    rightOn: onOwnItem,
    needs: ({ measureId, forPersonId }) => ({ measures: [measureId], persons: unique([forPersonId]) }),
    decide: onMeasure,
  },
  SendBack: { right: standIn, rightOn: asSubstitute, needs: itself, decide: onMeasure },
  SignOff: { right: standIn, rightOn: asSigner, needs: itself, decide: onMeasure },
  SignOffMany: {
    right: standIn,
    needs: ({ items }) => ({ measures: unique(items.map(({ measureId }) => measureId)).sort() }),
    decide: signOffMany,
  },
  AskExtension: { right: reportOwn, rightOn: onOwnItem, needs: itself, decide: onMeasure },
  AnswerExtension: { right: answerer, rightOn: onAnyMeasure, needs: itself, decide: onMeasure },
  AnswerExtensions: {
    right: answerer,
    needs: ({ items }) => ({ measures: measuresAnswered(items) }),
    decide: answerMany,
  },
  WithdrawExtension: { right: reportOwn, rightOn: onOwnItem, needs: itself, decide: onMeasure },
  ProposeWaiver: {
    right: { held: ['propose-waiver'] },
    rightOn: onAnyMeasure,
    needs: itself,
    decide: onMeasure,
  },
  DecideWaiver: { right: bringDecision, rightOn: bringingDecision, needs: itself, decide: onMeasure },
  ReviewWaiver: {
    right: { held: ['propose-waiver', ...bringDecision.held] },
    rightOn: reviewingWaiver,
    needs: itself,
    decide: onMeasure,
  },
  EndUnanswered: { right: bringDecision, rightOn: bringingDecision, needs: itself, decide: onMeasure },
  CloseMeasure: {
    right: { held: ['close-implemented', ...bringDecision.held] },
    rightOn: closing,
    needs: ({ measureId, successorId, effectReview }) => ({
      measures: [measureId],
      measuresToSee: unique([successorId]),
      persons: unique([effectReview?.reviewerId]),
    }),
    decide: (command, loaded, circumstances) => {
      if (command.successorId !== undefined) requireLoaded(loaded.measures, 'measure', command.successorId);
      return onMeasure(command, loaded, circumstances);
    },
  },
  ReopenMeasure: { right: { held: ['reopen'] }, rightOn: onAnyMeasure, needs: itself, decide: onMeasure },
  RecordEffectReview: {
    right: { held: ['close-implemented'], orNamed: true },
    rightOn: asReviewer,
    needs: itself,
    decide: onMeasure,
  },
};

/** AcceptMeasure changes the source's evaluation too; what repeats an earlier measure changes nothing of this one. */
type OneMeasureCommand = Exclude<MeasureCommand, { type: 'AcceptMeasure' } | RepetitionCommand>;

function itself({ measureId }: { measureId: MeasureId }): Partial<Needs> {
  return { measures: [measureId] };
}

function onMeasure(...[command, loaded, circumstances]: Asked<OneMeasureCommand>): Decided[] {
  const subject = inPlan(loaded, command.measureId);
  const itemIds = 'itemId' in command && command.itemId !== undefined ? [command.itemId] : [];
  requireInSight(circumstances.actor, subject.plan, subject.measure, itemIds);
  return inStream('measure', subject.measure.id, decideMeasure(subject, command, circumstances));
}

/** Each item with its own record; all or nothing. */
function signOffMany(...[command, loaded, circumstances]: Asked<SignOffMany>): Decided[] {
  const note = command.note === undefined ? {} : { note: command.note };
  const measureIds = [...new Set(command.items.map((item) => item.measureId))];
  return measureIds.flatMap((measureId) => {
    const subject = inPlan(loaded, measureId);
    const itemIds = command.items.filter((item) => item.measureId === measureId).map((item) => item.itemId);
    requireInSight(circumstances.actor, subject.plan, subject.measure, itemIds);
    requireSigner(subject, itemIds, circumstances);
    if (subject.plan.state === 'closed') throw planClosed(subject.plan);
    if (subject.measure.state === 'closed') throw measureClosed(subject.measure);
    return inStream('measure', measureId, signOff(subject, { itemIds, ...note }, circumstances));
  });
}

/** Each with its own record; all or nothing. */
function answerMany(...[command, loaded, circumstances]: Asked<AnswerExtensions>): Decided[] {
  const { items, answer, words } = command;
  requireOnce(items.map(({ itemId }) => itemId));
  const said = { answer, ...(words === undefined ? {} : { words }) };
  return measuresAnswered(items).flatMap((measureId) => {
    const subject = inPlan(loaded, measureId);
    const here = items.filter((item) => item.measureId === measureId);
    const itemIds = here.map((item) => item.itemId);
    requireInSight(circumstances.actor, subject.plan, subject.measure, itemIds);
    requirePermission(circumstances.actor, 'answer-extension');
    if (subject.plan.state === 'closed') throw planClosed(subject.plan);
    if (answer === 'granted') requireOneOfDeadline(subject.measure, itemIds);
    const events = here.flatMap(({ itemId, asked }) =>
      answerExtension(subject, { itemId, ...said, ...(asked === undefined ? {} : { asked }) }, circumstances),
    );
    return inStream('measure', measureId, events);
  });
}

/** Two that ask to move the measure's own deadline would each move it. */
function requireOneOfDeadline(measure: Measure, itemIds: readonly ItemId[]): void {
  const moving = itemIds.filter((itemId) => movesMeasure(measure, findItem(measure, itemId)));
  if (moving.length <= 1) return;
  throw invalid(
    'itemIds',
    `Several of them ask to move the deadline of measure ${measure.number}, which recurs and has one.`,
    'Answer one of them; the others fall away with it.',
  );
}

function requireOnce(itemIds: readonly ItemId[]): void {
  if (itemIds.length === 0) throw invalid('itemIds', 'No item is named.', 'Name at least one item.');
  if (new Set(itemIds).size !== itemIds.length)
    throw invalid('itemIds', 'An item is named twice.', 'Name each item once.');
}

type CommandOf<T extends MeasureCommand['type']> = Extract<MeasureCommand, { type: T }>;

/**
 * What a command on one measure leads to; no events when nothing would change.
 * AcceptMeasure changes the source's evaluation too and is decided in `acceptance.ts`; what repeats an earlier
 * measure is decided in `repetition/`.
 * @throws DomainError where a rule of PRODUCT.md says no
 */
export function decideMeasure(
  subject: MeasureInPlan,
  command: OneMeasureCommand,
  circumstances: Circumstances,
): MeasureEvent[] {
  ruleOnMeasure(command).rightOn(subject, command, circumstances);
  if (command.type === 'RecordEffectReview') return recordEffectReview(subject, command, circumstances);
  if (command.type === 'ReviewWaiver') return reviewWaiver(subject, command, circumstances);
  if (subject.plan.state === 'closed') throw planClosed(subject.plan);
  if (command.type === 'ReopenMeasure') return reopenMeasure(subject.measure, command, circumstances);
  // What became of a closed measure is told to the end of its plan.
  if (command.type === 'WriteSummaryText') return writeSummaryText(subject, command, circumstances);
  if (subject.measure.state === 'closed') throw measureClosed(subject.measure);
  const events = decideOpenMeasure(subject, command, circumstances);
  requireStillDated(subject.measure, events, circumstances);
  return events;
}

function ruleOnMeasure({ type }: OneMeasureCommand): MeasureRule<OneMeasureCommand> {
  return measureRules[type] as MeasureRule<OneMeasureCommand>;
}

type OnOpenMeasure = Exclude<
  MeasureCommand,
  {
    type:
      | 'AcceptMeasure'
      | 'RecordEffectReview'
      | 'ReviewWaiver'
      | 'ReopenMeasure'
      | 'WriteSummaryText'
      | RepetitionCommand['type'];
  }
>;

function decideOpenMeasure(
  subject: MeasureInPlan,
  command: OnOpenMeasure,
  circumstances: Circumstances,
): MeasureEvent[] {
  switch (command.type) {
    case 'ReviseMeasure':
      return revise(subject, command, circumstances);
    case 'AddSubPoint':
      requirePermission(circumstances.actor, 'register');
      return [
        {
          type: 'SubPointAdded',
          data: { subPointId: circumstances.newId(), text: requireText('text', command.text) },
        },
      ];
    case 'AssignMeasure':
      requirePermission(circumstances.actor, 'assign');
      return assignmentEvents(subject.measure, command, circumstances);
    case 'ReassignItem':
      return reassign(subject, command, circumstances);
    case 'RefuseAssignment':
    case 'AnswerRefusal':
    case 'HandOverItem':
      return decideAnswering(subject, command, circumstances);
    case 'SetDeadline':
      return setDeadline(subject, command, circumstances);
    case 'SetReviewDate':
      return setReviewDate(subject, command, circumstances);
    case 'UpdateStatus':
      return updateStatus(subject, command, circumstances);
    case 'StateRisk':
      return stateRisk(subject, command, circumstances);
    case 'EnterShare':
      return enterShare(command, circumstances);
    case 'SetCrossReferences':
      return setCrossReferences(subject, command, circumstances);
    case 'ReportOccurrence':
      return reportOccurrence(subject, command, circumstances);
    case 'ReportDone':
      return reportDone(subject, command, circumstances);
    case 'SendBack':
      return sendBack(subject, command, circumstances);
    case 'SignOff':
      return signOff(subject, command, circumstances);
    case 'AskExtension':
      return askExtension(subject, command, circumstances);
    case 'AnswerExtension':
      return answerExtension(subject, command, circumstances);
    case 'WithdrawExtension':
      return withdrawExtension(subject, command, circumstances);
    case 'ProposeWaiver':
      return proposeWaiver(subject, command, circumstances);
    case 'DecideWaiver':
      return decideWaiver(subject, command, circumstances);
    case 'EndUnanswered':
      return endUnanswered(subject, command, circumstances);
    case 'CloseMeasure':
      return close(subject, command, circumstances);
    default:
      return command satisfies never;
  }
}

function revise(
  { measure, plan }: MeasureInPlan,
  command: CommandOf<'ReviseMeasure'>,
  { actor }: Circumstances,
) {
  requirePermission(actor, 'register');
  requireText('reason', command.reason);
  if (command.themeId != null && !plan.themes.some((theme) => theme.id === command.themeId)) {
    throw notFound('theme', command.themeId);
  }
  const changes = contentChanges(measure, command);
  if (Object.keys(changes).length === 0) return [];
  const { material, reason } = command;
  const events: MeasureEvent[] = [{ type: 'MeasureRevised', data: { changes, material, reason } }];
  const textChanged = 'title' in changes || 'about' in changes || 'text' in changes;
  if (!material || !textChanged) return events;
  const signedOff = measure.items.filter((item) => item.state === 'signed-off');
  return [...events, ...signedOff.map((item) => itemReopened(item.id, reason))];
}

function reassign(
  { measure }: MeasureInPlan,
  command: CommandOf<'ReassignItem'>,
  circumstances: Circumstances,
): MeasureEvent[] {
  requirePermission(circumstances.actor, 'assign');
  const item = openItem(measure, command.itemId);
  if (requireParty(circumstances.register, command.partyId).kind === 'group') {
    throw invalid(
      'partyId',
      'An item has exactly one responsible party; a group is several.',
      'Choose one organisation.',
    );
  }
  if (item.partyId === command.partyId) return [];
  const { itemId, partyId, reason } = command;
  return [
    {
      type: 'ItemReassigned',
      data: { itemId, from: item.partyId, to: partyId, reason: requireText('reason', reason) },
    },
  ];
}

function updateStatus(
  { measure }: MeasureInPlan,
  command: CommandOf<'UpdateStatus'>,
  { actor }: Circumstances,
): MeasureEvent[] {
  requirePermission(actor, 'report-own');
  const { itemId, subPointId, progress, text, reason, waitingFor } = command;
  if (itemId !== undefined && subPointId !== undefined) {
    throw invalid(
      'subPointId',
      'A status is about an item or a sub-point, not both.',
      'Leave one of them out.',
    );
  }
  if (subPointId !== undefined && !measure.subPoints.some((subPoint) => subPoint.id === subPointId)) {
    throw notFound('sub-point', subPointId);
  }
  requireText('text', text);
  if (!progressesWithoutReason.includes(progress) && (reason ?? '').trim() === '') {
    throw reasonMissing('reason', `The progress ${progress}`);
  }
  if (progress === 'waiting' && (waitingFor ?? '').trim() === '') {
    throw invalid('waitingFor', 'What it waits for is missing.', 'Name the measure or the precondition.');
  }
  const item = itemId === undefined ? undefined : findItem(measure, itemId);
  const own = item !== undefined && actor.partyIds.includes(item.partyId);
  return [
    {
      type: 'StatusUpdated',
      data: {
        progress,
        text,
        ...(itemId === undefined ? {} : { itemId }),
        ...(subPointId === undefined ? {} : { subPointId }),
        ...(reason === undefined ? {} : { reason }),
        ...(waitingFor === undefined ? {} : { waitingFor }),
        ...(item === undefined || own ? {} : { onBehalfOf: item.partyId }),
        ...(item === undefined ? { forPartyIds: spokenFor(measure.items, subPointId, actor.partyIds) } : {}),
      },
    },
  ];
}

function writeSummaryText(
  { measure }: MeasureInPlan,
  command: CommandOf<'WriteSummaryText'>,
  { actor, now }: Circumstances,
): MeasureEvent[] {
  requirePermission(actor, 'edit-summary');
  const { subPointId, text, consideredThrough } = command;
  const subPoint = measure.subPoints.find(({ id }) => id === subPointId);
  if (subPointId !== undefined && subPoint === undefined) throw notFound('sub-point', subPointId);
  const before = (subPoint ?? measure).summaryText;
  const which = subPointId === undefined ? {} : { subPointId };
  if (text === null) return before === undefined ? [] : [{ type: 'SummaryTextWithdrawn', data: which }];
  requireText('text', text);
  if (consideredThrough === undefined) return [{ type: 'SummaryTextWritten', data: { ...which, text } }];
  if (consideredThrough > now) {
    throw invalid(
      'consideredThrough',
      'It lies in the future.',
      'Give the time of the newest update that was read.',
    );
  }
  if (before?.text === text && before.consideredThrough === consideredThrough) return [];
  return [{ type: 'SummaryTextWritten', data: { ...which, text, consideredThrough } }];
}

function stateRisk(
  { measure }: MeasureInPlan,
  { risk }: CommandOf<'StateRisk'>,
  { actor }: Circumstances,
): MeasureEvent[] {
  requirePermission(actor, 'register');
  requireText('risk.likelihood', risk.likelihood);
  requireText('risk.consequence', risk.consequence);
  const { by: _by, at: _at, ...before } = measure.risk ?? {};
  return Object.keys(changed('risk', before as RiskInWords, risk)).length === 0
    ? []
    : [{ type: 'RiskStated', data: { risk } }];
}

function enterShare(command: CommandOf<'EnterShare'>, { actor, today }: Circumstances): MeasureEvent[] {
  requirePermission(actor, 'register');
  const { share } = command;
  requireText('share.source', share.source);
  requireHappened('share.asOf', share.asOf, today);
  if (!share.denominatorIsApproximate && share.numerator > share.denominator) {
    throw invalid(
      'share.numerator',
      'The numerator is larger than the denominator.',
      'Check the two figures.',
    );
  }
  return [{ type: 'ShareEntered', data: { share } }];
}

function setCrossReferences(
  { measure }: MeasureInPlan,
  command: CommandOf<'SetCrossReferences'>,
  { actor }: Circumstances,
): MeasureEvent[] {
  requirePermission(actor, 'register');
  if (command.measureIds.includes(measure.id)) {
    throw invalid('measureIds', 'A measure can’t refer to itself.', 'Leave it out of the list.');
  }
  if (JSON.stringify(command.measureIds) === JSON.stringify(measure.crossReferences)) return [];
  return [{ type: 'CrossReferencesSet', data: { old: measure.crossReferences, new: command.measureIds } }];
}

function reportDone(
  { measure, plan }: MeasureInPlan,
  command: CommandOf<'ReportDone'>,
  { actor, register, today }: Circumstances,
): MeasureEvent[] {
  requirePermission(actor, 'report-own');
  requireFollowedUp(measure);
  const item = openItem(measure, command.itemId);
  const own = actor.partyIds.includes(item.partyId);
  requireDoneReport(command.what);
  requireEvidence(plan, command.evidence);
  const { effectReviewOn } = command;
  if (effectReviewOn !== undefined)
    requireAhead('effectReviewOn', effectReviewOn, today, limits.effectReviewMonths);
  const forPersonId = own ? undefined : (command.forPersonId ?? contactOf(item, register));
  return [
    {
      type: 'ItemReportedDone',
      data: {
        itemId: item.id,
        what: command.what,
        evidence: command.evidence,
        ...(forPersonId === undefined ? {} : { forPersonId }),
        ...(effectReviewOn === undefined ? {} : { effectReviewOn }),
      },
    },
  ];
}

function contactOf(item: Item, register: Circumstances['register']): string | undefined {
  const party = register.party(item.partyId);
  return party?.kind === 'organisation' ? party.contactPersonId : undefined;
}

function requireDoneReport(what: string): void {
  const { min, max } = limits.doneReport;
  const length = what.trim().length;
  if (length < min || length > max) {
    throw invalid(
      'what',
      `What has been done takes ${min} to ${max} characters; this is ${length}.`,
      'Say in a sentence or two what was done and where it can be seen.',
    );
  }
}

function sendBack(
  { measure, plan }: MeasureInPlan,
  command: CommandOf<'SendBack'>,
  { actor, register, today }: Circumstances,
): MeasureEvent[] {
  const named = measure.items.find(({ id }) => id === command.itemId);
  if (named === undefined || !maySendBack(actor, named, plan, register, today)) {
    requirePermission(actor, 'close-implemented');
  }
  const item = reportedItem(measure, command.itemId);
  if (command.reason.trim() === '') throw reasonMissing('reason', 'Sending an item back');
  return [{ type: 'ItemSentBack', data: { itemId: item.id, reason: command.reason } }];
}

/** Items of one measure; each gets its own record. */
function signOff(
  subject: MeasureInPlan,
  command: { itemIds: readonly ItemId[]; note?: string },
  circumstances: Circumstances,
): MeasureEvent[] {
  requireSigner(subject, command.itemIds, circumstances);
  const { measure, plan } = subject;
  const { actor, register, today } = circumstances;
  requireOnce(command.itemIds);
  const note = command.note === undefined ? {} : { note: command.note };
  return command.itemIds.map((itemId) => {
    const item = reportedItem(measure, itemId);
    const obstacle = signOffObstacle(actor, item, plan, register, today);
    if (obstacle === 'no-role') requirePermission(actor, 'close-implemented');
    else if (obstacle !== undefined) throw fourEyes(measure, item, obstacle);
    return { type: 'ItemSignedOff', data: { itemId, ...note } };
  });
}

function proposeWaiver(
  { measure }: MeasureInPlan,
  command: CommandOf<'ProposeWaiver'>,
  { actor }: Circumstances,
): MeasureEvent[] {
  requirePermission(actor, 'propose-waiver');
  requireFollowedUp(measure);
  const item = openItem(measure, command.itemId);
  return [
    { type: 'WaiverProposed', data: { itemId: item.id, ground: requireText('ground', command.ground) } },
  ];
}

function decideWaiver(
  { measure }: MeasureInPlan,
  command: CommandOf<'DecideWaiver'>,
  circumstances: Circumstances,
): MeasureEvent[] {
  requireAuthority(circumstances, command.authority);
  const item = openItem(measure, command.itemId);
  if (item.waiverProposal === undefined) {
    throw waiverNotProposed(measure, item);
  }
  if (takesEffect(command.authority) && item.waiverProposal.by === circumstances.actor.id) {
    throw ownProposal(measure, item);
  }
  const { itemId, granted, authority, reviewOn } = command;
  const ground = requireText('ground', command.ground);
  if (!granted) {
    if (reviewOn !== undefined)
      throw invalid('reviewOn', 'What is not waived is not looked at again.', 'Leave the day out.');
    return [{ type: 'WaiverRefused', data: { itemId, ground, authority } }];
  }
  if (reviewOn === undefined) return [{ type: 'ItemWaived', data: { itemId, ground, authority } }];
  // A body's decision may take effect after the day that it set: then it is looked at the next morning.
  if (authority.kind === 'leader' || authority.countersigned === undefined)
    requireAhead('reviewOn', reviewOn, circumstances.today);
  return [{ type: 'ItemWaived', data: { itemId, ground, authority, reviewOn } }];
}

function endUnanswered(
  { measure }: MeasureInPlan,
  command: CommandOf<'EndUnanswered'>,
  circumstances: Circumstances,
): MeasureEvent[] {
  requireAuthority(circumstances, command.authority);
  requireFollowedUp(measure);
  const item = openItem(measure, command.itemId);
  const party = requireParty(circumstances.register, item.partyId);
  if (party.kind === 'organisation' && party.ours) {
    throw partyIsOurs(measure, item);
  }
  const { itemId, authority } = command;
  const ground = requireText('ground', command.ground);
  const letterReference = requireText('letterReference', command.letterReference);
  return [{ type: 'ItemEndedUnanswered', data: { itemId, ground, letterReference, authority } }];
}

function close(
  { measure }: MeasureInPlan,
  command: CommandOf<'CloseMeasure'>,
  circumstances: Circumstances,
): MeasureEvent[] {
  const { register, today } = circumstances;
  if (command.as !== 'implemented') requireAuthority(circumstances, command.authority ?? { kind: 'leader' });
  if (measure.state === 'proposed') throw notAccepted(measure);
  requireEverythingDone(measure, command.as === 'implemented');
  if (command.effectReview !== undefined) {
    requireActivePerson(register, command.effectReview.reviewerId, 'effectReview.reviewerId');
    requireAhead('effectReview.on', command.effectReview.on, today, limits.effectReviewMonths);
  }
  const effectReview = command.effectReview === undefined ? {} : { effectReview: command.effectReview };
  if (command.as === 'implemented')
    return [{ type: 'MeasureClosed', data: { as: command.as, ...effectReview } }];
  if (command.ground === undefined || command.ground.trim() === '') {
    throw reasonMissing('ground', `Closing as ${command.as}`);
  }
  if (command.as === 'carried-over' && command.successorId === undefined) {
    throw invalid(
      'successorId',
      'The measure that takes over is missing.',
      'Register it in the successor plan and name it.',
    );
  }
  return [
    {
      type: 'MeasureClosed',
      data: {
        as: command.as,
        ground: command.ground,
        authority: command.authority ?? { kind: 'leader' },
        ...effectReview,
        ...(command.successorId === undefined ? {} : { successorId: command.successorId }),
      },
    },
  ];
}

/** Nothing is closed until every item is done. */
function requireEverythingDone(measure: Measure, implemented: boolean): void {
  const unfinished = measure.items.filter(isUnfinished);
  if (unfinished.length > 0) throw openItems(measure, unfinished);
  if (!implemented) return;
  if (measure.state !== 'ready-to-close') throw nobodyResponsible(measure);
  const ended = measure.items.filter((item) => item.state !== 'signed-off');
  if (ended.length > 0) throw notAllSignedOff(measure, ended);
}

function recordEffectReview(
  { measure }: MeasureInPlan,
  command: CommandOf<'RecordEffectReview'>,
  { today }: Circumstances,
): MeasureEvent[] {
  const review = effectReviewOf(measure);
  if (review === undefined || review.result !== undefined) {
    throw noEffectReview(measure);
  }
  const { result, nextOn, isGoodEnough = false } = command;
  const text = requireText('text', command.text);
  const worked = result === 'worked';
  if (isGoodEnough && result !== 'worked' && result !== 'partly') throw notGoodEnough();
  if ((worked || isGoodEnough) && nextOn !== undefined) throw noNextReview();
  if (worked || isGoodEnough) return [{ type: 'EffectReviewed', data: { worked, result, text } }];
  if (nextOn !== undefined) requireAhead('nextOn', nextOn, today, limits.effectReviewMonths);
  const returns = nextOn ?? addMonths(today, limits.effectReviewAgainMonths);
  return [{ type: 'EffectReviewed', data: { worked, result, nextOn: returns, text } }];
}

function openItem(measure: Measure, itemId: ItemId): Extract<Item, { state: 'open' }> {
  const item = findItem(measure, itemId);
  if (item.state !== 'open') throw itemNotIn('open', measure, item);
  return item;
}

function reportedItem(measure: Measure, itemId: ItemId): Item {
  const item = findItem(measure, itemId);
  if (item.state !== 'reported-done') throw itemNotIn('reported-done', measure, item);
  return item;
}
