import type { Asked, RulesOf } from '../command-rule.js';
import { requireNotBefore, requireWithin } from '../deadline/date-bounds.js';
import { DomainError, invalid } from '../domain-error.js';
import { addDays } from '../follow-up/calendar.js';
import type { Decided } from '../history.js';
import type { ItemId, PartyId, PlainDate } from '../ids.js';
import { limits } from '../limits.js';
import { standingMeasures } from '../loaded.js';
import { memberItems } from '../measure/assignment.js';
import { itemNotIn, notAccepted, reasonMissing } from '../measure/measure.errors.js';
import type { MeasureEvent } from '../measure/measure.events.js';
import { isAskedAfterDeparture, isUnfinished, type Item, type Measure } from '../measure/measure.js';
import type { Needs } from '../needs.js';
import { requireParty, type Circumstances } from '../register.js';
import { requirePermission } from '../roles/permissions.js';
import { administer } from '../roles/right.js';
import type { MembershipCommand } from './party.commands.js';
import { requireOrganisation } from './party.decide.js';
import type { PartyEvent } from './party.events.js';
import { membershipOn, type Group, type Membership, type Party } from './party.js';

export const membershipRules: RulesOf<MembershipCommand> = {
  AddMember: { right: administer, needs: groupAndParty, decide: onGroup },
  EndMembership: { right: administer, needs: groupAndParty, decide: onGroup },
  KeepMemberships: { right: administer, needs: groupItself, decide: onGroup },
  AnswerDeparture: { right: { held: ['propose-waiver'] }, needs: groupAndParty, decide: onGroup },
};

function groupItself({ groupId }: { groupId: PartyId }): Partial<Needs> {
  return { partiesToChange: [groupId], measuresOfGroup: groupId };
}

function groupAndParty({ groupId, partyId }: { groupId: PartyId; partyId: PartyId }): Partial<Needs> {
  return { ...groupItself({ groupId }), parties: [partyId] };
}

function onGroup(...[command, loaded, circumstances]: Asked<MembershipCommand>): Decided[] {
  const group = requireParty(circumstances.register, command.groupId);
  return decideMembership(group, standingMeasures(loaded), command, circumstances);
}

type CommandOf<T extends MembershipCommand['type']> = Extract<MembershipCommand, { type: T }>;

/**
 * Who joins gets an item, from its first day, in every measure the group has as *each*; who leaves keeps its items,
 * and the secretariat is asked what becomes of them (PRODUCT.md, Groups over time).
 * @param measures those not closed that the group has as *each*
 * @throws DomainError `already-member`, `no-departure-question`, `invalid-value`, `not-found`, `not-permitted`
 */
function decideMembership(
  group: Party,
  measures: readonly Measure[],
  command: MembershipCommand,
  circumstances: Circumstances,
): Decided[] {
  if (command.type === 'AnswerDeparture') requirePermission(circumstances.actor, 'propose-waiver');
  else requirePermission(circumstances.actor, 'administer-register');
  requireGroup(group);
  switch (command.type) {
    case 'AddMember':
      return join(group, measures, command, circumstances);
    case 'EndMembership':
      return leave(group, measures, command, circumstances);
    case 'AnswerDeparture':
      return answerDeparture(group, measures, command, circumstances);
    case 'KeepMemberships':
      return keepMemberships(group, measures, circumstances);
    default:
      return command satisfies never;
  }
}

function join(
  group: Group,
  measures: readonly Measure[],
  { partyId, from }: CommandOf<'AddMember'>,
  circumstances: Circumstances,
): Decided[] {
  const { register, today } = circumstances;
  const member = requireParty(register, partyId);
  requireOrganisation(member, 'partyId');
  requireNotBefore('from', from, limits.earliestDay);
  requireWithin('from', from, today);
  requireNoOverlap(group, member, from, today);
  if (from > today)
    return changedGroup(group, [{ type: 'MemberJoined', data: { partyId, from, awaited: true } }]);
  return [
    ...changedGroup(group, [{ type: 'MemberJoined', data: { partyId, from } }]),
    ...measures.flatMap((measure) =>
      changedMeasure(measure, memberItems(measure, group.id, [partyId], circumstances)),
    ),
  ];
}

