import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { setDeadline, type Deadline } from '../deadline/deadline.js';
import type { Instant, PlainDate } from '../ids.js';
import type { Item, Measure } from '../measure/measure.js';
import type { Plan } from '../plan/plan.js';
import { addDays, isWorkingDay, workingDayOnOrAfter, workingDayOnOrBefore } from './calendar.js';
import type { DueObligation, FollowUpFacts, ItemFacts } from './follow-up-facts.js';
import {
  demandedThrough,
  followUpFacts,
  isFollowed,
  nextDueOn,
  obligationsDue,
  ownerWantedAgainWorkingDays,
  stillHolds,
} from './follow-up-schedule.js';
import { defaultLadder } from './ladder.js';

function openItem(fields: Partial<ItemFacts> = {}): ItemFacts {
  return {
    itemId: 'item-1',
    partyId: 'party-1',
    state: 'open',
    assignedOn: '2026-01-05',
    lastHeardOn: '2026-01-05',
    ...fields,
  };
}

function inFollowUp(item: Partial<ItemFacts> = {}, fields: Partial<FollowUpFacts> = {}): FollowUpFacts {
  return {
    measureId: 'measure-1',
    state: 'in-follow-up',
    ladder: defaultLadder,
    acceptedOn: '2026-01-05',
    items: [openItem(item)],
    ...fields,
  };
}

/** What is demanded when somebody looks every day, from the day after `after` up to and including `until`. */
function dayByDay(facts: FollowUpFacts, after: PlainDate, until: PlainDate): DueObligation[] {
  const demanded: DueObligation[] = [];
  let before = after;
  while (before < until) {
    const day = addDays(before, 1);
    demanded.push(...obligationsDue(facts, { after: before, until: day }));
    before = day;
  }
  return demanded;
}

function told(demanded: readonly DueObligation[]): string[] {
  return demanded.map(({ dueOn, kind, recipient }) => `${dueOn} ${kind} → ${recipient}`);
}

function daysBetween(from: PlainDate, to: PlainDate): number {
  return (Date.parse(to) - Date.parse(from)) / 86_400_000;
}

describe('the default ladder', () => {
  it('runs from 30 days before to 60 days after a deadline, around Easter, 1 May, 17 May and Whitsun', () => {
    // Thursday 16 April 2026. Easter is 2–6 April, 1 May a Friday, Ascension 14 May, 17 May a Sunday.
    const facts = inFollowUp({ deadline: '2026-04-16', lastHeardOn: '2026-03-10' });
    expect(told(dayByDay(facts, '2026-01-05', addDays('2026-04-16', 60)))).toEqual([
      '2026-03-17 deadline-ahead → contact', // −30
      '2026-04-01 deadline-ahead → contact', // −14 is Maundy Thursday: the day before
      '2026-04-09 deadline-ahead → contact', // −7
      '2026-04-15 deadline-ahead → contact', // −1
      '2026-04-16 deadline-today → contact',
      '2026-04-17 deadline-passed → contact', // +1
      '2026-04-23 deadline-passed → contact', // +7
      '2026-04-30 late-told-leader → party-leader', // +14
      '2026-05-07 deadline-passed → contact', // +21
      '2026-05-18 late-told-leadership → plan-leadership', // +30 is a Saturday, then 17 May
      '2026-05-21 deadline-passed → contact', // +35
      '2026-06-04 deadline-passed → contact', // +49
      '2026-06-08 update-wanted → contact', // 90 days without a word
    ]);
  });

  it('moves every step of a deadline on Sunday 17 May', () => {
    const facts = inFollowUp({ deadline: '2026-05-17', lastHeardOn: '2026-05-11' });
    expect(told(dayByDay(facts, '2026-01-05', addDays('2026-05-17', 50)))).toEqual([
      '2026-04-17 deadline-ahead → contact', // −30
      '2026-04-30 deadline-ahead → contact', // −14 is Sunday 3 May, and Friday is 1 May
      '2026-05-08 deadline-ahead → contact', // −7 is a Sunday
      '2026-05-15 deadline-ahead → contact', // −1 is a Saturday
      '2026-05-18 deadline-passed → contact', // the day itself and +1: one message, and it says that it has passed
      '2026-05-26 deadline-passed → contact', // +7 is Whit Sunday, then Whit Monday
      '2026-06-01 late-told-leader → party-leader',
      '2026-06-08 deadline-passed → contact', // +21
      '2026-06-16 late-told-leadership → plan-leadership',
      '2026-06-22 deadline-passed → contact', // +35
      '2026-07-06 deadline-passed → contact', // +49
    ]);
  });

  it('says that the deadline has passed when the day itself was a day off, also without a step the day after', () => {
    const ladder = { ...defaultLadder, beforeDays: [], afterDays: [7] };
    const facts = inFollowUp({ deadline: '2026-05-17', lastHeardOn: '2026-05-11' }, { ladder });
    expect(told(dayByDay(facts, '2026-05-01', '2026-05-25'))).toEqual([
      '2026-05-18 deadline-passed → contact',
    ]);
  });

  it('repeats from the deadline when a plan has no steps after it', () => {
    const ladder = {
      ...defaultLadder,
      beforeDays: [],
      afterDays: [],
      repeatAfterDays: 7,
      staleUpdateDays: 1000,
    };
    const facts = inFollowUp({ deadline: '2026-06-01' }, { ladder });
    expect(
      told(dayByDay(facts, '2026-05-01', '2026-06-22')).filter((line) => line.includes('contact')),
    ).toEqual([
      '2026-06-01 deadline-today → contact',
      '2026-06-08 deadline-passed → contact',
      '2026-06-15 deadline-passed → contact',
      '2026-06-22 deadline-passed → contact',
    ]);
  });

  it('joins two steps that a holiday brings to the same day', () => {
    const ladder = { ...defaultLadder, beforeDays: [5, 4, 3] };
    const facts = inFollowUp({ deadline: '2026-04-08', lastHeardOn: '2026-03-19' }, { ladder });
    // −5, −4 and −3 are Good Friday, Saturday and Easter Sunday.
    expect(told(dayByDay(facts, '2026-03-20', '2026-04-07'))).toEqual([
      '2026-04-01 deadline-ahead → contact',
    ]);
  });
});

