import { DomainError } from '../domain-error.js';
import type { PlainDate } from '../ids.js';
import { itemNumber, type Item, type Measure } from './measure.js';

/** @see EXAMPLES.md, The API: the refusal that every other one is modelled on. */
export function openItems(measure: Measure, open: readonly Item[]): DomainError {
  return new DomainError({
    type: 'open-items',
    refusal: 'conflict',
    title: 'The measure has open items',
    detail: `Measure ${measure.number} can’t be closed: ${open.length} of ${measure.items.length} items are not signed off.`,
    next: `Sign them off first, or have leadership waive them: GET /api/v1/measures/${measure.id}/items?state=open`,
    extra: {
      measure: measure.number,
      openItems: open.map((item) => itemNumber(measure, item)),
      openCount: open.length,
      itemCount: measure.items.length,
    },
  });
}

export function nobodyResponsible(measure: Measure): DomainError {
  return new DomainError({
    type: 'nobody-responsible',
    refusal: 'conflict',
    title: 'Nobody is responsible yet',
    detail: `Measure ${measure.number} can’t be closed as implemented: nobody has been made responsible for ${
      measure.subPoints.length > 0 ? 'every sub-point' : 'it'
    }.`,
    next: `Assign it first: POST /api/v1/measures/${measure.id}/assignments`,
    extra: { measure: measure.number },
  });
}

export function notAllSignedOff(measure: Measure, ended: readonly Item[]): DomainError {
  return new DomainError({
    type: 'not-all-signed-off',
    refusal: 'conflict',
    title: 'Some items were waived or never answered',
    detail: `Measure ${measure.number} can’t be closed as implemented: ${ended.length} of ${measure.items.length} items were waived or ended without an answer.`,
    next: 'Leadership can close it as partly-implemented, not-implemented or carried-over, with the ground.',
    extra: { measure: measure.number, endedItems: ended.map((item) => itemNumber(measure, item)) },
  });
}

export function measureClosed(measure: Measure): DomainError {
  return new DomainError({
    type: 'measure-closed',
    refusal: 'conflict',
    title: 'The measure is closed',
    detail: `Measure ${measure.number} is closed and can’t be changed.`,
    next: `Reopen it with a reason first: POST /api/v1/measures/${measure.id}/reopenings`,
    extra: { measure: measure.number },
  });
}

export function notAccepted(measure: Measure): DomainError {
  return new DomainError({
    type: 'not-accepted',
    refusal: 'conflict',
    title: 'The measure has not been accepted',
    detail: `Measure ${measure.number} is only proposed: leadership has not adopted it.`,
    next: 'Have leadership adopt the plan, or accept this measure on its own if the plan is adopted already.',
    extra: { measure: measure.number },
  });
}

/** The item is in another state than this takes. */
export function itemNotIn(wanted: string, measure: Measure, item: Item): DomainError {
  return new DomainError({
    type: `item-not-${wanted}`,
    refusal: 'conflict',
    title: `The item is not ${wanted.replace('-', ' ')}`,
    detail: `Item ${itemNumber(measure, item)} is ${item.state.replace('-', ' ')}.`,
    next:
      wanted === 'open'
        ? 'Only an open item can be reported done, waived or ended. Read the item to see what became of it.'
        : 'Wait until its owner has reported it done.',
    extra: { item: itemNumber(measure, item), state: item.state },
  });
}

export type FourEyesGround =
  'reported-it' | 'reported-for-them' | 'own-unit' | 'secretariats-own' | 'secretariat-can';

const fourEyesDetail: Record<FourEyesGround, string> = {
  'reported-it': 'you reported it done yourself',
  'reported-for-them': 'it was reported done for you',
  'own-unit': 'it is your own unit’s item',
  'secretariats-own': 'it is the secretariat’s own item',
  'secretariat-can': 'the secretariat can sign it off, and then leadership does not',
};

/** Four eyes: nobody decides on a waiver that they proposed. */
export function ownProposal(measure: Measure, item: Item): DomainError {
  const number = itemNumber(measure, item);
  return new DomainError({
    type: 'four-eyes',
    refusal: 'forbidden',
    title: 'Somebody else must decide this',
    detail: `You can’t decide whether item ${number} is waived: you proposed it yourself.`,
    next: 'Let another in leadership decide it.',
    extra: { item: number, ground: 'proposed-it' },
  });
}

/** Four eyes: nobody signs off what they reported, what was reported for them, or their own unit's item. */
export function fourEyes(measure: Measure, item: Item, ground: FourEyesGround): DomainError {
  return new DomainError({
    type: 'four-eyes',
    refusal: 'forbidden',
    title: 'Somebody else must sign this off',
    detail: `You can’t sign off item ${itemNumber(measure, item)}: ${fourEyesDetail[ground]}.`,
    next:
      ground === 'secretariat-can'
        ? 'Leave it to the secretariat.'
        : 'Ask another in the secretariat; where none can, leadership or a named substitute signs it off.',
    extra: { item: itemNumber(measure, item), ground },
  });
}

