import { beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Command } from '../commands.js';
import { DomainError } from '../domain-error.js';
import type { Actor } from '../roles/actor.js';
import { idOf, Specification } from '../specification.js';
import type { ImportedMeasure, RegisterImported, UndoImport } from './import.commands.js';
import { doneSince } from './undoing.js';

const planId = 'f0000000-0000-7000-8000-000000000001';
const importId = 'f0000000-0000-7000-8000-000000000002';
const leader = { kind: 'leader' } as const;

/** A plan elsewhere with a measure, a group, and an import of three measures into a new plan. */
class Scene {
  readonly spec = new Specification();
  readonly vestdal = this.spec.organisation('Vestdal kommune');
  readonly bergby = this.spec.organisation('Bergby kommune');
  readonly kari = this.spec.person(['secretariat']);
  readonly lise = this.spec.person(['leadership']);
  readonly group = idOf(
    this.spec.when({ type: 'RegisterGroup', name: 'Kommunene', memberIds: [this.vestdal] }, this.kari),
  );
  readonly otherPlan = idOf(
    this.spec.when({ type: 'RegisterPlan', title: 'En annen plan', caseOfficerId: this.kari.id }, this.kari),
  );
  readonly otherMeasure = this.byHand(this.otherPlan);

  import(more: Partial<RegisterImported> = {}): void {
    const { newPlan: _new, ...command } = this.command(more);
    this.spec.when('newPlan' in more || more.planId === undefined ? this.command(more) : command, this.kari);
  }

  command(more: Partial<RegisterImported> = {}): RegisterImported {
    return {
      type: 'RegisterImported',
      importId,
      document: { name: 'rapport.pdf', bytes: 1_000, sha256: 'ab' },
      planId,
      newPlan: { title: 'Plan etter vannutbruddet', caseOfficerId: this.kari.id },
      evaluation: { kind: 'new', title: 'Vannutbruddet', evaluationKind: 'after-action-review' },
      findings: [{ kind: 'to-improve', text: 'Vaktlisten var gammel.' }],
      goals: [{ title: 'Trygt vann', subGoals: [{ title: 'Delmål 1', about: 'Ingen blir syke.' }] }],
      newParties: [],
      measures: [
        line('1', { theme: 'Varsling', findingIndexes: [0] }),
        line('2', { responsible: { mode: 'each', parties: [{ partyId: this.group }] } }),
        line('14', { numbers: ['14', '15'], theme: 'Vann' }),
      ],
      changes: [],
      ...more,
    };
  }

  byHand(inPlan: string, more: object = {}): string {
    const measures = [{ title: 'For hånd', text: 'Skriv en vaktliste.', reviewOn: '2027-03-01', ...more }];
    return idOf(this.spec.when({ type: 'RegisterMeasures', planId: inPlan, measures }, this.kari));
  }

  undo(more: Partial<UndoImport> = {}, actor: Actor = this.kari): string | string[] {
    return this.spec.outcome(
      { type: 'UndoImport', importId, planId, reason: 'Feil dokument', ...more },
      actor,
    );
  }

  get plan() {
    return this.spec.state('plan', planId);
  }

  measures(inPlan = planId) {
    return this.spec
      .all('measure')
      .filter((measure) => measure.planId === inPlan)
      .sort((one, other) => one.number - other.number);
  }

  get evaluation() {
    const [evaluation] = this.spec.all('evaluation');
    if (evaluation === undefined) throw new Error('No evaluation');
    return evaluation;
  }
}

const line = (number: string, more: Partial<ImportedMeasure> = {}): ImportedMeasure => ({
  numbers: [number],
  title: `Tiltak ${number}`,
  text: `Kommunen bør gjøre nummer ${number}.`,
  subPoints: [],
  ...more,
});

let scene: Scene;
beforeEach(() => {
  scene = new Scene();
});