describe('ladders of a plan’s own', () => {
  it('let the day itself stand when a reminder before it is set to the same day', () => {
    const ladder = { ...defaultLadder, beforeDays: [0] };
    const facts = inFollowUp({ deadline: '2026-03-18' }, { ladder });
    expect(told(dayByDay(facts, '2026-03-01', '2026-03-18'))).toEqual([
      '2026-03-18 deadline-today → contact',
    ]);
  });

  it('tell the leader the next working day when there is no patience, also of an item assigned late', () => {
    const ladder = { ...defaultLadder, escalateToLeaderDays: 0 };
    const facts = inFollowUp({ deadline: '2026-02-02', assignedOn: '2026-03-20' }, { ladder });
    expect(told(dayByDay(facts, '2026-03-20', '2026-03-23'))).toContain(
      '2026-03-23 late-told-leader → party-leader',
    );
  });
});

describe('the other things time asks for', () => {
  it('asks for an update after 90 days without a word and every 14 days until there is one', () => {
    const facts = inFollowUp({ lastHeardOn: '2026-03-02' });
    expect(told(dayByDay(facts, '2026-01-05', '2026-07-01'))).toEqual([
      '2026-06-01 update-wanted → contact', // 31 May is a Sunday
      '2026-06-15 update-wanted → contact',
      '2026-06-29 update-wanted → contact',
    ]);
    const heard = inFollowUp({ lastHeardOn: '2026-06-16' });
    expect(nextDueOn(heard, '2026-06-16')).toBe('2026-09-14');
  });

  it('does not ask for an update on the day of a deadline step of the same item, but for another item it does', () => {
    const item = { deadline: '2026-06-01', lastHeardOn: '2026-03-03' };
    const other = openItem({ itemId: 'item-2', lastHeardOn: '2026-03-03' });
    const facts = inFollowUp(item, { items: [openItem(item), other] });
    const due = obligationsDue(facts, { after: '2026-05-31', until: '2026-06-01' });
    expect(due.map(({ kind, itemId }) => [kind, itemId])).toEqual([
      ['deadline-today', 'item-1'],
      ['update-wanted', 'item-2'],
    ]);
  });

  it('asks the owner for an update also on the day the leader hears', () => {
    const facts = inFollowUp({ deadline: '2026-04-16', lastHeardOn: '2026-01-30' });
    expect(told(obligationsDue(facts, { after: '2026-04-29', until: '2026-04-30' }))).toEqual([
      '2026-04-30 late-told-leader → party-leader',
      '2026-04-30 update-wanted → contact',
    ]);
  });

  it('reminds who may sign off after 10 working days, and again after 10 more, and leaves the owner alone', () => {
    const facts = inFollowUp({
      state: 'reported-done',
      deadline: '2026-03-20',
      reportedDoneOn: '2026-03-24',
      lastHeardOn: '2026-03-24',
    });
    // 25, 26, 27, 30, 31 March, 1, 7, 8, 9, 10 April; Easter does not count.
    expect(told(dayByDay(facts, '2026-01-05', '2026-04-30'))).toEqual([
      '2026-04-10 sign-off-wanted → who-may-sign-off',
      '2026-04-24 sign-off-wanted → who-may-sign-off',
    ]);
  });

  it('reminds the secretariat that nobody is responsible, weekly after the first 10 working days', () => {
    const facts: FollowUpFacts = {
      measureId: 'measure-1',
      state: 'accepted',
      ladder: defaultLadder,
      acceptedOn: '2026-03-24',
      items: [],
    };
    expect(told(dayByDay(facts, '2026-01-05', '2026-04-25'))).toEqual([
      '2026-04-10 owner-wanted → case-officer',
      '2026-04-17 owner-wanted → case-officer',
      '2026-04-24 owner-wanted → case-officer',
    ]);
    expect(ownerWantedAgainWorkingDays).toBe(5);
  });

  it('reminds the secretariat also of a sub-point that nobody has, and of a reopened measure with nothing to do', () => {
    const subPoint = inFollowUp({ lastHeardOn: '2026-03-20' }, { someSubPointUnassigned: true });
    expect(told(obligationsDue(subPoint, { after: '2026-03-20', until: '2026-03-27' }))).toEqual([
      '2026-03-23 owner-wanted → case-officer',
    ]);
    const reopened = inFollowUp({ state: 'signed-off' });
    expect(told(obligationsDue(reopened, { after: '2026-03-20', until: '2026-03-27' }))).toEqual([
      '2026-03-23 owner-wanted → case-officer',
    ]);
    expect(
      obligationsDue(inFollowUp({ lastHeardOn: '2026-03-20' }), { after: undefined, until: '2026-03-27' }),
    ).toEqual([]);
  });

  it('calls for the review on its date and every 14 days until the date is changed', () => {
    const facts = inFollowUp({ lastHeardOn: '2026-05-10' }, { reviewOn: '2026-05-14' });
    expect(told(dayByDay(facts, '2026-01-05', '2026-06-12'))).toEqual([
      '2026-05-15 review-due → case-officer', // Ascension Day
      '2026-05-28 review-due → case-officer',
      '2026-06-11 review-due → case-officer',
    ]);
  });

  it('calls for closing when every item has been finished for 10 working days', () => {
    const facts = inFollowUp(
      { state: 'signed-off', deadline: '2026-02-01' },
      { state: 'ready-to-close', readyToCloseOn: '2026-03-24' },
    );
    expect(told(dayByDay(facts, '2026-01-05', '2026-04-25'))).toEqual([
      '2026-04-10 closing-wanted → case-officer',
      '2026-04-24 closing-wanted → case-officer',
    ]);
  });

  it('calls for the effect review of a closed measure until it is held, and for nothing else', () => {
    const facts = inFollowUp(
      { deadline: '2026-02-01' },
      { state: 'closed', effectReviewOn: '2026-05-16', reviewOn: '2026-05-04' },
    );
    expect(isFollowed(facts)).toBe(true);
    expect(told(dayByDay(facts, '2026-01-05', '2026-06-12'))).toEqual([
      '2026-05-18 effect-review-due → effect-reviewer',
      '2026-06-01 effect-review-due → effect-reviewer', // 30 May is a Saturday
    ]);
  });

  it('is silent while proposed and after closing', () => {
    const { acceptedOn: _never, ...proposal } = inFollowUp(
      { deadline: '2026-02-01' },
      { reviewOn: '2026-02-01' },
    );
    const proposed: FollowUpFacts = { ...proposal, state: 'proposed' };
    expect(nextDueOn(proposed, '2026-01-01')).toBeUndefined();
    expect(obligationsDue(proposed, { after: undefined, until: '2036-01-01' })).toEqual([]);
    expect(isFollowed(proposed)).toBe(true);
    const closed = inFollowUp({ deadline: '2026-02-01' }, { state: 'closed' });
    expect(nextDueOn(closed, undefined)).toBeUndefined();
    expect(obligationsDue(closed, { after: undefined, until: '2036-01-01' })).toEqual([]);
    expect(isFollowed(closed)).toBe(false);
  });
});

