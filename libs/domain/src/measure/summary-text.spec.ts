import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Actor } from '../roles/actor.js';
import { idOf, Specification } from '../specification.js';
import type { MeasureCommand } from './measure.commands.js';

const leader = { kind: 'leader' } as const;
let spec: Specification;
let kari: Actor, ola: Actor, lise: Actor, measureId: string, planId: string;

beforeEach(() => {
  spec = new Specification();
  const vestdal = spec.organisation('Vestdal kommune');
  kari = spec.person(['secretariat'], [spec.organisation('Sekretariatet')]);
  ola = spec.person(['owner'], [vestdal]);
  lise = spec.person(['leadership']);
  planId = idOf(spec.when({ type: 'RegisterPlan', title: 'Plan', caseOfficerId: kari.id }, kari));
  measureId = idOf(
    spec.when(
      {
        type: 'RegisterMeasures',
        planId,
        measures: [
          {
            title: 'Varsling',
            text: 'Lag én varslingsplan.',
            subPoints: [{ text: 'Plan' }, { text: 'Øvelse' }],
            deadline: { on: '2026-12-01' },
            responsible: { mode: 'each', partyIds: [vestdal] },
          },
        ],
      },
      kari,
    ),
  );
  spec.when({ type: 'AdoptPlan', planId, authority: leader }, lise);
});

const does = (actor: Actor, command: MeasureCommand) => spec.outcome(command, actor);
const measure = () => spec.state('measure', measureId);
const writes = (text: string | null, more: object = {}) =>
  does(kari, { type: 'WriteSummaryText', measureId, text, ...more });

describe('the secretariat’s text in the summary', () => {
  it('stands beside the owner’s update, and both stay', () => {
    does(ola, { type: 'UpdateStatus', measureId, progress: 'under-way', text: 'Utkast er sendt ut.' });
    expect(writes('Planen er på høring.')).toEqual(['SummaryTextWritten']);
    expect(measure().latestUpdate?.text).toBe('Utkast er sendt ut.');
    expect(measure().summaryText).toMatchObject({ text: 'Planen er på høring.', by: kari.id });
    does(ola, { type: 'UpdateStatus', measureId, progress: 'done', text: 'Vedtatt.' });
    expect(measure().summaryText?.text).toBe('Planen er på høring.');
  });

  it('remembers which updates had been read; by itself every one', () => {
    writes('Uten å ha lest.', { consideredThrough: '2026-11-01T08:00:00.000Z' });
    expect(measure().summaryText?.consideredThrough).toBe('2026-11-01T08:00:00.000Z');
    writes('Alt er lest.');
    expect(measure().summaryText?.consideredThrough).toBe('2026-11-20T11:00:00.000Z');
    expect(writes('Fra i morgen.', { consideredThrough: '2026-11-21T08:00:00.000Z' })).toBe('invalid-value');
  });

  it('belongs to the measure or to one of its sub-points', () => {
    const [first] = measure().subPoints;
    writes('Planen er vedtatt.', { subPointId: first?.id });
    expect(measure().subPoints.map(({ summaryText }) => summaryText?.text)).toEqual([
      'Planen er vedtatt.',
      undefined,
    ]);
    expect(measure().summaryText).toBeUndefined();
    expect(writes('Ingen.', { subPointId: measureId })).toBe('not-found');
  });

  it('is taken away again, once', () => {
    writes('Planen er på høring.');
    expect(writes(null)).toEqual(['SummaryTextWithdrawn']);
    expect(measure().summaryText).toBeUndefined();
    expect(writes(null)).toEqual([]);
  });

  it('is the secretariat’s alone, and never empty', () => {
    const other = { type: 'WriteSummaryText', measureId, text: 'Vi er ferdige.' } as const;
    expect([does(ola, other), does(lise, other)]).toEqual(['not-permitted', 'not-permitted']);
    expect(writes(' ')).toBe('invalid-value');
  });

  it('tells of a closed measure too, until its plan is closed', () => {
    const what = 'Varslingsplanen er vedtatt og øvd to ganger.';
    const evidence = [{ kind: 'archive-reference', reference: '26/118-4' }] as const;
    const itemIds = measure().items.map(({ id }) => id);
    for (const itemId of itemIds) does(ola, { type: 'ReportDone', measureId, itemId, what, evidence });
    does(kari, { type: 'SignOff', measureId, itemIds });
    does(kari, { type: 'CloseMeasure', measureId, as: 'implemented' });
    expect(measure().state).toBe('closed');
    expect(writes('Planen ble vedtatt i mars.')).toEqual(['SummaryTextWritten']);
    spec.when({ type: 'ClosePlan', planId, authority: leader }, lise);
    expect(writes('For sent.')).toBe('plan-closed');
  });
});

describe('risk in words', () => {
  const risk = { likelihood: 'Det skjer trolig igjen.', consequence: 'Mange blir uten vann.' };
  const states = (actor: Actor, more: object = {}) =>
    does(actor, { type: 'StateRisk', measureId, risk: { ...risk, ...more } });

  it('is stated anew when it changes, and the newest stands', () => {
    expect(states(kari)).toEqual(['RiskStated']);
    expect(states(kari)).toEqual([]);
    expect(states(kari, { conclusion: 'Tiltaket bør ikke vente.' })).toEqual(['RiskStated']);
    expect(measure().risk).toMatchObject({ ...risk, conclusion: 'Tiltaket bør ikke vente.', by: kari.id });
  });

  it('says both how likely and what follows', () => {
    expect(states(kari, { consequence: ' ' })).toBe('invalid-value');
    expect(states(ola)).toBe('not-permitted');
  });
});
