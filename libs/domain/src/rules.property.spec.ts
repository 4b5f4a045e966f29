import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Command } from './commands.js';
import { isUnfinished, progresses, type ClosureKind } from './measure/measure.js';
import type { Actor } from './roles/actor.js';
import { idOf, Specification, system } from './specification.js';

const leader = { kind: 'leader' } as const;

/** A small office: everything a random sequence of commands can touch. */
function office() {
  const spec = new Specification();
  const unit = spec.organisation('Sekretariatet');
  const parties = [unit, spec.organisation('Vestdal'), spec.organisation('Bergby', { ours: false })];
  const group = idOf(spec.when({ type: 'RegisterGroup', name: 'Alle', memberIds: parties.slice(1) }, system));
  const actors: Actor[] = [
    spec.person(['secretariat'], [unit]),
    spec.person(['secretariat'], parties.slice(1, 2)),
    spec.person(['leadership']),
    spec.person(['owner'], parties.slice(1, 2)),
    spec.person(['owner', 'secretariat'], parties.slice(2)),
    spec.person(['auditor']),
  ];
  const caseOfficerId = actors[0]?.id ?? '';
  const fields = { secretariatPartyId: unit };
  const planId = idOf(spec.when({ type: 'RegisterPlan', title: 'P', caseOfficerId, fields }, system));
  // Two measures stand and are adopted, so that random steps reach the end of a measure's life often enough.
  const measures = [0, 1].map((index) => ({
    title: 'M',
    text: 'M',
    deadline: { on: '2026-12-24' },
    responsible: { mode: 'each' as const, partyIds: parties.slice(index, index + 2) },
  }));
  spec.when({ type: 'RegisterMeasures', planId, measures }, system);
  spec.when({ type: 'AdoptPlan', planId, authority: leader }, actors[2] ?? system);
  return { spec, parties: [...parties, group], actors, planId };
}
type Office = ReturnType<typeof office>;

const evidence = [{ kind: 'link', reference: 'https://example.no/plan' }] as const;

/** Numbers from fast-check become a command on whatever the office holds by then; many are refused, and must be. */
function commandFrom({ spec, parties, planId }: Office, [kind, which, other, choice]: number[]): Command {
  const pick = <T>(list: readonly T[], index = 0): T | undefined => list[index % Math.max(1, list.length)];
  const measure = pick(spec.all('measure'), which);
  const measureId = measure?.id ?? planId;
  const itemId = pick(measure?.items ?? [], other)?.id ?? planId;
  const party = pick(parties, choice) ?? planId;
  const ground = 'Forholdene er endret.';
  const commands: Command[] = [
    {
      type: 'RegisterMeasures',
      planId,
      measures: [
        {
          title: 'M',
          text: 'M',
          deadline: { on: '2026-12-24' },
          subPoints: (choice ?? 0) % 3 === 0 ? [{ text: 'a' }] : [],
        },
      ],
    },
    { type: 'AdoptPlan', planId, authority: leader },
    { type: 'ClosePlan', planId, authority: leader },
    { type: 'AcceptMeasure', measureId, authority: leader },
    { type: 'AssignMeasure', measureId, mode: (other ?? 0) % 2 === 0 ? 'each' : 'joint', partyIds: [party] },
    { type: 'ReassignItem', measureId, itemId, partyId: party, reason: ground },
    { type: 'ReportDone', measureId, itemId, what: 'Dette er gjort, øvd og dokumentert.', evidence },
    { type: 'ReportDone', measureId, itemId, what: 'Dette er gjort, øvd og dokumentert.', evidence },
    { type: 'SignOff', measureId, itemIds: [itemId] },
    { type: 'SignOff', measureId, itemIds: (measure?.items ?? []).map((item) => item.id) },
    { type: 'SendBack', measureId, itemId, reason: ground },
    { type: 'ProposeWaiver', measureId, itemId, ground },
    { type: 'DecideWaiver', measureId, itemId, granted: (choice ?? 0) % 3 > 0, ground, authority: leader },
    { type: 'EndUnanswered', measureId, itemId, ground, letterReference: '26/1-1', authority: leader },
    {
      type: 'CloseMeasure',
      measureId,
      as:
        pick<ClosureKind>(['implemented', 'partly-implemented', 'not-implemented'], choice) ?? 'implemented',
      ground,
      authority: leader,
    },
    { type: 'CloseMeasure', measureId, as: 'implemented' },
    {
      type: 'ReopenMeasure',
      measureId,
      reason: ground,
      itemIds: [itemId],
      ...((choice ?? 0) % 2 === 0 ? { deadline: { on: '2027-03-01' } } : { reviewOn: '2027-03-01' }),
    },
    { type: 'SetDeadline', measureId, on: `2027-01-${String(10 + ((choice ?? 0) % 20))}`, reason: ground },
    {
      type: 'SetDeadline',
      measureId,
      itemId,
      on: `2027-02-${String(10 + ((choice ?? 0) % 18))}`,
      reason: ground,
    },
    { type: 'ReviseMeasure', measureId, text: `T${choice ?? 0}`, material: true, reason: ground },
    {
      type: 'UpdateStatus',
      measureId,
      itemId,
      progress: pick(progresses, choice) ?? 'unknown',
      text: 'Går.',
      reason: ground,
      waitingFor: 'lov',
    },
    { type: 'AddSubPoint', measureId, text: 'b' },
  ];
  return pick(commands, kind) ?? { type: 'AdoptPlan', planId, authority: leader };
}