describe('a report', () => {
  const reporting = { cadenceMonths: 3, firstOn: '2026-06-15', language: 'nb' } as const;
  const asked = (item: Partial<ItemFacts>, until = '2026-09-30') =>
    dayByDay(inFollowUp(item, { reporting }), '2026-05-01', until).filter(
      ({ kind }) => kind === 'report-update',
    );

  it('asks everybody 14 days before its date, and 7 days before those who have not answered', () => {
    expect(told(asked({}))).toEqual([
      '2026-06-01 report-update → contact',
      '2026-06-08 report-update → contact',
      '2026-09-01 report-update → contact',
      '2026-09-08 report-update → contact',
    ]);
  });

  it('asks once who has answered since the report before, and not again who answers', () => {
    expect(told(asked({ answeredOn: '2026-05-04', lastHeardOn: '2026-05-04' }, '2026-06-30'))).toEqual([
      '2026-06-01 report-update → contact',
    ]);
    expect(told(asked({ answeredOn: '2026-06-03', lastHeardOn: '2026-06-03' }))).toEqual([
      '2026-09-01 report-update → contact',
      '2026-09-08 report-update → contact',
    ]);
  });

  it('asks again who got the item after everybody was asked', () => {
    expect(told(asked({ assignedOn: '2026-06-03', lastHeardOn: '2026-06-03' }, '2026-06-30'))).toEqual([
      '2026-06-08 report-update → contact',
    ]);
  });

  it('asks of nothing that is reported done, and takes the place of the question about a stale item', () => {
    expect(asked({ state: 'reported-done', reportedDoneOn: '2026-05-02' })).toEqual([]);
    const stale = inFollowUp({ lastHeardOn: '2026-03-03' }, { reporting });
    const onThatDay = obligationsDue(stale, { after: '2026-05-31', until: '2026-06-01' });
    expect(told(onThatDay)).toEqual(['2026-06-01 report-update → contact']);
  });

  it('is not asked about any more once its item was heard of', () => {
    const question = {
      kind: 'report-update',
      dueOn: '2026-06-01',
      itemId: 'item-1',
      recipient: 'contact',
    } as const;
    expect(stillHolds(inFollowUp({}, { reporting }), question, '2026-06-02')).toBe(true);
    const answered = inFollowUp({ answeredOn: '2026-06-02', lastHeardOn: '2026-06-02' }, { reporting });
    expect(stillHolds(answered, question, '2026-06-02')).toBe(false);
  });
});

describe('what lies in the past', () => {
  it('is not demanded of an item for the days before it was assigned or the measure accepted', () => {
    const late = { deadline: '2026-04-16', assignedOn: '2026-04-28', lastHeardOn: '2026-04-28' };
    expect(obligationsDue(inFollowUp(late), { after: undefined, until: '2026-04-28' })).toEqual([]);
    expect(nextDueOn(inFollowUp(late), undefined)).toBe('2026-05-07');
    const accepted = inFollowUp({ ...late, assignedOn: '2026-01-05' }, { acceptedOn: '2026-04-28' });
    expect(nextDueOn(accepted, undefined)).toBe('2026-05-07');
  });

  it('gives who was assigned after the deadline as long before the leader hears', () => {
    const facts = inFollowUp({ deadline: '2026-01-07', assignedOn: '2026-06-01', lastHeardOn: '2026-06-01' });
    const escalations = dayByDay(facts, '2026-06-01', '2026-08-31').filter(
      ({ recipient }) => recipient !== 'contact',
    );
    expect(told(escalations)).toEqual([
      '2026-06-15 late-told-leader → party-leader',
      '2026-07-01 late-told-leadership → plan-leadership',
    ]);
  });

  it('is made up for when an item is sent back that was reported done while its leader would have heard', () => {
    const facts = inFollowUp({ deadline: '2026-04-16', returnedOn: '2026-05-08', lastHeardOn: '2026-05-08' });
    expect(told(dayByDay(facts, '2026-05-08', '2026-05-20'))).toEqual([
      '2026-05-11 late-told-leader → party-leader',
      '2026-05-18 late-told-leadership → plan-leadership',
    ]);
  });

  it('is left out when the deadline was moved over it', () => {
    // −30 and −14 of the new deadline lie before the day it was moved; −7 does not.
    const moved = { deadline: '2026-06-10', deadlineMovedOn: '2026-05-29', lastHeardOn: '2026-05-20' };
    expect(obligationsDue(inFollowUp(moved), { after: undefined, until: '2026-06-02' })).toEqual([]);
    expect(nextDueOn(inFollowUp(moved), undefined)).toBe('2026-06-03');
  });
});

