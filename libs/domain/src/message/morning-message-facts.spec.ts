import { beforeEach, describe, expect, it } from '@jest/globals';
import { addDays } from '../follow-up/calendar.js';
import type { ObligationKind, RecipientRole } from '../follow-up/follow-up-facts.js';
import { followUpFacts, obligationsDue } from '../follow-up/follow-up-schedule.js';
import type { Measure } from '../measure/measure.js';
import type { Actor } from '../roles/actor.js';
import { idOf, Specification, system } from '../specification.js';
import type { MorningEntry, MorningReport } from './message-facts.js';
import { byUrgency, holds, morningMessageFacts, type WrittenObligation } from './morning-message-facts.js';

const today = '2026-11-20';

function entry(kind: ObligationKind, number: string, inForce?: string, planNumber = 1): MorningEntry {
  return {
    kind,
    number,
    planNumber,
    measureId: number,
    title: 'Vaktliste',
    planTitle: 'Vannutbruddet',
    restricted: false,
    ...(inForce === undefined ? {} : { deadline: { inForce, original: inForce, moves: 0 } }),
  };
}

function inOrder(...entries: MorningEntry[]): string[] {
  return entries
    .sort(byUrgency(today))
    .map(({ kind, planNumber, number }) => `${kind} ${planNumber}/${number}`);
}

describe('the lines of a morning message', () => {
  it('have the most overdue first, then today, then soon, then what waits for somebody, then updates wanted', () => {
    expect(
      inOrder(
        entry('update-wanted', '1.1'),
        entry('report-update', '2.1'),
        entry('sign-off-wanted', '3.1', '2026-01-01'),
        entry('review-due', '4', '2026-01-01'),
        entry('deadline-ahead', '5.1', '2026-11-27'),
        entry('deadline-today', '6.1', today),
        entry('late-told-leader', '7.1', '2026-11-06'),
        entry('deadline-passed', '8.1', '2026-10-01'),
      ),
    ).toEqual([
      'deadline-passed 1/8.1',
      'late-told-leader 1/7.1',
      'deadline-today 1/6.1',
      'deadline-ahead 1/5.1',
      'review-due 1/4',
      'sign-off-wanted 1/3.1',
      'report-update 1/2.1',
      'update-wanted 1/1.1',
    ]);
  });

  it('stand by plan and number where they are as urgent: 7.9 before 7.10', () => {
    expect(
      inOrder(
        entry('update-wanted', '7.10', undefined, 2),
        entry('update-wanted', '7.9', undefined, 2),
        entry('update-wanted', '8.1'),
      ),
    ).toEqual(['update-wanted 1/8.1', 'update-wanted 2/7.9', 'update-wanted 2/7.10']);
  });

  it('count a deadline that is gone as today, so that it is not hidden', () => {
    expect(
      inOrder(
        entry('deadline-ahead', '1.1', '2026-11-27'),
        entry('deadline-passed', '2.1'),
        entry('deadline-passed', '3.1', '2026-11-19'),
      ),
    ).toEqual(['deadline-passed 1/3.1', 'deadline-passed 1/2.1', 'deadline-ahead 1/1.1']);
  });
});