export function notYourItem(measure: Measure, item: Item): DomainError {
  return new DomainError({
    type: 'not-your-item',
    refusal: 'forbidden',
    title: 'The item belongs to another party',
    detail: `Item ${itemNumber(measure, item)} is not the responsibility of any party you belong to.`,
    next: 'Ask its owner or the secretariat to report it.',
    extra: { item: itemNumber(measure, item) },
  });
}

export function reasonMissing(field: string, why: string): DomainError {
  return new DomainError({
    type: 'reason-missing',
    refusal: 'invalid',
    title: 'A reason is needed',
    detail: `${why} needs a reason.`,
    next: `Write in one or two sentences why, in the field ${field}.`,
    extra: { field },
  });
}

/** @param published it is the evaluation's day; else the plan's */
export function deadlineBeforeSource(
  field: string,
  on: PlainDate,
  earliest: PlainDate,
  published: boolean,
): DomainError {
  const source = published ? 'evaluation' : 'plan';
  return new DomainError({
    type: 'deadline-before-source',
    refusal: 'invalid',
    title: 'The deadline lies before what it comes from',
    detail: `${on} lies before ${published ? 'the evaluation was published' : 'the plan was registered'} (${earliest}).`,
    next: published
      ? 'Correct the deadline, or the day the evaluation was published.'
      : 'Correct the deadline; where the evaluation behind it is older than the plan, enter the day it was published.',
    extra: { field, on, earliest, source },
  });
}

export function deadlinePassed(field: string, on: PlainDate): DomainError {
  return new DomainError({
    type: 'deadline-passed',
    refusal: 'invalid',
    title: 'The deadline has passed already',
    detail: `${on} has passed: whoever gets this deadline is late from the start.`,
    next: 'Choose a later day, or say in reason why it lies in the past.',
    extra: { field, on },
  });
}

export function occurrenceReported(measure: Measure, on: PlainDate): DomainError {
  return new DomainError({
    type: 'occurrence-reported',
    refusal: 'conflict',
    title: 'This occurrence has been reported',
    detail: `Measure ${measure.number} has an occurrence on ${on} already.`,
    next: 'Nothing needs to be done; if another was held, give its own day.',
    extra: { field: 'on', measure: measure.number, on },
  });
}

export function alreadyAssigned(measure: Measure): DomainError {
  return new DomainError({
    type: 'already-assigned',
    refusal: 'conflict',
    title: 'Somebody is responsible already',
    detail: `Measure ${measure.number} already has everyone named as responsible.`,
    next: 'To give an item to another party, reassign that item: POST /api/v1/items/{id}/reassignments',
    extra: { measure: measure.number },
  });
}

export function otherMode(measure: Measure): DomainError {
  return new DomainError({
    type: 'other-mode',
    refusal: 'conflict',
    title: 'The measure is assigned in the other way',
    detail: `Measure ${measure.number} is assigned as ${measure.mode ?? 'nothing'}; it can’t be both joint and each.`,
    next: 'Assign in the same way, or register a measure of its own for the rest.',
    extra: { measure: measure.number, mode: measure.mode },
  });
}

export function withoutDate(measures: readonly Measure[]): DomainError {
  return new DomainError({
    type: 'measures-without-date',
    refusal: 'conflict',
    title: 'Some measures have neither deadline nor review date',
    detail: `${measures.length === 1 ? '1 measure has' : `${measures.length} measures have`} no deadline and no review date within 12 months.`,
    next: 'Set a deadline, or a review date at most 12 months from today, on each of them.',
    extra: { measures: measures.map((measure) => measure.number) },
  });
}

export function dateNeeded(measure: Measure): DomainError {
  return new DomainError({
    type: 'date-needed',
    refusal: 'conflict',
    title: 'The measure would have no date',
    detail: `Measure ${measure.number} has been accepted; this would leave something in it with neither deadline nor review date.`,
    next: 'Set a deadline, or a review date at most 12 months from today, on the measure first.',
    extra: { measure: measure.number },
  });
}

export function reopenedWithoutDate(measure: Measure): DomainError {
  return new DomainError({
    type: 'reopened-without-date',
    refusal: 'invalid',
    title: 'A new date is missing',
    detail: `Measure ${measure.number} is reopened with a new deadline or a review date; neither was given.`,
    next: 'Give deadline (on), or reviewOn at most 12 months from today.',
    extra: { field: 'deadline.on', measure: measure.number },
  });
}

/** A review date is about the measure; these have a deadline of their own, and would be late at once. */
export function deadlineWanted(measure: Measure, items: readonly Item[]): DomainError {
  const numbers = items.map((item) => itemNumber(measure, item));
  return new DomainError({
    type: 'deadline-wanted',
    refusal: 'invalid',
    title: 'A new deadline is missing',
    detail: `The deadline of ${numbers.join(', ')} has passed; opened again without a new one it would be late at once.`,
    next: 'Give deadline (on): the one that has passed is moved to it.',
    extra: { field: 'deadline.on', items: numbers, count: numbers.length },
  });
}

