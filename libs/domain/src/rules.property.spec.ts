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

/** Plays the steps; `after` each that took effect: what is refused changes nothing. */
function play(house: Office, sequence: readonly number[][], after: () => void): void {
  for (const [kind, which, other, choice, who] of sequence) {
    const actor = house.actors[(who ?? 0) % house.actors.length] ?? system;
    const command = commandFrom(house, [kind ?? 0, which ?? 0, other ?? 0, choice ?? 0]);
    if (typeof house.spec.outcome(command, actor) !== 'string') after();
  }
}

/** Throws where the rule does not hold; asked after everything that happens. */
type Rule = () => void;

/** Nothing is closed before every item is done, and a plan not before its measures. */
function closingRule({ spec, planId }: Office, seen: () => void): Rule {
  return () => {
    const measures = spec.all('measure');
    for (const measure of measures) {
      if (measure.state !== 'closed') continue;
      seen();
      expect(measure.items.filter(isUnfinished)).toEqual([]);
      if (measure.closure.as !== 'implemented') continue;
      expect(measure.items.every((item) => item.state === 'signed-off') && measure.items.length > 0).toBe(
        true,
      );
    }
    if (spec.state('plan', planId).state === 'closed')
      expect(measures.every((measure) => measure.state === 'closed')).toBe(true);
  };
}

/** A number is given once and stays. */
function numbersRule({ spec }: Office): Rule {
  const given = new Map<string, string>();
  return () => {
    for (const measure of spec.all('measure')) {
      const labels = [
        ...measure.items.map((item) => [item.id, item.suffix] as const),
        ...measure.subPoints.map((subPoint) => [subPoint.id, String(subPoint.number)] as const),
      ];
      const moved = labels.filter(([id, label]) => (given.get(id) ?? label) !== label);
      const twice = labels.length - new Set(labels.map(([, label]) => label)).size;
      if (moved.length + twice > 0) throw new Error(`A number moved or was given twice: ${labels.join(' ')}`);
      labels.forEach(([id, label]) => given.set(id, label));
    }
  };
}

/** No sign-off stands under fewer than four eyes. */
function signOffRule({ spec, actors }: Office, seen: () => void): Rule {
  const unitsOf = new Map(actors.map((actor) => [actor.id, actor.partyIds]));
  return () => {
    for (const item of spec.all('measure').flatMap((measure) => measure.items)) {
      if (item.state !== 'signed-off') continue;
      seen();
      const { by } = item.signOff;
      if (by === item.report.by || by === item.report.forPersonId || unitsOf.get(by)?.includes(item.partyId))
        throw new Error(`${by} signed off what ${item.report.by} had reported for ${item.partyId}`);
    }
  };
}

/** The state rebuilt from history equals the state. */
function historyRule({ spec }: Office): Rule {
  return () => {
    for (const [id, stream] of spec.streams) expect(spec.rebuilt(id)).toEqual(stream.state);
  };
}

describe('whatever is asked, in whatever order', () => {
  it('nothing is closed before it is done, numbers stay, each sign-off has four eyes, and history tells the state', () => {
    let [closedSeen, signOffsSeen] = [0, 0];
    fc.assert(
      fc.property(steps, (sequence) => {
        const house = office();
        const rules = [
          closingRule(house, () => (closedSeen += 1)),
          numbersRule(house),
          signOffRule(house, () => (signOffsSeen += 1)),
        ];
        play(house, sequence, () => rules.forEach((rule) => rule()));
        historyRule(house)();
      }),
      { numRuns: 120, endOnFailure: true },
    );
    expect(closedSeen).toBeGreaterThan(0);
    expect(signOffsSeen).toBeGreaterThan(0);
  });
});