describe('a change of rules', () => {
  const late = { deadline: '2026-04-16', lastHeardOn: '2026-04-20' };
  const shortened = {
    ladder: { ...defaultLadder, escalateToLeaderDays: 3 },
    earlierLadders: [{ ladder: defaultLadder, through: '2026-04-24' }],
  };

  it('a shortened ladder: whoever would have heard by now hears on the next working day', () => {
    expect(told(dayByDay(inFollowUp(late, shortened), '2026-04-24', '2026-05-06'))).toEqual([
      '2026-04-27 late-told-leader → party-leader',
    ]);
    expect(nextDueOn(inFollowUp(late, shortened), '2026-04-24')).toBe('2026-04-27');
  });

  it('a lengthened ladder: who has heard of it does not hear once more', () => {
    const lengthened = {
      ladder: { ...defaultLadder, escalateToLeaderDays: 20 },
      earlierLadders: [{ ladder: defaultLadder, through: '2026-05-04' }],
    };
    const leader = dayByDay(inFollowUp(late, lengthened), '2026-04-20', '2026-05-30').filter(
      ({ kind }) => kind === 'late-told-leader',
    );
    expect(told(leader)).toEqual(['2026-04-30 late-told-leader → party-leader']);
  });

  it('a first deadline set late: owner and leader hear on the next working day', () => {
    const facts = inFollowUp({ ...late, deadline: '2026-04-01', deadlineSetOn: '2026-04-24' });
    expect(told(dayByDay(facts, '2026-04-24', '2026-05-03'))).toEqual([
      '2026-04-27 deadline-passed → contact',
      '2026-04-27 late-told-leader → party-leader',
    ]);
  });

  it('a reopened measure: the clock starts anew, and its owner hears before anybody above', () => {
    const facts = inFollowUp(
      {
        deadline: '2026-02-02',
        reopenedOn: '2026-06-01',
        returnedOn: '2026-06-01',
        lastHeardOn: '2026-06-01',
      },
      { reopenedOn: '2026-06-01' },
    );
    expect(told(dayByDay(facts, '2026-06-01', '2026-07-01'))).toEqual([
      '2026-06-02 deadline-passed → contact',
      '2026-06-08 deadline-passed → contact',
      '2026-06-15 late-told-leader → party-leader',
      '2026-06-22 deadline-passed → contact',
      '2026-07-01 late-told-leadership → plan-leadership',
    ]);
  });

  it('a measure that lacks an owner when it is reopened: the case officer hears on the next working day', () => {
    const facts = inFollowUp({}, { state: 'accepted', items: [], reopenedOn: '2026-06-01' });
    expect(nextDueOn(facts, '2026-06-01')).toBe('2026-06-02');
  });
});

describe('after an outage', () => {
  it('each item hears of its deadline once, by the latest step, and the escalations are kept', () => {
    const facts = inFollowUp({ deadline: '2026-04-16', lastHeardOn: '2026-03-10' });
    expect(told(obligationsDue(facts, { after: '2026-03-10', until: '2026-04-15' }))).toEqual([
      '2026-04-15 deadline-ahead → contact',
    ]);
    expect(told(obligationsDue(facts, { after: '2026-03-10', until: '2026-06-10' }))).toEqual([
      '2026-06-04 deadline-passed → contact',
      '2026-04-30 late-told-leader → party-leader',
      '2026-05-18 late-told-leadership → plan-leadership',
    ]);
  });

  it('what was outstanding when facts change stays outstanding', () => {
    expect(demandedThrough('2026-04-15', '2026-04-17')).toBe('2026-04-14');
    expect(demandedThrough('2026-04-17', '2026-04-17')).toBe('2026-04-16');
    expect(demandedThrough('2026-04-18', '2026-04-17')).toBe('2026-04-17');
    expect(demandedThrough(undefined, '2026-04-17')).toBe('2026-04-17');
  });

  it('is found a thousand years late: the next step, not one of long ago', () => {
    const facts = inFollowUp(
      { deadline: '2026-04-16' },
      { reviewOn: '2026-04-16', acceptedOn: '2026-01-05' },
    );
    const next = nextDueOn(facts, '3026-01-01');
    expect(next !== undefined && next > '3026-01-01' && next <= addDays('3026-01-01', 14 + 5)).toBe(true);
  });
});

