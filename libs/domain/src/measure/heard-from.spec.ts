import { beforeEach, describe, expect, it } from '@jest/globals';
import { followUpFacts, obligationsDue } from '../follow-up/follow-up-schedule.js';
import type { Actor } from '../roles/actor.js';
import { idOf, Specification, system } from '../specification.js';
import { coverage, hasAnswered, voicesByParty } from '../summary/answers.js';
import { heard } from './heard-from.js';
import type { NewMeasure } from './measure.commands.js';
import { isStanding, type Item } from './measure.js';

let spec: Specification;
let unit: string, vestdal: string, bergby: string, planId: string;
let kari: Actor, ola: Actor, berit: Actor, leader: Actor;

beforeEach(() => {
  spec = new Specification('2026-01-05');
  unit = spec.organisation('Sekretariatet');
  vestdal = spec.organisation('Vestdal kommune');
  bergby = spec.organisation('Bergby kommune');
  kari = spec.person(['secretariat'], [unit]);
  ola = spec.person(['owner'], [vestdal]);
  berit = spec.person(['owner'], [bergby]);
  leader = spec.person(['leadership']);
  planId = idOf(spec.when({ type: 'RegisterPlan', title: 'Plan', caseOfficerId: kari.id }, system));
});

function followed(fields: Partial<NewMeasure>): string {
  const measures = [{ title: 'M', text: 'M', deadline: { on: '2027-12-01' }, ...fields }];
  const id = idOf(spec.when({ type: 'RegisterMeasures', planId, measures }, kari));
  const authority = { kind: 'leader' } as const;
  const isFirst = spec.state('plan', planId).state === 'draft';
  spec.when(
    isFirst ? { type: 'AdoptPlan', planId, authority } : { type: 'AcceptMeasure', measureId: id, authority },
    leader,
  );
  return id;
}
const measure = (id: string) => spec.state('measure', id);
const items = (id: string) => measure(id).items;
const heardFrom = (id: string) =>
  items(id)
    .filter((item) => item.lastHeard !== undefined)
    .map((item) => item.suffix);
const said = { type: 'UpdateStatus', progress: 'under-way', text: 'Arbeidet er i gang.' } as const;

/** What is asked on the day 90 days after 1 April, had nothing been heard since 5 January. */
function askedAbout(id: string): string[] {
  const facts = followUpFacts(measure(id), spec.state('plan', planId));
  return obligationsDue(facts, { after: '2026-04-01', until: '2026-04-07' }).map(({ kind }) => kind);
}

describe('who has said something of it is not asked for an update again 90 days after it was given', () => {
  const evidence = [{ kind: 'link', reference: 'https://example.no/plan' }] as const;

  it('but who has said nothing is', () => {
    const id = followed({ responsible: { mode: 'each', partyIds: [vestdal] } });
    expect(askedAbout(id)).toEqual(['update-wanted']);
  });

  it.each([
    ['an update of the item', (id: string) => [{ ...said, measureId: id, itemId: items(id)[0]?.id ?? '' }]],
    ['an update of the measure', (id: string) => [{ ...said, measureId: id }]],
    [
      'an update of the sub-point',
      (id: string) => [{ ...said, measureId: id, subPointId: measure(id).subPoints[0]?.id ?? '' }],
    ],
    [
      'an occurrence',
      (id: string) => [
        { type: 'ReportOccurrence', measureId: id, on: '2026-03-02', note: 'Øvd', evidence } as const,
      ],
    ],
    [
      'a done report that was sent back',
      (id: string) => [
        {
          type: 'ReportDone',
          measureId: id,
          itemId: items(id)[0]?.id ?? '',
          what: 'Varslingsplanen er vedtatt og øvd.',
          evidence,
        } as const,
      ],
    ],
  ])('%s', (_what, commands) => {
    const id = followed({
      recurrence: { everyMonths: 12 },
      subPoints: [{ text: 'a' }],
      responsible: { mode: 'each', partyIds: [vestdal] },
    });
    spec.on('2026-03-02');
    for (const command of commands(id)) spec.when(command, ola);
    const [item] = items(id);
    if (item?.state === 'reported-done')
      spec.when({ type: 'SendBack', measureId: id, itemId: item.id, reason: 'Mangler.' }, kari);
    expect(items(id)[0]?.lastHeard).toEqual({ at: '2026-03-02T11:00:00.000Z', by: ola.id });
    expect(askedAbout(id)).toEqual([]);
  });
});