export function nobodyMaySignOff(items: readonly string[]): DomainError {
  return new DomainError({
    type: 'nobody-may-sign-off',
    refusal: 'conflict',
    title: 'Some items lack someone who may sign them off',
    detail: `Nobody may sign off ${items.length} items: everyone who could belongs to the same unit.`,
    next: 'Name a substitute on the plan (signOffSubstituteIds) who belongs to another unit.',
    extra: { items: [...items] },
  });
}

export function measureNotClosed(measure: Measure): DomainError {
  return new DomainError({
    type: 'measure-not-closed',
    refusal: 'conflict',
    title: 'The measure is not closed',
    detail: `Measure ${measure.number} is not closed.`,
    next: 'There is nothing to reopen.',
    extra: { measure: measure.number },
  });
}

export function notRecurring(measure: Measure): DomainError {
  return new DomainError({
    type: 'not-recurring',
    refusal: 'conflict',
    title: 'The measure is done once',
    detail: `Measure ${measure.number} is not a recurring one, so it has no occurrences.`,
    next: 'Report its items done instead.',
    extra: { measure: measure.number },
  });
}

export function waiverNotProposed(measure: Measure, item: Item): DomainError {
  return new DomainError({
    type: 'waiver-not-proposed',
    refusal: 'conflict',
    title: 'No waiver has been proposed',
    detail: `Nobody has proposed that item ${itemNumber(measure, item)} is waived.`,
    next: 'The secretariat proposes it first, with the ground.',
    extra: { item: itemNumber(measure, item) },
  });
}

export function partyIsOurs(measure: Measure, item: Item): DomainError {
  return new DomainError({
    type: 'party-is-ours',
    refusal: 'conflict',
    title: 'The responsible party is ours to command',
    detail: `Item ${itemNumber(measure, item)} belongs to a party of our own, which can’t be left unanswered.`,
    next: 'Propose a waiver instead.',
    extra: { item: itemNumber(measure, item) },
  });
}

export function noEffectReview(measure: Measure): DomainError {
  return new DomainError({
    type: 'no-effect-review',
    refusal: 'conflict',
    title: 'No effect review is waiting',
    detail: `No effect review is waiting on measure ${measure.number}.`,
    next: 'It is decided when the measure is closed.',
    extra: { measure: measure.number },
  });
}

export function noWaiverReview(measure: Measure, item: Item): DomainError {
  return new DomainError({
    type: 'no-waiver-review',
    refusal: 'conflict',
    title: 'No waiver is to be looked at again',
    detail: `Item ${itemNumber(measure, item)} is not waived until a day.`,
    next: 'A day is set when the waiver is decided.',
    extra: { item: itemNumber(measure, item) },
  });
}

export function waiverReviewEarly(measure: Measure, item: Item, reviewOn: PlainDate): DomainError {
  const number = itemNumber(measure, item);
  return new DomainError({
    type: 'waiver-review-early',
    refusal: 'conflict',
    title: 'The day on which the waiver is looked at has not come',
    detail: `Item ${number} is waived until ${reviewOn}; nobody needs to say before then that it stands.`,
    next: `Say so from ${reviewOn} on, or open the item again now.`,
    extra: { item: number, on: reviewOn },
  });
}

export function waiverDayNeeded(measure: Measure, item: Item): DomainError {
  const number = itemNumber(measure, item);
  return new DomainError({
    type: 'waiver-day-needed',
    refusal: 'invalid',
    title: 'The day on which the waiver is looked at again is missing',
    detail: `That item ${number} is waived for good is leadership’s to decide.`,
    next: 'Give nextOn, a year ahead at most, or have leadership decide (authority).',
    extra: { field: 'nextOn', item: number },
  });
}

/** Four eyes. */
export function ownWaiver(measure: Measure, item: Item): DomainError {
  const number = itemNumber(measure, item);
  return new DomainError({
    type: 'own-waiver',
    refusal: 'forbidden',
    title: 'Somebody else looks at this waiver',
    detail: `Item ${number} is your own unit’s, so another says whether its waiver stands.`,
    next: 'Leave it to another in the secretariat, or to leadership.',
    extra: { item: number },
  });
}

/** Good enough is said of an effect that there is something of. */
export function notGoodEnough(): DomainError {
  return new DomainError({
    type: 'effect-not-good-enough',
    refusal: 'invalid',
    title: 'An effect that is not there, or not known, can’t be good enough',
    detail: 'What has worked partly may be good enough (isGoodEnough), and nothing else.',
    next: 'Leave isGoodEnough out, so that the effect is reviewed again, or choose partly.',
    extra: { field: 'isGoodEnough' },
  });
}

export function noNextReview(): DomainError {
  return new DomainError({
    type: 'no-next-review',
    refusal: 'invalid',
    title: 'An effect that is as wanted is not reviewed again',
    detail: 'A next day (nextOn) is for an effect that is to be reviewed again.',
    next: 'Leave nextOn out, or say that the effect is not good enough yet.',
    extra: { field: 'nextOn' },
  });
}