describe('an import that is undone', () => {
  it('withdraws the evaluation, the plan and every measure, which keep their numbers', () => {
    scene.import();
    expect(scene.undo()).toEqual([
      'EvaluationWithdrawn',
      'ImportUndone',
      'PlanWithdrawn',
      ...Array<string>(4).fill('MeasureWithdrawn'),
    ]);
    const withdrawal = { importId, by: scene.kari.id, at: '2026-11-20T11:00:00.000Z' };
    expect(scene.measures().map(({ number, state }) => [number, state])).toEqual([
      [1, 'withdrawn'],
      [2, 'withdrawn'],
      [3, 'withdrawn'],
      [4, 'withdrawn'],
    ]);
    expect(scene.measures()[0]).toMatchObject({ withdrawal });
    expect(scene.plan).toMatchObject({ state: 'withdrawn', withdrawal });
    expect(scene.plan.imports).toMatchObject([{ undone: { reason: 'Feil dokument', by: scene.kari.id } }]);
    expect(scene.evaluation.withdrawn).toEqual(withdrawal);
    for (const { id } of [...scene.measures(), scene.plan, scene.evaluation])
      expect(scene.spec.rebuilt(id)).toEqual(scene.spec.streams.get(id)?.state);
  });

  it('leaves a plan and an evaluation that were there as they were', () => {
    scene.import({ measures: [line('1', { theme: 'Varsling' })] });
    const [plan, evaluation] = [scene.plan, scene.evaluation];
    const second = 'f0000000-0000-7000-8000-000000000003';
    scene.import({
      planId,
      importId: second,
      evaluation: { kind: 'registered', evaluationId: evaluation.id },
      findings: [{ kind: 'strength', text: 'Laboratoriet svarte raskt.' }],
      goals: [{ title: 'Rask varsling', subGoals: [{ title: 'Delmål 2', about: 'Alle får vite det.' }] }],
      measures: [line('7', { theme: 'Vann' }), line('8', { numbers: ['8', '9'] })],
    });
    expect(scene.plan.themes).toHaveLength(2);
    expect(scene.undo({ importId: second })).toEqual([
      'AdditionsWithdrawn',
      'ImportUndone',
      'ThemesDefined',
      'GoalsDefined',
      'MeasuresSeparated',
      ...Array<string>(3).fill('MeasureWithdrawn'),
    ]);
    expect(scene.evaluation).toEqual(evaluation);
    const { imports: _imports, ...rest } = plan;
    expect(scene.plan).toMatchObject(rest);
    expect(scene.measures().map(({ state }) => state)).toEqual([
      'proposed',
      ...Array<string>(3).fill('withdrawn'),
    ]);
    // The first stands as before, and what came after it has been taken back: it may go too.
    expect(scene.undo()).toContain('PlanWithdrawn');
  });

  it('is undone once, and the document can be imported again, under new numbers', () => {
    scene.import({ planId: scene.otherPlan });
    scene.undo({ planId: scene.otherPlan });
    expect(scene.undo({ planId: scene.otherPlan })).toEqual([]);
    expect(() => scene.import({ planId: scene.otherPlan })).toThrow(DomainError);
    const again = 'f0000000-0000-7000-8000-000000000003';
    scene.import({ planId: scene.otherPlan, importId: again });
    expect(scene.measures(scene.otherPlan).map(({ number, state }) => [number, state])).toEqual([
      [1, 'proposed'],
      [2, 'withdrawn'],
      [3, 'withdrawn'],
      [4, 'withdrawn'],
      [5, 'withdrawn'],
      [6, 'proposed'],
      [7, 'proposed'],
      [8, 'proposed'],
      [9, 'proposed'],
    ]);
  });

  it('can be read, and nothing can be done on it', () => {
    scene.import();
    const [first] = scene.measures();
    const measureId = first?.id ?? '';
    scene.undo();
    const commands: Command[] = [
      { type: 'AssignMeasure', measureId, mode: 'each', partyIds: [scene.vestdal] },
      { type: 'AcceptMeasure', measureId, authority: leader },
      { type: 'AdoptPlan', planId, authority: leader },
      { type: 'RegisterMeasures', planId, measures: [{ title: 'x', text: 'y' }] },
      { type: 'AddFindings', evaluationId: scene.evaluation.id, findings: [{ kind: 'strength', text: 'x' }] },
      { type: 'SetCrossReferences', measureId: scene.otherMeasure, measureIds: [measureId] },
    ];
    for (const command of commands)
      expect([command.type, scene.spec.outcome(command, actorOf(command))]).toEqual([
        command.type,
        'withdrawn',
      ]);
    expect(
      scene.spec.outcome(
        { type: 'ConfirmRepetition', measureId: scene.otherMeasure, earlierMeasureId: measureId },
        scene.kari,
      ),
    ).toBe('not-found');
  });

  it('stands in nobody’s way: the plan is adopted and closed without it, and who joins a group gets no item in it', () => {
    scene.import({ planId: scene.otherPlan });
    scene.undo({ planId: scene.otherPlan });
    const authority = leader;
    scene.spec.when(
      { type: 'AddMember', groupId: scene.group, partyId: scene.bergby, from: '2026-11-20' },
      scene.kari,
    );
    expect(scene.measures(scene.otherPlan)[2]?.items).toHaveLength(1);
    scene.spec.when({ type: 'AdoptPlan', planId: scene.otherPlan, authority }, scene.lise);
    scene.spec.when(
      {
        type: 'CloseMeasure',
        measureId: scene.otherMeasure,
        as: 'not-implemented',
        ground: 'Ikke råd',
        authority,
      },
      scene.lise,
    );
    expect(scene.spec.outcome({ type: 'ClosePlan', planId: scene.otherPlan, authority }, scene.lise)).toEqual(
      ['PlanClosed'],
    );
  });

  it('needs a reason, somebody who may register, and an import', () => {
    scene.import();
    expect(scene.undo({ reason: ' ' })).toBe('reason-missing');
    expect(scene.undo({}, scene.lise)).toBe('not-permitted');
    expect(scene.undo({ importId: planId })).toBe('not-found');
  });

  it('is not undone where it changed what a measure said', () => {
    scene.import({
      planId: scene.otherPlan,
      changes: [{ measureId: scene.otherMeasure, text: 'Noe annet.' }],
    });
    expect(scene.undo({ planId: scene.otherPlan })).toBe('import-changed-measures');
  });
});