/** One who is a member, or is going to be, can't join; nor can a membership begin within an earlier one. */
function requireNoOverlap(group: Group, member: Party, from: PlainDate, today: PlainDate): void {
  const memberships = membershipsOf(group, member.id);
  const lasting = memberships.find(({ to }) => to === undefined);
  if (lasting !== undefined) {
    const isCome = membershipOn(lasting, today) === 'current';
    throw new DomainError({
      type: 'already-member',
      refusal: 'conflict',
      title: 'Already a member',
      detail: isCome
        ? `${member.name} is a member of ${group.name} already, since ${lasting.from}.`
        : `${member.name} is going to be a member of ${group.name} from ${lasting.from}.`,
      next: 'Nothing needs to be done.',
      extra: { member: member.name, group: group.name, from: lasting.from, isCome },
    });
  }
  const last = memberships
    .map(({ to }) => to ?? '')
    .sort()
    .at(-1);
  if (last === undefined || from > last) return;
  throw invalid(
    'from',
    `${member.name} was a member through ${last}; a new membership can’t begin on ${from}.`,
    `Give a day from ${addDays(last, 1)} on.`,
  );
}

function leave(
  group: Group,
  measures: readonly Measure[],
  { partyId, to, reason }: CommandOf<'EndMembership'>,
  { register, today }: Circumstances,
): Decided[] {
  const member = requireParty(register, partyId);
  const lasting = membershipsOf(group, partyId).find((known) => known.to === undefined);
  if (lasting === undefined) {
    throw invalid('partyId', `${member.name} is not a member.`, 'Check the list of members.');
  }
  if (to < lasting.from) {
    throw invalid(
      'to',
      `${member.name} joined on ${lasting.from} and can’t have left on ${to}, before that.`,
      `Give a day from ${lasting.from} on: the last day as a member.`,
    );
  }
  requireWithin('to', to, today);
  if (reason.trim() === '') throw reasonMissing('reason', 'Leaving a group');
  return [
    ...changedGroup(group, [{ type: 'MemberLeft', data: { partyId, to, reason } }]),
    ...measures.flatMap((measure) => changedMeasure(measure, departed(measure, group, partyId, to))),
  ];
}

/** Asked once of each item: one that was kept when the party left before is not asked about again. */
function departed(measure: Measure, group: Group, partyId: PartyId, leftOn: PlainDate): MeasureEvent[] {
  const itemIds = measure.items
    .filter((item) => isUnfinished(item) && item.departure === undefined)
    .filter((item) => item.viaGroupId === group.id && item.partyId === partyId)
    .map(({ id }) => id);
  if (itemIds.length === 0) return [];
  return [{ type: 'MemberDeparted', data: { groupId: group.id, partyId, leftOn, itemIds } }];
}

function answerDeparture(
  group: Group,
  measures: readonly Measure[],
  command: CommandOf<'AnswerDeparture'>,
  { register }: Circumstances,
): Decided[] {
  const { partyId, answer, reason, itemIds } = command;
  const member = requireParty(register, partyId);
  if (reason.trim() === '') throw reasonMissing('reason', 'What becomes of the items');
  const asked = measures.flatMap(({ items }) => items.filter((item) => isAsked(item, group.id, partyId)));
  if (asked.length === 0) throw nothingAsked(group, member);
  const strange = itemIds?.find((id) => !asked.some((item) => item.id === id));
  if (strange !== undefined || itemIds?.length === 0) {
    throw invalid(
      'itemIds',
      'Not all of these are asked about.',
      'Name items that the party has through the group.',
    );
  }
  const isChosen = (item: Item) =>
    isAsked(item, group.id, partyId) && (itemIds === undefined || itemIds.includes(item.id));
  const concerned = measures.filter(({ items }) => items.some(isChosen));
  const [proposed] = concerned.filter(({ state }) => state === 'proposed');
  // What leadership has not adopted can't be waived: of everything that is asked about it waits for its own answer.
  const waits =
    answer === 'waive' && itemIds === undefined && concerned.some(({ state }) => state !== 'proposed');
  if (answer === 'waive' && proposed !== undefined && !waits) throw notAccepted(proposed);
  const answered = waits ? concerned.filter(({ state }) => state !== 'proposed') : concerned;
  const answeredIds: readonly ItemId[] = answered
    .flatMap(({ items }) => items.filter(isChosen))
    .map(({ id }) => id);
  return [
    ...changedGroup(group, [
      { type: 'DepartureAnswered', data: { partyId, answer, itemIds: answeredIds, reason } },
    ]),
    ...answered.flatMap((measure) => {
      const chosen = measure.items.filter(isChosen);
      return changedMeasure(
        measure,
        answer === 'keep' ? kept(chosen, reason) : waived(measure, chosen, reason, itemIds !== undefined),
      );
    }),
  ];
}

