import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Actor } from '../roles/actor.js';
import { idOf, Specification } from '../specification.js';
import { askedForAnswers, earliestAsked, earliestToldAgain } from './reporting-date.js';

describe('a working week for whoever is told', () => {
  it.each([
    ['at noon on a Friday', '2026-11-20T11:00:00.000Z', '2026-11-27'],
    ['in the evening, heard of the next morning', '2026-11-19T17:00:00.000Z', '2026-11-27'],
    ['early in the morning', '2026-11-20T04:00:00.000Z', '2026-11-27'],
    ['before Christmas, whose days off do not count', '2026-12-21T11:00:00.000Z', '2026-12-29'],
    ['before Easter', '2027-03-24T11:00:00.000Z', '2027-04-05'],
    ['at midnight in Oslo, which is the day before in UTC', '2026-11-22T23:30:00.000Z', '2026-11-30'],
  ])('%s', (_when, now, earliest) => {
    expect(earliestToldAgain(now)).toBe(earliest);
  });

  it('the first date for which everybody is still asked', () => {
    expect(earliestAsked('2026-10-01')).toBe('2026-10-16');
    // On Thursday the asking day of both Saturday and Sunday has not come: it is the Friday.
    expect(earliestAsked('2026-10-02')).toBe('2026-10-19');
  });
});

describe('who is told that the date has moved', () => {
  let spec: Specification;
  let kari: Actor, ola: Actor;
  let planId: string;
  let vestdal: string, groups: string;

  beforeEach(() => {
    spec = new Specification('2026-10-01');
    kari = spec.person(['secretariat']);
    ola = spec.person(['owner']);
    vestdal = spec.organisation('Vestdal', { contactPersonId: ola.id });
    const eli = spec.person(['owner']);
    const nordvik = spec.organisation('Nordvik', { contactPersonId: eli.id });
    groups = idOf(spec.when({ type: 'RegisterGroup', name: 'Alle', memberIds: [vestdal, nordvik] }, kari));
    planId = idOf(spec.when({ type: 'RegisterPlan', title: 'Plan', caseOfficerId: kari.id }, kari));
  });

  const asked = (): string[] => {
    const register = {
      party: (id: string) => spec.all('party').find((known) => known.id === id),
      person: (id: string) => spec.all('person').find((known) => known.id === id),
      personsNaming: () => [],
      personsWithRole: () => [],
    };
    return askedForAnswers(spec.all('measure'), spec.state('plan', planId), '2026-11-20', register);
  };
  const register = (...partyIds: string[]) =>
    spec.when(
      {
        type: 'RegisterMeasures',
        planId,
        measures: [
          {
            title: 'Varsling',
            text: 'Lag en vaktliste.',
            deadline: { on: '2027-03-01' },
            responsible: { mode: 'each', partyIds },
          },
        ],
      },
      kari,
    );
  const adopt = () => {
    const lise = spec.person(['leadership']);
    spec.when({ type: 'AdoptPlan', planId, authority: { kind: 'leader' } }, lise);
  };

  it('each contact once, however many items they have', () => {
    register(vestdal);
    register(groups);
    expect(asked()).toEqual([]);
    adopt();
    expect(asked()).toHaveLength(2);
    expect(asked()[0]).toBe(ola.id);
  });

  it('nobody whose items are all reported done', () => {
    register(vestdal);
    adopt();
    const [measure] = spec.all('measure');
    const [item] = measure?.items ?? [];
    spec.when(
      {
        type: 'ReportDone',
        measureId: measure?.id ?? '',
        itemId: item?.id ?? '',
        what: 'Vaktlisten er laget og øvd.',
        evidence: [{ kind: 'archive-reference', reference: '26/12' }],
      },
      { ...ola, partyIds: [vestdal] },
    );
    expect(asked()).toEqual([]);
  });
});