function actorOf(command: Command): Actor {
  return 'authority' in command ? scene.lise : scene.kari;
}

/** What people may do after an import; those of the second list touch something that it made. */
const elsewhere = (s: Scene): Command[] => [
  { type: 'RegisterMeasures', planId: s.otherPlan, measures: [{ title: 'x', text: 'y' }] },
  { type: 'ReviseMeasure', measureId: s.otherMeasure, title: 'Ny tittel', material: true, reason: 'x' },
  { type: 'RevisePlan', planId: s.otherPlan, fields: { title: 'Ny tittel' } },
  { type: 'RegisterMeasures', planId, measures: [{ title: 'I samme plan', text: 'y' }] },
  {
    type: 'EnterDecision',
    body: 'Utvalget',
    meetingDate: '2026-11-19',
    caseNumber: '1/26',
    archiveReference: '26/4-1',
    text: 'Tas til orientering.',
  },
];

const touching = (s: Scene): Command[] => {
  const [first, second] = s.measures().filter(({ source }) => source !== undefined);
  const measureId = first?.id ?? '';
  const [recommendation] = s.evaluation.recommendations;
  return [
    { type: 'ReviseMeasure', measureId, title: 'Ny tittel', material: true, reason: 'x' },
    { type: 'AssignMeasure', measureId, mode: 'each', partyIds: [s.vestdal] },
    { type: 'SetDeadline', measureId, on: '2027-05-01' },
    { type: 'AddMember', groupId: s.group, partyId: s.bergby, from: '2026-11-20' },
    { type: 'StateRisk', measureId, risk: { likelihood: 'Stor', consequence: 'Flere blir syke' } },
    { type: 'SetCrossReferences', measureId: s.otherMeasure, measureIds: [measureId] },
    { type: 'ConfirmRepetition', measureId: s.otherMeasure, earlierMeasureId: second?.id ?? '' },
    { type: 'AddFindings', evaluationId: s.evaluation.id, findings: [{ kind: 'strength', text: 'x' }] },
    {
      type: 'DecideOutcome',
      evaluationId: s.evaluation.id,
      recommendationId: recommendation?.id ?? '',
      outcome: { kind: 'followed', measureIds: [s.otherMeasure] },
      authority: leader,
    },
    { type: 'RevisePlan', planId, fields: { title: 'Ny tittel' } },
    {
      type: 'AssessSubGoal',
      planId,
      subGoalId: s.plan.goals[0]?.subGoals[0]?.id ?? '',
      verdict: 'met',
      text: 'x',
    },
    {
      type: 'RegisterMeasures',
      planId: s.otherPlan,
      measures: [{ title: 'x', text: 'y', source: { evaluationId: s.evaluation.id } }],
    },
    {
      type: 'RegisterMeasures',
      planId: s.otherPlan,
      measures: [{ title: 'x', text: 'y', predecessorId: measureId }],
    },
    {
      type: 'RegisterMeasures',
      planId,
      measures: [{ title: 'x', text: 'y', themeId: s.plan.themes[0]?.id ?? '' }],
    },
    {
      type: 'EnterDecision',
      body: 'Utvalget',
      meetingDate: '2026-11-19',
      caseNumber: '2/26',
      archiveReference: '26/4-2',
      text: 'Planen legges frem.',
      planId,
    },
  ];
};