const step = fc.tuple(fc.nat(999), fc.nat(3), fc.nat(7), fc.nat(60), fc.nat(5));
const steps = fc.array(step, { minLength: 100, maxLength: 300, size: 'max' });

/** Plays the steps; answers how many took effect. */
function play(house: Office, sequence: readonly number[][], after: () => void): number {
  let effective = 0;
  for (const [kind, which, other, choice, who] of sequence) {
    const actor = house.actors[(who ?? 0) % house.actors.length] ?? system;
    const outcome = house.spec.outcome(
      commandFrom(house, [kind ?? 0, which ?? 0, other ?? 0, choice ?? 0]),
      actor,
    );
    if (typeof outcome !== 'string') effective += 1;
    after();
  }
  return effective;
}

describe('whatever is asked, in whatever order', () => {
  it('nothing is closed before every item is done, and a plan not before its measures', () => {
    let closedSeen = 0;
    fc.assert(
      fc.property(steps, (sequence) => {
        const house = office();
        play(house, sequence, () => {
          for (const measure of house.spec.all('measure')) {
            if (measure.state !== 'closed') continue;
            closedSeen += 1;
            expect(measure.items.filter(isUnfinished)).toEqual([]);
            if (measure.closure.as !== 'implemented') continue;
            expect(
              measure.items.every((item) => item.state === 'signed-off') && measure.items.length > 0,
            ).toBe(true);
          }
          const plan = house.spec.state('plan', house.planId);
          if (plan.state === 'closed') {
            expect(house.spec.all('measure').every((measure) => measure.state === 'closed')).toBe(true);
          }
        });
      }),
      { numRuns: 200 },
    );
    expect(closedSeen).toBeGreaterThan(0);
  });

  it('the state rebuilt from history equals the state', () => {
    fc.assert(
      fc.property(steps, (sequence) => {
        const house = office();
        play(house, sequence, () => undefined);
        for (const [id, stream] of house.spec.streams) expect(house.spec.rebuilt(id)).toEqual(stream.state);
      }),
      { numRuns: 60 },
    );
  });

  it('a number is given once and stays', () => {
    fc.assert(
      fc.property(steps, (sequence) => {
        const house = office();
        const given = new Map<string, string>();
        play(house, sequence, () => {
          for (const measure of house.spec.all('measure')) {
            const labels = [
              ...measure.items.map((item) => [item.id, item.suffix] as const),
              ...measure.subPoints.map((subPoint) => [subPoint.id, String(subPoint.number)] as const),
            ];
            const moved = labels.filter(([id, label]) => (given.get(id) ?? label) !== label);
            const twice = labels.length - new Set(labels.map(([, label]) => label)).size;
            if (moved.length + twice > 0)
              throw new Error(`A number moved or was given twice: ${labels.join(' ')}`);
            labels.forEach(([id, label]) => given.set(id, label));
          }
        });
      }),
      { numRuns: 60 },
    );
  });

  it('no sign-off stands under fewer than four eyes', () => {
    fc.assert(
      fc.property(steps, (sequence) => {
        const house = office();
        const unitsOf = new Map(house.actors.map((actor) => [actor.id, actor.partyIds]));
        play(house, sequence, () => {
          for (const item of house.spec.all('measure').flatMap((measure) => measure.items)) {
            if (item.state !== 'signed-off') continue;
            expect(item.signOff.by).not.toBe(item.report.by);
            expect(item.signOff.by).not.toBe(item.report.forPersonId);
            expect(unitsOf.get(item.signOff.by)).not.toContain(item.partyId);
          }
        });
      }),
      { numRuns: 100 },
    );
  });
});