function kept(items: readonly Item[], reason: string): MeasureEvent[] {
  return items.length === 0
    ? []
    : [{ type: 'ItemsKept', data: { itemIds: items.map(({ id }) => id), reason } }];
}

/** What has been reported done is signed off or sent back; it is not waived. */
function waived(measure: Measure, items: readonly Item[], ground: string, areNamed: boolean): MeasureEvent[] {
  const reported = items.filter(({ state }) => state !== 'open');
  if (areNamed && reported[0] !== undefined) throw itemNotIn('open', measure, reported[0]);
  return [
    ...items
      .filter(({ state }) => state === 'open')
      .map(({ id }): MeasureEvent => ({ type: 'WaiverProposed', data: { itemId: id, ground } })),
    ...kept(reported, ground),
  ];
}

function isAsked(item: Item, groupId: PartyId, partyId: PartyId): boolean {
  return item.viaGroupId === groupId && item.partyId === partyId && isAskedAfterDeparture(item);
}

/**
 * A member whose first day has come gets its items. One that is no longer a member and was not asked about (it got an
 * item after its departure was known) is asked about.
 */
function keepMemberships(
  group: Group,
  measures: readonly Measure[],
  circumstances: Circumstances,
): Decided[] {
  const { today } = circumstances;
  const begun = group.members.filter(({ awaited, from }) => awaited && from <= today);
  const staying = new Set(
    group.members.filter((member) => membershipOn(member, today) !== 'former').map(({ partyId }) => partyId),
  );
  const left = new Map(
    group.members.flatMap(({ partyId, to }) =>
      to === undefined || staying.has(partyId) ? [] : [[partyId, to]],
    ),
  );
  return [
    ...changedGroup(
      group,
      begun.map(({ partyId, from }) => ({ type: 'MembershipBegan', data: { partyId, from } })),
    ),
    ...measures.flatMap((measure) => {
      const added = givenTo(begun, measure, group, circumstances);
      const gone = [...left].flatMap(([partyId, leftOn]) => departed(measure, group, partyId, leftOn));
      return changedMeasure(measure, [...added, ...gone]);
    }),
  ];
}

/** Those of them who are members today: one whose membership began and ended since the last run gets nothing. */
function givenTo(
  begun: readonly Membership[],
  measure: Measure,
  group: Group,
  circumstances: Circumstances,
): MeasureEvent[] {
  const members = begun.filter((member) => membershipOn(member, circumstances.today) === 'current');
  const partyIds = [...new Set(members.map(({ partyId }) => partyId))];
  return memberItems(measure, group.id, partyIds, circumstances);
}

function membershipsOf(group: Group, partyId: PartyId): Membership[] {
  return group.members.filter((known) => known.partyId === partyId);
}

function changedGroup(group: Group, events: PartyEvent[]): Decided[] {
  return events.length === 0 ? [] : [{ stream: 'party', id: group.id, events }];
}

function changedMeasure(measure: Measure, events: MeasureEvent[]): Decided[] {
  return events.length === 0 ? [] : [{ stream: 'measure', id: measure.id, events }];
}

function nothingAsked(group: Group, member: Party): DomainError {
  return new DomainError({
    type: 'no-departure-question',
    refusal: 'conflict',
    title: 'Nothing is asked about',
    detail: `${member.name} has no items through ${group.name} that wait for an answer.`,
    next: 'Nothing needs to be done.',
    extra: { member: member.name, group: group.name },
  });
}

function requireGroup(party: Party): asserts party is Group {
  if (party.kind !== 'group') {
    throw invalid('groupId', `${party.name} is not a group.`, 'Members belong to a group only.');
  }
}