describe('whatever people do after an import', () => {
  it.each(touching(imported()).map((command, index) => [command.type, index] as const))(
    '%s (%i) alone makes it stand',
    (_type, index) => {
      const fresh = imported();
      const command = touching(fresh)[index];
      if (command === undefined) throw new Error('No command');
      const done = fresh.spec.when(command, 'authority' in command ? fresh.lise : fresh.kari);
      expect(done).not.toEqual([]);
      expect(fresh.undo()).toBe('import-touched');
    },
  );

  it('it can be undone if and only if nothing was done on what it made', () => {
    const step = fc.record({ touches: fc.boolean(), which: fc.nat() });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 5 }), (steps) => {
        const fresh = imported();
        let touched = false;
        for (const { touches, which } of steps) {
          const all = touches ? touching(fresh) : elsewhere(fresh);
          const command = all[which % all.length];
          if (command === undefined) throw new Error('No command');
          const outcome = fresh.spec.outcome(command, 'authority' in command ? fresh.lise : fresh.kari);
          touched ||= touches && Array.isArray(outcome) && outcome.length > 0;
        }
        const before = fresh.spec.all('measure');
        const outcome = fresh.undo();
        if (touched) {
          expect(outcome).toBe('import-touched');
          expect(fresh.spec.all('measure')).toEqual(before);
        } else {
          expect(outcome).toContain('PlanWithdrawn');
          for (const { id } of fresh.spec.all('measure'))
            expect(fresh.spec.rebuilt(id)).toEqual(fresh.spec.streams.get(id)?.state);
        }
      }),
      { numRuns: 200 },
    );
  });

  it('says what, by whom and when, the earliest first', () => {
    scene.import();
    const [first] = scene.measures();
    scene.spec.on('2026-11-23');
    scene.spec.when({ type: 'SetDeadline', measureId: first?.id ?? '', on: '2027-05-01' }, scene.kari);
    scene.spec.on('2026-11-24');
    scene.spec.when(
      { type: 'SetCrossReferences', measureId: scene.otherMeasure, measureIds: [first?.id ?? ''] },
      scene.kari,
    );
    try {
      scene.spec.when({ type: 'UndoImport', importId, planId, reason: 'Feil dokument' }, scene.kari);
      throw new Error('It was undone');
    } catch (error) {
      expect(error).toBeInstanceOf(DomainError);
      expect((error as DomainError).extra['doneSince']).toMatchObject([
        { kind: 'changed', what: 'measure', number: 1, event: 'DeadlineSet', by: scene.kari.id },
        { kind: 'referred-to', from: 'measure', id: scene.otherMeasure, planNumber: 1 },
      ]);
    }
  });
});

function imported(): Scene {
  const fresh = new Scene();
  fresh.import();
  return fresh;
}