describe('a morning message', () => {
  const authority = { kind: 'leader' } as const;
  const ground = 'Tjenesten er lagt ned.';
  const done = {
    what: 'Vaktlisten er vedtatt og øvd.',
    evidence: [{ kind: 'link', reference: 'https://example.no/plan' }],
  } as const;

  let spec: Specification;
  let kari: Actor, ola: Actor, lise: Actor;
  let vestdal: string, planId: string, measureId: string;

  beforeEach(() => {
    spec = new Specification('2026-10-01');
    kari = spec.person(['secretariat']);
    lise = spec.person(['leadership']);
    ola = spec.person(['owner']);
    vestdal = spec.organisation('Vestdal', { contactPersonId: ola.id });
    ola = { ...ola, partyIds: [vestdal] };
    const fields = { leaderId: lise.id };
    planId = idOf(spec.when({ type: 'RegisterPlan', title: 'P', caseOfficerId: kari.id, fields }, system));
    const reporting = { cadenceMonths: 3, firstOn: '2026-12-04', language: 'nb' } as const;
    spec.when({ type: 'SetReporting', planId, reporting }, kari);
    measureId = followed('2026-11-13');
  });

  function followed(deadline?: string): string {
    const responsible = { mode: 'each' as const, partyIds: [vestdal] };
    const when = deadline === undefined ? { reviewOn: '2026-11-20' } : { deadline: { on: deadline } };
    const measures = [{ title: 'Vaktliste', text: 'M', ...when, responsible }];
    const id = idOf(spec.when({ type: 'RegisterMeasures', planId, measures }, kari));
    const isFirst = spec.state('plan', planId).state === 'draft';
    spec.when(
      isFirst
        ? { type: 'AdoptPlan', planId, authority }
        : { type: 'AcceptMeasure', measureId: id, authority },
      lise,
    );
    return id;
  }

  const measure = (id = measureId): Measure => spec.state('measure', id);
  const itemId = (id = measureId): string => measure(id).items[0]?.id ?? '';
  const now = '2026-11-21T11:00:00.000Z';

  /** What of the measure falls due on the day, as it is written that morning. */
  function due(day: string, id = measureId): WrittenObligation[] {
    const facts = followUpFacts(measure(id), spec.state('plan', planId));
    return obligationsDue(facts, { after: addDays(day, -1), until: day }).map((obligation, index) => ({
      ...obligation,
      id: `o${index}`,
      measureId: id,
      demandedAt: `${day}T07:00:00.000Z`,
    }));
  }

  function written(
    day: string,
    obligations: readonly WrittenObligation[],
    reader: Pick<Actor, 'id'> = ola,
    reports?: readonly MorningReport[],
  ) {
    const facts = obligations.map((obligation) => ({
      obligation,
      subject: {
        measure: measure(obligation.measureId),
        plan: spec.state('plan', planId),
        ...(obligation.itemId === undefined ? {} : { party: spec.state('party', vestdal) }),
      },
    }));
    return morningMessageFacts({ id: reader.id, name: 'Ola Nordmann' }, day, facts, now, reports);
  }
  const entries = (...asked: Parameters<typeof written>) => written(...asked).entries;
  const settled = (obligations: readonly WrittenObligation[], reader: Pick<Actor, 'id'> = ola) =>
    entries('2026-11-20', obligations, reader).map((line) => line.settled);

  it('greets by the first name and says what is late, since when, and who hears of it when', () => {
    const [late] = due('2026-11-20');
    expect(late?.kind).toBe('deadline-passed');
    expect(written('2026-11-20', due('2026-11-20'))).toEqual({
      personFirstName: 'Ola',
      date: '2026-11-20',
      reports: [],
      whyYou: [{ role: 'contact', partyName: 'Vestdal' }],
      entries: [
        {
          measureId,
          itemId: itemId(),
          planNumber: 1,
          number: '1.1',
          title: 'Vaktliste',
          planTitle: 'P',
          restricted: false,
          kind: 'deadline-passed',
          deadline: { inForce: '2026-11-13', original: '2026-11-13', moves: 0 },
          lastHeardOn: '2026-10-01',
          nextEscalation: { on: '2026-11-27', to: 'party-leader' },
          answerBy: '2026-12-04',
        },
      ],
    });
  });

  it('says that leadership hears next once the leader has heard, and nothing of it before the deadline', () => {
    const passed = (day: string) =>
      entries(
        day,
        due(day).filter(({ kind }) => kind === 'deadline-passed'),
      ).map((line) => line.nextEscalation);
    expect(passed('2026-12-04')).toEqual([{ on: '2026-12-14', to: 'plan-leadership' }]);
    expect(passed('2026-12-18')).toEqual([undefined]);
    const ahead = due('2026-10-30');
    expect(ahead.map(({ kind }) => kind)).toEqual(['deadline-ahead']);
    expect(entries('2026-10-30', ahead)[0]).not.toHaveProperty('nextEscalation');
    expect(entries('2026-11-13', due('2026-11-13')).map((line) => line.nextEscalation)).toEqual([
      { on: '2026-11-27', to: 'party-leader' },
    ]);
  });

  it('names the party to whoever is not its contact, and why each is written to, once', () => {
    const told = due('2026-11-27').filter(({ kind }) => kind === 'late-told-leader');
    expect(told).toHaveLength(1);
    const { entries: lines, whyYou } = written('2026-11-27', [...told, ...told], lise);
    expect(lines.map(({ partyName, nextEscalation }) => [partyName, nextEscalation])).toEqual([
      ['Vestdal', undefined],
      ['Vestdal', undefined],
    ]);
    expect(whyYou).toEqual([{ role: 'party-leader', partyName: 'Vestdal' }]);
    const roles: RecipientRole[] = ['plan-leadership', 'case-officer', 'who-may-sign-off'];
    expect(
      written(
        '2026-11-27',
        roles.flatMap((recipient) => told.map((one) => ({ ...one, recipient }))),
        lise,
      ).whyYou,
    ).toEqual(roles.map((role) => ({ role })));
  });

  it('has a review of the measure as a whole without an item', () => {
    const id = followed();
    const [review] = due('2026-11-20', id).filter(({ kind }) => kind === 'review-due');
    const [line] = entries('2026-11-20', review === undefined ? [] : [review]);
    expect(line).toMatchObject({ kind: 'review-due', number: '2', title: 'Vaktliste' });
    for (const absent of ['itemId', 'deadline', 'lastHeardOn', 'nextEscalation', 'partyName', 'settled'])
      expect(line).not.toHaveProperty(absent);
  });

  it('has the most urgent line first, each with the report’s question about its own item', () => {
    const later = followed('2027-05-03');
    const lines = entries('2026-11-20', [...due('2026-11-20', later), ...due('2026-11-20')]);
    expect(lines.map(({ number, kind }) => `${number} ${kind}`)).toEqual([
      '1.1 deadline-passed',
      '2.1 report-update',
    ]);
  });

  it('asks for an update for the report beside the deadline where that is told of anyway, else on its own', () => {
    const wanted = due('2026-11-20').map((one) => ({ ...one, kind: 'report-update' as const }));
    const both = entries('2026-11-20', [...due('2026-11-20'), ...wanted]);
    expect(both.map(({ kind, answerBy }) => [kind, answerBy])).toEqual([['deadline-passed', '2026-12-04']]);
    const id = followed('2027-05-03');
    const alone = due('2026-11-20', id);
    expect(entries('2026-11-20', alone).map(({ kind, answerBy }) => [kind, answerBy])).toEqual([
      ['report-update', '2026-12-04'],
    ]);
  });

  it('tells the reader’s own reports, with the role that asks for them, once', () => {
    const report = (kind: MorningReport['kind'], number: number): MorningReport => ({
      kind,
      planNumber: 1,
      planTitle: 'P',
      number,
    });
    const reports = [
      report('report-release-wanted', 1),
      report('report-release-wanted', 2),
      report('report-acknowledgement-wanted', 3),
      report('report-answer-wanted', 4),
    ];
    const facts = written('2026-11-20', [], kari, reports);
    expect(facts.reports).toEqual(reports);
    expect(facts.whyYou).toEqual([{ role: 'case-officer' }, { role: 'plan-leadership' }]);
  });

  describe('shows as settled what has been done since it was written', () => {
    const report = () => spec.when({ type: 'ReportDone', measureId, itemId: itemId(), ...done }, ola);
    const at = '2026-11-20T11:00:00.000Z';
    let late: WrittenObligation[];
    let sentBack: string, waived: string;
    beforeEach(() => {
      sentBack = followed('2026-11-13');
      waived = followed('2026-11-13');
      spec.on('2026-11-20');
      late = due('2026-11-20').filter(({ kind }) => kind === 'deadline-passed');
      expect(late).toHaveLength(1);
    });

    it('nothing, while it holds', () => {
      const [obligation] = late;
      const subject = { measure: measure(), plan: spec.state('plan', planId) };
      expect(obligation !== undefined && holds(obligation, subject, '2026-11-20')).toBe(true);
      expect(settled(late)).toEqual([undefined]);
    });

    it('reported done by the reader, which others read as another’s', () => {
      report();
      expect(settled(late)).toEqual([{ as: 'reported-done', at, byYou: true }]);
      expect(settled(late, lise)).toEqual([{ as: 'reported-done', at, byYou: false }]);
      expect(entries('2026-11-20', late)[0]?.reportedDoneOn).toBe('2026-11-20');
    });

    it('signed off, sent back, waived, never answered', () => {
      report();
      spec.when({ type: 'SignOff', measureId, itemIds: [itemId()] }, kari);
      expect(settled(late, kari)).toEqual([{ as: 'signed-off', at, byYou: true }]);
      const toReturn = { ...late[0], measureId: sentBack, itemId: itemId(sentBack) } as WrittenObligation;
      spec.when({ type: 'ReportDone', measureId: sentBack, itemId: itemId(sentBack), ...done }, ola);
      spec.when(
        { type: 'SendBack', measureId: sentBack, itemId: itemId(sentBack), reason: 'Mangler natt.' },
        kari,
      );
      const overtaken = { ...toReturn, dueOn: '2026-11-19' };
      expect(settled([overtaken], kari)).toEqual([{ as: 'sent-back', at, byYou: true }]);
      const toWaive = { ...late[0], measureId: waived, itemId: itemId(waived) } as WrittenObligation;
      spec.when({ type: 'ProposeWaiver', measureId: waived, itemId: itemId(waived), ground }, kari);
      spec.when(
        {
          type: 'DecideWaiver',
          measureId: waived,
          itemId: itemId(waived),
          granted: true,
          ground,
          authority,
        },
        lise,
      );
      expect(settled([toWaive], lise)).toEqual([{ as: 'waived', at, byYou: true }]);
    });

    it('updated since, and not by what was said before', () => {
      const update = { type: 'UpdateStatus', progress: 'under-way', text: 'I gang.' } as const;
      const [wanted] = late.map((one) => ({ ...one, kind: 'update-wanted' as const }));
      if (wanted === undefined) throw new Error('nothing');
      spec.when({ ...update, measureId, itemId: itemId() }, ola);
      expect(settled([wanted])).toEqual([{ as: 'updated', at, byYou: true }]);
      expect(settled([{ ...wanted, demandedAt: at }])).toEqual([{ as: 'overtaken', at: now, byYou: false }]);
    });

    it('overtaken, where the deadline was moved; closed, where the measure was', () => {
      spec.when({ type: 'SetDeadline', measureId, on: '2027-01-15', reason: 'Vinter.' }, kari);
      expect(settled(late)).toEqual([{ as: 'overtaken', at: now, byYou: false }]);
      const whole = late.map((one) => {
        const { itemId: _item, ...rest } = one;
        return { ...rest, kind: 'closing-wanted' as const, recipient: 'case-officer' as const };
      });
      expect(settled(whole)).toEqual([{ as: 'overtaken', at: now, byYou: false }]);
      report();
      spec.when({ type: 'SignOff', measureId, itemIds: [itemId()] }, kari);
      spec.when({ type: 'CloseMeasure', measureId, as: 'implemented' }, kari);
      expect(settled(whole, kari)).toEqual([{ as: 'closed', at, byYou: true }]);
    });
  });
});