describe('before anything is sent', () => {
  const onTheDay: DueObligation = {
    kind: 'deadline-today',
    dueOn: '2026-04-16',
    itemId: 'item-1',
    recipient: 'contact',
  };
  const facts = inFollowUp({ deadline: '2026-04-16' });

  it('holds while nothing has happened, and until the next step comes', () => {
    expect(stillHolds(facts, onTheDay, '2026-04-16')).toBe(true);
    expect(stillHolds(facts, onTheDay, '2026-04-17')).toBe(false);
  });

  it.each([
    [
      'reported done',
      inFollowUp({ deadline: '2026-04-16', state: 'reported-done', reportedDoneOn: '2026-04-16' }),
    ],
    ['signed off', inFollowUp({ deadline: '2026-04-16', state: 'signed-off' })],
    ['waived', inFollowUp({ deadline: '2026-04-16', state: 'waived' })],
    ['ended unanswered', inFollowUp({ deadline: '2026-04-16', state: 'unanswered' })],
    ['closed', inFollowUp({ deadline: '2026-04-16' }, { state: 'closed' })],
    ['moved', inFollowUp({ deadline: '2026-06-16', deadlineMovedOn: '2026-04-16' })],
    [
      'given to somebody else the same morning',
      inFollowUp({ deadline: '2026-04-16', assignedOn: '2026-04-16' }),
    ],
    ['without a deadline', inFollowUp()],
    ['gone', inFollowUp({}, { items: [] })],
  ])('does not hold when the item is %s', (_what, now) => {
    expect(stillHolds(now, onTheDay, '2026-04-16')).toBe(false);
  });

  it('an asked-for update is overtaken by the update, a missing owner by the assignment', () => {
    const wanted: DueObligation = { ...onTheDay, kind: 'update-wanted', dueOn: '2026-04-07' };
    expect(stillHolds(inFollowUp(), wanted, '2026-04-07')).toBe(true);
    expect(stillHolds(inFollowUp({ lastHeardOn: '2026-04-07' }), wanted, '2026-04-07')).toBe(false);

    const owner: DueObligation = { kind: 'owner-wanted', dueOn: '2026-01-19', recipient: 'case-officer' };
    const nobody = inFollowUp({}, { state: 'accepted', items: [] });
    expect(stillHolds(nobody, owner, '2026-01-20')).toBe(true);
    expect(stillHolds(inFollowUp(), owner, '2026-01-20')).toBe(false);
  });

  it('a review is overtaken by another date, an effect review by its result', () => {
    const review: DueObligation = { kind: 'review-due', dueOn: '2026-05-15', recipient: 'case-officer' };
    expect(stillHolds(inFollowUp({}, { reviewOn: '2026-05-14' }), review, '2026-05-18')).toBe(true);
    expect(stillHolds(inFollowUp({}, { reviewOn: '2026-11-16' }), review, '2026-05-18')).toBe(false);
    const effect: DueObligation = {
      kind: 'effect-review-due',
      dueOn: '2026-05-18',
      recipient: 'effect-reviewer',
    };
    const closed = inFollowUp({}, { state: 'closed', effectReviewOn: '2026-05-18' });
    expect(stillHolds(closed, effect, '2026-05-18')).toBe(true);
    expect(stillHolds(inFollowUp({}, { state: 'closed' }), effect, '2026-05-18')).toBe(false);
  });
});