describe('what is said belongs to the party it was given for', () => {
  it('of a measure of several parties each speaks for their own items', () => {
    const id = followed({ responsible: { mode: 'each', partyIds: [vestdal, bergby] } });
    spec.when({ ...said, measureId: id }, berit);
    expect(heardFrom(id)).toEqual(['2']);
  });

  it('of a sub-point for their own items there, and for none elsewhere', () => {
    const id = followed({
      subPoints: [{ text: 'a' }, { text: 'b' }],
      responsible: { mode: 'each', partyIds: [vestdal, bergby] },
    });
    spec.when({ ...said, measureId: id, subPointId: measure(id).subPoints[1]?.id ?? '' }, ola);
    expect(heardFrom(id)).toEqual(['2.1']);
  });

  it('the secretariat speaks for one party that is alone, for its own of several, and else for nobody', () => {
    const alone = followed({ responsible: { mode: 'each', partyIds: [vestdal] } });
    const several = followed({ responsible: { mode: 'each', partyIds: [vestdal, bergby] } });
    const withOwn = followed({ responsible: { mode: 'each', partyIds: [vestdal, unit] } });
    for (const measureId of [alone, several, withOwn]) spec.when({ ...said, measureId }, kari);
    expect([alone, several, withOwn].map(heardFrom)).toEqual([['1'], [], ['2']]);
  });

  it('who took over has not spoken, and is asked', () => {
    const id = followed({ responsible: { mode: 'each', partyIds: [vestdal] } });
    const itemId = items(id)[0]?.id ?? '';
    spec.when({ ...said, measureId: id, itemId }, ola);
    spec.when({ type: 'ReassignItem', measureId: id, itemId, partyId: bergby, reason: 'Delt.' }, kari);
    expect(heardFrom(id)).toEqual([]);
    spec.when({ ...said, measureId: id }, berit);
    expect(heardFrom(id)).toEqual(['1']);
  });

  it('before events told for whom, what was said of a whole measure counts where one party had it', () => {
    const items = [
      { id: 'i1', partyId: 'p1' },
      { id: 'i2', partyId: 'p1' },
    ] as unknown as Item[];
    const other = [...items, { id: 'i3', partyId: 'p2' } as unknown as Item];
    const event = { at: '2026-03-02T11:00:00.000Z', actorId: 'ola', commandId: 'c' };
    const lastHeard = { at: event.at, by: 'ola' };
    expect(heard(items, {}, event)).toEqual(items.map((item) => ({ ...item, lastHeard })));
    expect(heard(other, {}, event)).toEqual(other);
  });
});

describe('«svart»', () => {
  const voice = (partyId: string) => {
    const found = voicesByParty(spec.all('measure').filter(isStanding)).get(partyId);
    if (found === undefined) throw new Error(`No voice of ${partyId}`);
    return found;
  };

  it('tells how many of the party’s items it covers', () => {
    const ids = [1, 2, 3].map(() => followed({ responsible: { mode: 'each', partyIds: [vestdal, bergby] } }));
    spec.on('2026-02-02').when({ ...said, measureId: ids[0] ?? '' }, ola);
    spec.on('2026-03-02').when({ ...said, measureId: ids[1] ?? '' }, ola);
    const since = '2026-03-01T00:00:00.000Z';
    expect(coverage(voice(vestdal), undefined)).toEqual({ covered: 2, of: 3 });
    expect(coverage(voice(vestdal), since)).toEqual({ covered: 1, of: 3 });
    expect(coverage(voice(bergby), since)).toEqual({ covered: 0, of: 3 });
    expect(hasAnswered(voice(vestdal), since)).toBe(true);
    expect(hasAnswered(voice(bergby), undefined)).toBe(false);
  });

  it('counts nothing that was finished before and not spoken of since', () => {
    const id = followed({ responsible: { mode: 'each', partyIds: [vestdal, bergby] } });
    const itemId = items(id)[0]?.id ?? '';
    spec.when({ type: 'ProposeWaiver', measureId: id, itemId, ground: 'Ikke aktuelt.' }, kari);
    spec.when(
      {
        type: 'DecideWaiver',
        measureId: id,
        itemId,
        granted: true,
        ground: 'Enig.',
        authority: { kind: 'leader' },
      },
      leader,
    );
    expect(coverage(voice(vestdal), undefined)).toEqual({ covered: 0, of: 0 });
  });
});