describe('what stands in the way is named', () => {
  const refusal = () =>
    scene.spec.refusal({ type: 'UndoImport', importId, planId, reason: 'Feil dokument' }, scene.kari);
  const first = () => scene.measures()[0]?.id ?? '';
  const later = (day: string) => scene.spec.on(day);

  it('what was done on plan, evaluation and measures since, the earliest first', () => {
    scene.import();
    later('2026-11-22');
    scene.spec.when({ type: 'RevisePlan', planId, fields: { title: 'Ny' } }, scene.kari);
    later('2026-11-21');
    scene.spec.when(
      { type: 'ReviseEvaluation', evaluationId: scene.evaluation.id, fields: { title: 'Ny' } },
      scene.kari,
    );
    later('2026-11-23');
    scene.spec.when({ type: 'SetReviewDate', measureId: first(), on: '2027-01-01' }, scene.kari);
    const by = scene.kari.id;
    const changed = (what: string, event: string, day: string, more: object = {}) => ({
      kind: 'changed',
      what,
      event,
      by,
      at: `2026-11-${day}T11:00:00.000Z`,
      ...more,
    });
    expect(refusal()).toMatchObject({
      type: 'import-touched',
      message: 'Since the import 3 things have been done on what it made.',
      extra: {
        count: 3,
        doneSince: [
          changed('evaluation', 'EvaluationRevised', '21'),
          changed('plan', 'PlanRevised', '22'),
          changed('measure', 'ReviewDateSet', '23', { number: 1 }),
        ],
      },
    });
  });

  it('one thing is one thing, and of many the first fifty are told', () => {
    scene.import();
    scene.spec.when({ type: 'RevisePlan', planId, fields: { title: 'Ny' } }, scene.kari);
    expect(refusal().message).toBe('Since the import 1 thing has been done on what it made.');
    for (let n = 0; n < 60; n += 1)
      scene.spec.when({ type: 'RevisePlan', planId, fields: { title: `Ny ${n}` } }, scene.kari);
    const { extra } = refusal();
    expect(extra['count']).toBe(61);
    expect(extra['doneSince']).toHaveLength(50);
  });

  it('measures that another refers to, by whatever it refers with', () => {
    scene.import();
    const [themeId, subGoalId] = [scene.plan.themes[0]?.id ?? '', scene.plan.goals[0]?.subGoals[0]?.id ?? ''];
    const { id: evaluationId, findings, recommendations } = scene.evaluation;
    const referring: object[] = [
      { themeId },
      { subGoalIds: [subGoalId] },
      { source: { evaluationId } },
      { source: { evaluationId, findingIds: [findings[0]?.id] } },
      { source: { evaluationId, recommendationId: recommendations[0]?.id } },
      { predecessorId: first() },
    ];
    const ids = referring.map((more) => scene.byHand(planId, more));
    const named = refusal().extra['doneSince'] as { kind: string; id?: string }[];
    expect(named.filter(({ kind }) => kind === 'referred-to').map(({ id }) => id)).toEqual(ids);
  });

  it('a report of the plan that was opened or locked since', () => {
    scene.import();
    const report = (number: number, more: object) => ({
      number,
      openedAt: '2026-11-20T12:00:00.000Z',
      versions: [],
      ...more,
    });
    const made = (planBefore: object | undefined, reports: object[]) =>
      doneSince(
        {
          import: { importId, at: '2026-11-20T11:00:00.000Z' },
          measures: [],
          planBefore,
          themeIds: [],
          subGoalIds: [],
          evaluation: { made: 'nothing' },
        } as never,
        {
          plan: { number: 1 },
          measures: [],
          reports,
          past: { plan: [], evaluation: [], measures: [], elsewhere: [], references: [] },
        } as never,
      );
    const locked = {
      versions: [{ lockedAt: '2026-11-20T10:00:00.000Z' }, { lockedAt: '2026-11-20T11:00:00.000Z' }],
    };
    expect(
      made({}, [report(1, locked), report(2, { versions: [{ lockedAt: '2026-11-20T10:59:00.000Z' }] })]),
    ).toEqual([{ kind: 'reported', number: 1, at: '2026-11-20T11:00:00.000Z' }]);
    expect(made({}, [report(1, {})])).toEqual([]);
    expect(made(undefined, [report(1, {})])).toEqual([
      { kind: 'reported', number: 1, at: '2026-11-20T12:00:00.000Z' },
    ]);
  });
});