describe('facts from the record', () => {
  const at = (day: PlainDate, time = '09:00:00.000'): Instant => `${day}T${time}Z`;
  const plan: Plan = {
    id: 'plan-1',
    number: 1,
    title: 'Plan',
    caseOfficerId: 'person-1',
    signOffSubstituteIds: [],
    goals: [],
    themes: [],
    abbreviations: [],
    jointLines: [],
    ladder: { ...defaultLadder, staleUpdateDays: 60 },
    evidenceRequired: true,
    registeredAt: at('2026-01-02'),
    lastSubstantiveChangeAt: at('2026-01-02'),
    state: 'draft',
  };
  const item: Item = {
    id: 'item-1',
    suffix: '1',
    partyId: 'party-1',
    contributorIds: [],
    assignedAt: at('2026-01-03'),
    state: 'open',
  };
  const deadline: Deadline = setDeadline('2026-06-01', 'person-1', at('2026-01-02'));
  const report = { what: 'Done', evidence: [], by: 'person-2' };
  const core = {
    id: 'measure-1',
    planId: 'plan-1',
    number: 7,
    title: 'Measure',
    about: 'a measure',
    text: 'Text',
    subGoalIds: [],
    access: { kind: 'open' },
    items: [item],
    subPoints: [],
    nextNumber: 2,
    deadline,
    shares: [],
    crossReferences: [],
    registeredAt: at('2026-01-02'),
    lastSubstantiveChangeAt: at('2026-01-02'),
  } as unknown as Measure;
  const measure = (fields: object): Measure =>
    ({ ...core, state: 'in-follow-up', acceptedAt: at('2026-01-10'), ...fields }) as Measure;
  const onlyItem = (facts: FollowUpFacts) => facts.items[0];

  it('hold dates and the plan’s ladder, by Oslo’s days', () => {
    const facts = followUpFacts(
      measure({
        acceptedAt: at('2026-01-10', '23:30:00.000'),
        reviewOn: '2026-09-01',
        items: [
          {
            ...item,
            lastHeard: { by: 'p', at: at('2026-07-01', '22:30:00.000') },
          },
        ],
      }),
      plan,
    );
    expect(facts).toEqual({
      measureId: 'measure-1',
      state: 'in-follow-up',
      ladder: plan.ladder,
      acceptedOn: '2026-01-11',
      reviewOn: '2026-09-01',
      items: [
        {
          itemId: 'item-1',
          partyId: 'party-1',
          state: 'open',
          assignedOn: '2026-01-03',
          deadline: '2026-06-01',
          deadlineSetOn: '2026-01-02',
          lastHeardOn: '2026-07-02',
          answeredOn: '2026-07-02',
        },
      ],
    });
  });

  it('last heard is the acceptance, the assignment or the sending back where that is later', () => {
    expect(onlyItem(followUpFacts(measure({}), plan))?.lastHeardOn).toBe('2026-01-10');
    const assigned = measure({ items: [{ ...item, assignedAt: at('2026-02-02') }] });
    expect(onlyItem(followUpFacts(assigned, plan))).toMatchObject({
      assignedOn: '2026-02-02',
      lastHeardOn: '2026-02-02',
    });
    const returned = measure({
      items: [{ ...item, returned: { reason: 'r', by: 'p', at: at('2026-03-03') } }],
    });
    expect(onlyItem(followUpFacts(returned, plan))).toMatchObject({
      returnedOn: '2026-03-03',
      lastHeardOn: '2026-03-03',
    });
  });

  it('an item’s own deadline goes before the measure’s, and a moved one says when it was moved', () => {
    const move = { from: '2026-06-01', to: '2026-08-01', reason: 'r', by: 'p', at: at('2026-05-05') };
    const own = { ...deadline, inForce: '2026-08-01', moves: [move] };
    const facts = followUpFacts(measure({ items: [{ ...item, deadline: own }] }), plan);
    expect(onlyItem(facts)).toMatchObject({ deadline: '2026-08-01', deadlineMovedOn: '2026-05-05' });
    const { deadline: _none, ...without } = measure({}) as Measure & { deadline?: Deadline };
    expect(onlyItem(followUpFacts(without as Measure, plan))).not.toHaveProperty('deadline');
  });

  it('a reported item carries when it was reported', () => {
    const reported = measure({
      items: [{ ...item, state: 'reported-done', report: { ...report, at: at('2026-04-04') } }],
    });
    expect(onlyItem(followUpFacts(reported, plan))).toMatchObject({
      state: 'reported-done',
      reportedDoneOn: '2026-04-04',
    });
  });

  it('ready to close since the last item was finished, in whatever way', () => {
    const ending = (day: PlainDate) => ({ ground: 'g', authority: {}, enteredBy: 'p', at: at(day) });
    const signedOff = { ...item, state: 'signed-off', report, signOff: { by: 'p', at: at('2026-04-01') } };
    const waived = { ...item, state: 'waived', waiver: ending('2026-04-03') };
    const unanswered = { ...item, state: 'unanswered', ending: ending('2026-04-02') };
    const since = (...items: object[]) =>
      followUpFacts(measure({ state: 'ready-to-close', items }), plan).readyToCloseOn;
    expect(since(signedOff)).toBe('2026-04-01');
    expect(since(unanswered, signedOff)).toBe('2026-04-02');
    expect(since(signedOff, waived, unanswered)).toBe('2026-04-03');
    expect(followUpFacts(measure({ items: [signedOff, item] }), plan).readyToCloseOn).toBeUndefined();
  });

  it('an effect review is pending while the measure is closed and nobody has held it', () => {
    const review = { on: '2026-12-01', reviewerId: 'p' };
    const closed = (effectReview?: object) =>
      followUpFacts(
        measure({
          state: 'closed',
          closure: {
            as: 'implemented',
            by: 'p',
            at: at('2026-06-06'),
            ...(effectReview && { effectReview }),
          },
        }),
        plan,
      );
    expect(closed(review).effectReviewOn).toBe('2026-12-01');
    const held = closed({ ...review, result: { worked: true, text: 't', by: 'p', at: at('2026-12-02') } });
    expect(held).not.toHaveProperty('effectReviewOn');
    expect(isFollowed(held)).toBe(false);
    expect(isFollowed(closed())).toBe(false);
  });

  it('a proposed measure has no acceptance, and a sub-point without an item shows', () => {
    const proposed = followUpFacts({ ...core, state: 'proposed' } as Measure, plan);
    expect(proposed).not.toHaveProperty('acceptedOn');
    expect(proposed).not.toHaveProperty('someSubPointUnassigned');
    const subPoints = [
      { id: 'sub-1', number: 1, text: 'a', nextItemNumber: 2 },
      { id: 'sub-2', number: 2, text: 'b', nextItemNumber: 1 },
    ];
    const half = measure({ subPoints, items: [{ ...item, subPointId: 'sub-1' }] });
    expect(followUpFacts(half, plan).someSubPointUnassigned).toBe(true);
    const whole = measure({
      subPoints,
      items: [
        { ...item, subPointId: 'sub-1' },
        { ...item, subPointId: 'sub-2' },
      ],
    });
    expect(followUpFacts(whole, plan)).not.toHaveProperty('someSubPointUnassigned');
  });
});

