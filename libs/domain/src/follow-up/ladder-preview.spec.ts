import { beforeEach, describe, expect, it } from '@jest/globals';
import type { PlainDate } from '../ids.js';
import type { Actor } from '../roles/actor.js';
import { idOf, Specification } from '../specification.js';
import { addDays } from './calendar.js';
import { followUpFacts, obligationsDue } from './follow-up-schedule.js';
import { defaultLadder, type Ladder } from './ladder.js';
import { ladderPreview } from './ladder-preview.js';

const leader = { kind: 'leader' } as const;
/** A Friday. */
const today = '2026-11-20';
const now = `${today}T11:00:00.000Z`;

let spec: Specification;
let vestdal: string;
let kari: Actor, ola: Actor, bente: Actor, lise: Actor, planId: string;

beforeEach(() => {
  spec = new Specification('2026-09-01');
  kari = spec.person(['secretariat']);
  lise = spec.person(['leadership']);
  ola = spec.person(['owner']);
  bente = spec.person(['owner']);
  vestdal = idOf(
    spec.when(
      {
        type: 'RegisterOrganisation',
        name: 'Vestdal',
        fields: { ours: true, contactPersonId: ola.id, leaderPersonId: bente.id },
      },
      kari,
    ),
  );
  const fields = { leaderId: lise.id };
  planId = idOf(spec.when({ type: 'RegisterPlan', title: 'Plan', caseOfficerId: kari.id, fields }, kari));
});

function adopted(...deadlines: PlainDate[]): void {
  const measures = deadlines.map((on, index) => ({
    title: `Sak ${index + 1}`,
    text: 'Gjør dette.',
    deadline: { on },
    responsible: { mode: 'each' as const, partyIds: [vestdal] },
  }));
  spec.when({ type: 'RegisterMeasures', planId, measures }, kari);
  spec.when({ type: 'AdoptPlan', planId, authority: leader }, lise);
  spec.on(today);
}

const register = {
  party: (id: string) => spec.all('party').find((party) => party.id === id),
  person: (id: string) => spec.all('person').find((person) => person.id === id),
  personsNaming: () => [],
  personsWithRole: () => [],
};
const preview = (ladder: Ladder) =>
  ladderPreview(spec.state('plan', planId), spec.all('measure'), ladder, now, register);
const number = (measureId: string) => spec.state('measure', measureId).number;
const said = ({ dueOn, kind, measureId, personId }: ReturnType<typeof preview>['noLonger'][number]) =>
  `${dueOn} ${number(measureId)} ${kind} → ${personId}`;

/** What is then demanded, asked every single day of the month. */
function demanded(): string[] {
  const lines: string[] = [];
  for (let day = addDays(today, 1); day <= addDays(today, 30); day = addDays(day, 1)) {
    for (const measure of spec.all('measure')) {
      const facts = followUpFacts(measure, spec.state('plan', planId));
      for (const { dueOn, kind } of obligationsDue(facts, { after: addDays(day, -1), until: day }))
        lines.push(`${dueOn} ${measure.number} ${kind}`);
    }
  }
  return lines.sort();
}

describe('before a ladder is changed', () => {
  it('nobody new is told by the same ladder', () => {
    adopted('2026-11-10', '2026-12-01');
    const { told, noLonger, until } = preview({ ...defaultLadder });
    expect(until).toBe('2026-12-20');
    expect(told.length).toBeGreaterThan(3);
    expect(told.filter(({ isNew }) => isNew)).toEqual([]);
    expect(noLonger).toEqual([]);
  });

  it('a shorter one tells on the next working day what is due by then and was not told', () => {
    adopted('2026-11-10');
    const shorter = { ...defaultLadder, escalateToLeaderDays: 3, escalateToLeadershipDays: 30 };
    const { told, noLonger } = preview(shorter);
    expect(told.filter(({ isNew }) => isNew).map(said)).toEqual([
      `2026-11-23 1 late-told-leader → ${bente.id}`,
    ]);
    // It would have been told on the 24th.
    expect(noLonger.map(said)).toEqual([`2026-11-24 1 late-told-leader → ${bente.id}`]);
  });

  it('says who no longer hears of what', () => {
    adopted('2026-12-01');
    const { told, noLonger } = preview({ ...defaultLadder, beforeDays: [] });
    // Nobody is asked for news on a day on which they are reminded of the deadline.
    expect(told.filter(({ isNew }) => isNew).map(said)).toEqual([`2026-11-30 1 update-wanted → ${ola.id}`]);
    expect(noLonger.map(said)).toEqual([
      `2026-11-24 1 deadline-ahead → ${ola.id}`,
      `2026-11-30 1 deadline-ahead → ${ola.id}`,
    ]);
  });

  it('shows what then happens, and nothing else, in the order of the days', () => {
    adopted('2026-10-20', '2026-11-10', '2026-11-19', '2026-12-01', '2027-06-01');
    const ladder = {
      ...defaultLadder,
      beforeDays: [10, 3],
      afterDays: [2],
      repeatAfterDays: 5,
      escalateToLeaderDays: 1,
      escalateToLeadershipDays: 12,
      staleUpdateDays: 20,
    };
    const { told } = preview(ladder);
    expect(told.map(({ dueOn }) => dueOn)).toEqual(told.map(({ dueOn }) => dueOn).sort());
    expect(told.filter(({ isNew }) => isNew).length).toBeGreaterThan(5);
    spec.when({ type: 'ChangeLadder', planId, ladder, reason: 'Planen haster.' }, kari);
    expect(told.map(({ dueOn, kind, measureId }) => `${dueOn} ${number(measureId)} ${kind}`).sort()).toEqual(
      demanded(),
    );
  });

  it('changes nothing itself', () => {
    adopted('2026-11-10');
    const before = structuredClone(spec.state('plan', planId));
    preview({ ...defaultLadder, escalateToLeaderDays: 3 });
    expect(spec.state('plan', planId)).toEqual(before);
  });
});