describe('always', () => {
  const day = fc.integer({ min: 0, max: 900 }).map((n) => addDays('2025-06-01', n));
  const ladder = fc.record({
    beforeDays: fc.array(fc.integer({ min: 1, max: 60 }), { maxLength: 4 }),
    afterDays: fc.array(fc.integer({ min: 1, max: 40 }), { maxLength: 3 }),
    repeatAfterDays: fc.integer({ min: 1, max: 30 }),
    escalateToLeaderDays: fc.integer({ min: 1, max: 30 }),
    escalateToLeadershipDays: fc.integer({ min: 1, max: 60 }),
    unassignedWorkingDays: fc.integer({ min: 1, max: 20 }),
    staleUpdateDays: fc.integer({ min: 1, max: 120 }),
    signOffWorkingDays: fc.integer({ min: 1, max: 20 }),
  });
  const anyLadder = fc.oneof(fc.constant(defaultLadder), ladder);
  const item = (acceptedOn: PlainDate, index: number) =>
    fc
      .record(
        {
          state: fc.constantFrom(
            'open' as const,
            'open' as const,
            'reported-done' as const,
            'signed-off' as const,
            'waived' as const,
            'unanswered' as const,
          ),
          assignedOn: day,
          deadline: day,
          deadlineMovedOn: day,
          returnedOn: day,
          heardOn: day,
          reportedDoneOn: day,
          answeredOn: day,
        },
        { requiredKeys: ['state', 'assignedOn', 'heardOn', 'reportedDoneOn'] },
      )
      .map(({ heardOn, ...fields }): ItemFacts => ({
        itemId: `item-${String(index)}`,
        partyId: 'party-1',
        ...fields,
        lastHeardOn: [heardOn, fields.assignedOn, acceptedOn, fields.returnedOn ?? ''].reduce((a, b) =>
          a > b ? a : b,
        ),
      }));
  const facts: fc.Arbitrary<FollowUpFacts> = day.chain((acceptedOn) =>
    fc.record(
      {
        measureId: fc.constant('measure-1'),
        state: fc.constantFrom(
          'proposed',
          'accepted',
          'in-follow-up',
          'in-follow-up',
          'ready-to-close',
          'closed',
        ),
        ladder: anyLadder,
        acceptedOn: fc.constant(acceptedOn),
        items: fc.oneof(
          fc.tuple(item(acceptedOn, 1)),
          fc.tuple(item(acceptedOn, 1), item(acceptedOn, 2)),
          fc.constant([]),
        ),
        reviewOn: day,
        readyToCloseOn: day,
        effectReviewOn: day,
        someSubPointUnassigned: fc.boolean(),
        reporting: fc.record({
          cadenceMonths: fc.integer({ min: 1, max: 12 }),
          firstOn: day,
          language: fc.constant('nb' as const),
        }),
      },
      { requiredKeys: ['measureId', 'state', 'ladder', 'acceptedOn', 'items'] },
    ),
  );
  const lateItem = fc
    .tuple(anyLadder, day, day, day)
    .map(([ladderOf, acceptedOn, assignedOn, deadline]) =>
      inFollowUp(
        { deadline, assignedOn, lastHeardOn: assignedOn > acceptedOn ? assignedOn : acceptedOn },
        { acceptedOn, ladder: ladderOf },
      ),
    );

  it('every demand falls on a working day within its window', () => {
    fc.assert(
      fc.property(facts, day, fc.integer({ min: 0, max: 500 }), (someFacts, after, length) => {
        const until = addDays(after, length);
        const strange = obligationsDue(someFacts, { after, until }).filter(
          ({ dueOn }) => !isWorkingDay(dueOn) || dueOn <= after || dueOn > until,
        );
        expect(strange).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });

  it('the next due day is the first on which anything is due', () => {
    fc.assert(
      fc.property(facts, fc.option(day, { nil: undefined }), (someFacts, after) => {
        const next = nextDueOn(someFacts, after);
        if (next === undefined) {
          expect(obligationsDue(someFacts, { after, until: '2060-01-01' })).toEqual([]);
          return;
        }
        expect(after === undefined || next > after).toBe(true);
        expect(obligationsDue(someFacts, { after, until: next })).not.toEqual([]);
        expect(obligationsDue(someFacts, { after, until: addDays(next, -1) })).toEqual([]);
      }),
      { numRuns: 1000 },
    );
  });

  it('a demand made over days is the latest of what the days would have brought, once each', () => {
    fc.assert(
      fc.property(facts, day, fc.integer({ min: 1, max: 120 }), (someFacts, after, length) => {
        const until = addDays(after, length);
        const daily = dayByDay(someFacts, after, until);
        const atOnce = obligationsDue(someFacts, { after, until });
        const thing = ({ kind, itemId }: DueObligation) =>
          `${kind.startsWith('deadline') ? 'deadline' : kind} ${itemId ?? ''}`;
        const lastOfEach = new Map(daily.map((due) => [thing(due), due]));
        for (const due of atOnce) {
          // An update suppressed day by day can only be one that a deadline step or a report's question stood beside.
          if (due.kind !== 'update-wanted') expect(lastOfEach.get(thing(due))).toEqual(due);
        }
        expect(new Set(atOnce.map(thing)).size).toBe(atOnce.length);
        const missing = [...lastOfEach.values()].filter(
          (due) => !atOnce.some((other) => thing(other) === thing(due)),
        );
        for (const due of missing) {
          expect(due.kind).toBe('update-wanted');
          expect(
            atOnce.some(
              ({ kind, itemId }) =>
                (kind.startsWith('deadline') || kind === 'report-update') && itemId === due.itemId,
            ),
          ).toBe(true);
        }
      }),
      { numRuns: 200 },
    );
  });

  it('what is demanded holds, as long as nothing changes and nothing later is demanded', () => {
    fc.assert(
      fc.property(facts, day, (someFacts, after) => {
        const next = nextDueOn(someFacts, after);
        if (next === undefined) return;
        for (const due of obligationsDue(someFacts, { after, until: next })) {
          expect(stillHolds(someFacts, due, next)).toBe(true);
          expect(stillHolds({ ...someFacts, state: 'proposed' }, due, next)).toBe(false);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('nothing is asked of a finished item', () => {
    fc.assert(
      fc.property(facts, day, fc.integer({ min: 0, max: 500 }), (someFacts, after, length) => {
        const finished = someFacts.items.filter(({ state }) => state !== 'open' && state !== 'reported-done');
        const due = obligationsDue(someFacts, { after, until: addDays(after, length) });
        expect(due.filter(({ itemId }) => finished.some((one) => one.itemId === itemId))).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  it('a followed, accepted measure never falls silent', () => {
    fc.assert(
      fc.property(facts, day, (someFacts, after) => {
        if (someFacts.state === 'proposed' || !isFollowed(someFacts)) return;
        expect(nextDueOn(someFacts, after)).toBeDefined();
        expect(nextDueOn(someFacts, addDays(after, 40 * 365))).toBeDefined();
      }),
      { numRuns: 300 },
    );
  });

  it('once late, the owner hears at least every repetition and the days off it meets, for ever', () => {
    fc.assert(
      fc.property(lateItem, fc.integer({ min: 1, max: 4_000 }), (someFacts, daysLate) => {
        const { deadline, assignedOn } = someFacts.items[0] as ItemFacts & { deadline: PlainDate };
        const since = [deadline, assignedOn, someFacts.acceptedOn ?? ''].reduce((a, b) => (a > b ? a : b));
        const today = addDays(since, daysLate);
        const { repeatAfterDays, afterDays } = someFacts.ladder;
        const longest = Math.max(repeatAfterDays, ...afterDays) + repeatAfterDays;
        const within = daysLate > 60 ? repeatAfterDays : longest;
        const due = obligationsDue(someFacts, { after: today, until: addDays(today, within + 6) });
        expect(due.map(({ kind }) => kind)).toContain('deadline-passed');
      }),
      { numRuns: 500 },
    );
  });

  it('the leader and the leadership each hear of a late item once', () => {
    fc.assert(
      fc.property(lateItem, (facts) => {
        const someFacts = { ...facts, ladder: { ...facts.ladder, staleUpdateDays: 10_000 } };
        const demanded: DueObligation[] = [];
        let after: PlainDate | undefined;
        for (let step = 0; step < 200; step += 1) {
          const next = nextDueOn(someFacts, after);
          if (next === undefined) break;
          demanded.push(...obligationsDue(someFacts, { after, until: next }));
          after = next;
        }
        const times = (kind: string) => demanded.filter((due) => due.kind === kind).length;
        expect(times('late-told-leader')).toBe(1);
        expect(times('late-told-leadership')).toBe(1);
      }),
      { numRuns: 40 },
    );
  });

  it('the ladder’s steps are the days counted from the deadline, moved off days off', () => {
    fc.assert(
      fc.property(anyLadder, day, (someLadder, deadline) => {
        const start = addDays(deadline, -100);
        const someFacts = inFollowUp(
          { deadline, assignedOn: start, lastHeardOn: start },
          { acceptedOn: start, ladder: { ...someLadder, staleUpdateDays: 10_000 } },
        );
        const end = addDays(deadline, 120);
        const expected = new Set<PlainDate>();
        for (const days of someLadder.beforeDays)
          expected.add(workingDayOnOrBefore(addDays(deadline, -days)));
        for (const days of [0, ...someLadder.afterDays])
          expected.add(workingDayOnOrAfter(addDays(deadline, days)));
        const last = Math.max(0, ...someLadder.afterDays);
        for (let days = last + someLadder.repeatAfterDays; days <= 120; days += someLadder.repeatAfterDays)
          expected.add(workingDayOnOrAfter(addDays(deadline, days)));
        const contacted = dayByDay(someFacts, start, end).filter(({ recipient }) => recipient === 'contact');
        expect(contacted.map(({ dueOn }) => dueOn)).toEqual([...expected].filter((one) => one <= end).sort());
        const kindOn = (day: PlainDate) =>
          day < deadline ? 'deadline-ahead' : day === deadline ? 'deadline-today' : 'deadline-passed';
        expect(contacted.filter(({ kind, dueOn }) => kind !== kindOn(dueOn))).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  it('a moved deadline moves everything after it', () => {
    fc.assert(
      fc.property(
        lateItem,
        fc.integer({ min: 1, max: 400 }),
        fc.integer({ min: 0, max: 60 }),
        (before, by, early) => {
          const [first] = before.items;
          if (first?.deadline === undefined) return;
          const movedOn = addDays(first.deadline, -early);
          const deadline = addDays(first.deadline, by);
          const after = { ...before, items: [{ ...first, deadline, deadlineMovedOn: movedOn }] };
          const fresh = { ...before, items: [{ ...first, deadline }] };
          const horizon = addDays(deadline, 60);
          const ofDeadline = (due: DueObligation) => due.kind !== 'update-wanted' && due.dueOn > movedOn;
          const moved = dayByDay(after, movedOn, horizon);
          const days = (demanded: readonly DueObligation[]) =>
            demanded.filter(ofDeadline).map(({ dueOn }) => dueOn);
          expect(days(moved)).toEqual(days(dayByDay(fresh, movedOn, horizon)));
          const missed = moved.filter(({ kind, dueOn }) => kind === 'deadline-passed' && dueOn <= deadline);
          expect(missed).toEqual([]);
        },
      ),
      { numRuns: 40 },
    );
  });

  it('no course of events and outages silences a late item', () => {
    const event = fc.record({
      on: fc.integer({ min: 1, max: 400 }),
      what: fc.constantFrom('updated', 'moved', 'reported', 'sent-back', 'outage'),
      days: fc.integer({ min: 1, max: 30 }),
    });
    fc.assert(
      fc.property(fc.array(event, { maxLength: 12 }), (events) => {
        const start = '2026-01-05';
        let item = openItem({ deadline: '2026-03-02' });
        const now = () => inFollowUp({}, { items: [item] });
        let next = nextDueOn(now(), start);
        let downUntil = start;
        let quietSince = start;
        for (let n = 1; n <= 450; n += 1) {
          const today = addDays(start, n);
          for (const { what, days } of events.filter(({ on }) => on === n)) {
            if (what === 'outage') {
              downUntil = addDays(today, days);
              continue;
            }
            if (what === 'updated') item = { ...item, lastHeardOn: today };
            if (what === 'moved') item = { ...item, deadline: addDays(today, days), deadlineMovedOn: today };
            if (what === 'reported') item = { ...item, state: 'reported-done', reportedDoneOn: today };
            if (what === 'sent-back')
              item = { ...item, state: 'open', returnedOn: today, lastHeardOn: today };
            if (what !== 'updated') quietSince = today;
            next = nextDueOn(now(), demandedThrough(next, today));
          }
          if (today <= downUntil) continue;
          if (next !== undefined && next <= today) {
            const due = obligationsDue(now(), { after: demandedThrough(next, today), until: today });
            expect(due).not.toEqual([]);
            expect(new Set(due.map(({ kind }) => kind)).size).toBe(due.length);
            if (due.some(({ kind }) => kind.startsWith('deadline') || kind === 'sign-off-wanted'))
              quietSince = today;
            next = nextDueOn(now(), today);
          }
          const late = item.state === 'open' && item.deadline !== undefined && item.deadline < today;
          const longest = late ? 14 + 5 : 30 + 14 + 10;
          const heardOn = quietSince > downUntil ? quietSince : downUntil;
          if (daysBetween(heardOn, today) > longest)
            throw new Error(`Nothing was said from ${heardOn} to ${today}`);
        }
      }),
      { numRuns: 40 },
    );
  });
});
