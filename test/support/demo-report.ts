import { addDays } from '#domain/follow-up/calendar.js';
import type { Evaluation } from '#domain/evaluation/evaluation.js';
import type { PlainDate } from '#domain/ids.js';
import type { MeasureCommand, NewMeasure } from '#domain/measure/measure.commands.js';
import { isStanding, type Measure } from '#domain/measure/measure.js';
import type { Plan } from '#domain/plan/plan.js';
import { statusReport, type StatusReportInput } from '#domain/report/build-status-report.js';
import { measureHappenings } from '#domain/report/report-facts.js';
import type { Edition, StatusReport } from '#domain/report/status-report.js';
import type { ReportLanguage } from '#domain/report/report-language.js';
import type { Actor } from '#domain/roles/actor.js';
import { idOf, Specification, system } from '#domain/specification.js';
import type { DemoCase, DemoMeasure, DemoResponsibility, DemoStatus } from '#local/demo/facts.js';
import { parties } from '#local/demo/parties.js';

const leader = { kind: 'leader' } as const;

/** A plan of the demo, played through the rules alone: no record, no clock. */
export class DemoPlanPlayed {
  readonly spec: Specification;
  readonly planId: string;
  readonly secretariat: Actor;
  readonly colleague: Actor;
  readonly leadership: Actor;
  private readonly partyIds = new Map<string, string>();
  private readonly evaluationId: string;

  constructor(
    readonly facts: DemoCase,
    readonly today: PlainDate,
  ) {
    this.spec = new Specification(today);
    this.secretariat = this.spec.person(['secretariat']);
    this.colleague = this.spec.person(['secretariat']);
    this.leadership = this.spec.person(['leadership']);
    this.registerParties();
    this.evaluationId = this.registerEvaluation();
    this.planId = this.registerPlan();
    this.registerMeasures();
    this.sayHowItGoes();
  }

  get plan(): Plan {
    return this.spec.state('plan', this.planId);
  }

  /** By the source's own number, which is the plan's here. */
  measure(number: number): Measure {
    const found = this.spec.all('measure').find((measure) => measure.number === number);
    if (found === undefined) throw new Error(`The demo has no measure ${number}`);
    return found;
  }

  does(command: MeasureCommand, actor = this.secretariat): void {
    this.spec.when(command, actor);
  }

  report({
    edition = { kind: 'live', at: `${this.today}T10:00:00.000Z` },
    language = 'nb',
    reader = this.secretariat,
    today = this.today,
    ...more
  }: {
    edition?: Edition;
    language?: ReportLanguage;
    reader?: Actor;
    today?: PlainDate;
  } & Partial<Omit<StatusReportInput, 'summary'>> = {}): StatusReport {
    const { spec } = this;
    const measures = spec.all('measure').filter(isStanding);
    const evaluations = spec.all('evaluation');
    const last = more.previous?.edition;
    return statusReport({
      edition,
      language,
      period: { from: `${today.slice(0, 4)}-07-01`, to: `${today.slice(0, 4)}-09-30` },
      summary: {
        plan: this.plan,
        measures,
        partyNames: new Map(spec.all('party').map(({ id, name }) => [id, name])),
        personRoles: new Map(spec.all('person').map((person) => [person.id, person.roles])),
        outcomes: evaluations.flatMap(({ recommendations }) =>
          recommendations.map(({ outcome }) => outcome?.kind),
        ),
        elsewhere: new Map(),
        today,
        reader,
        ...(last?.kind === 'locked' ? { lastReportAt: last.lockedAt } : {}),
      },
      evaluations,
      decisions: spec.all('decision'),
      happenings: new Map(
        measures.map(({ id }) => [id, measureHappenings((spec.streams.get(id)?.history ?? []) as never)]),
      ),
      ...more,
    });
  }

  private registerParties(): void {
    for (const [key, party] of Object.entries(parties)) {
      if (party.kind === 'organisation') this.partyIds.set(key, this.spec.organisation(party.name));
    }
    for (const [key, party] of Object.entries(parties)) {
      if (party.kind !== 'group') continue;
      const memberIds = party.members.map((member) => this.party(member));
      this.partyIds.set(
        key,
        idOf(this.spec.when({ type: 'RegisterGroup', name: party.name, memberIds }, system)),
      );
    }
  }

  private party(key: string): string {
    const id = this.partyIds.get(key);
    if (id === undefined) throw new Error(`The demo has no party ${key}`);
    return id;
  }

  private registerEvaluation(): string {
    const { title, kind, publishedOn, authors, recommendations } = this.facts.evaluation;
    return idOf(
      this.spec.when(
        {
          type: 'RegisterEvaluation',
          title,
          kind,
          publishedOn,
          authors,
          recommendations: recommendations.map(({ sourceNumber, title: short, text }) => ({
            ...(sourceNumber === null ? {} : { number: String(sourceNumber) }),
            title: short,
            text,
          })),
        },
        this.secretariat,
      ),
    );
  }

  private registerPlan(): string {
    const { plan } = this.facts;
    const planId = idOf(
      this.spec.when(
        {
          type: 'RegisterPlan',
          title: plan.title,
          caseOfficerId: this.secretariat.id,
          fields: {
            leaderId: this.leadership.id,
            periodEnd: addDays(this.today, plan.periodEnd),
            basisOfAssessment: plan.basisOfAssessment,
          },
        },
        this.secretariat,
      ),
    );
    const { secretariat, spec } = this;
    spec.when(
      {
        type: 'DefineGoals',
        planId,
        goals: plan.goals.map(({ title, subGoals }) => ({
          title,
          subGoals: subGoals.map(({ title: short, about, indicators }) => ({
            title: short,
            about,
            indicators: indicators.map(({ figures: _figures, ...indicator }) => indicator),
          })),
        })),
      },
      secretariat,
    );
    spec.when({ type: 'DefineThemes', planId, themes: plan.themes.map((title) => ({ title })) }, secretariat);
    spec.when({ type: 'DefineAbbreviations', planId, abbreviations: plan.abbreviations }, secretariat);
    this.assessSubGoals(planId);
    return planId;
  }

  private assessSubGoals(planId: string): void {
    const known = this.spec.state('plan', planId).goals.flatMap(({ subGoals }) => subGoals);
    for (const { number, assessment, indicators } of this.facts.plan.goals.flatMap((goal) => goal.subGoals)) {
      const subGoalId = known.find((subGoal) => subGoal.number === number)?.id ?? '';
      this.spec.when({ type: 'AssessSubGoal', planId, subGoalId, ...assessment }, this.secretariat);
      for (const { name: indicator, figures } of indicators) {
        for (const { approximate: _approximate, ...figure } of figures) {
          this.spec.when(
            { type: 'EnterIndicatorFigure', planId, subGoalId, indicator, figure },
            this.secretariat,
          );
        }
      }
    }
  }

  private registerMeasures(): void {
    const { measures, jointLines } = this.facts.plan;
    const { planId, secretariat, spec } = this;
    spec.when(
      { type: 'RegisterMeasures', planId, measures: measures.map((measure) => this.newMeasure(measure)) },
      secretariat,
    );
    for (const [index, measure] of measures.entries()) this.complete(index + 1, measure);
    for (const line of jointLines) {
      const measureIds = line.map((number) => this.measure(this.numberOf(number)).id);
      spec.when({ type: 'JoinMeasures', planId, measureIds }, secretariat);
    }
    spec.when({ type: 'AdoptPlan', planId, authority: leader }, this.leadership);
  }

  /** Plan numbers run in the order in which the measures are registered. */
  private numberOf(sourceNumber: number): number {
    return this.facts.plan.measures.findIndex((measure) => measure.sourceNumber === sourceNumber) + 1;
  }

  private newMeasure(facts: DemoMeasure): NewMeasure {
    const { sourceNumber, title, about, text, theme, subGoals, responsible, deadline, subPoints } = facts;
    const themeId = this.plan.themes.find((known) => known.title === theme)?.id;
    const recommendationId = this.evaluation.recommendations.find(
      ({ number }) => number === String(sourceNumber),
    )?.id;
    return {
      title,
      about,
      text,
      source: {
        evaluationId: this.evaluationId,
        number: String(sourceNumber),
        ...(recommendationId === undefined ? {} : { recommendationId }),
      },
      ...(themeId === undefined ? {} : { themeId }),
      subGoalIds: (subGoals ?? []).flatMap(
        (number) =>
          this.plan.goals.flatMap((goal) => goal.subGoals).find((subGoal) => subGoal.number === number)?.id ??
          [],
      ),
      ...(facts.restricted === undefined
        ? {}
        : { access: { kind: 'restricted' as const, ...facts.restricted } }),
      ...(subPoints === undefined ? {} : { subPoints: subPoints.map((point) => ({ text: point.text })) }),
      ...(responsible === null ? {} : { responsible: this.responsibility(responsible) }),
      ...(deadline === null ? {} : { deadline: this.deadline(deadline) }),
      ...(facts.reviewOn === undefined ? {} : { reviewOn: addDays(this.today, facts.reviewOn) }),
    };
  }

  /** One that has passed already takes a reason. */
  private deadline(days: number): NonNullable<NewMeasure['deadline']> {
    const on = addDays(this.today, days);
    return days < 0 ? { on, reason: 'Fristen sto i planen da den ble registrert.' } : { on };
  }

  private get evaluation(): Evaluation {
    return this.spec.state('evaluation', this.evaluationId);
  }

  private responsibility(responsible: DemoResponsibility): NonNullable<NewMeasure['responsible']> {
    return {
      mode: responsible.mode,
      partyIds: responsible.parties.map((key) => this.party(key)),
      ...(responsible.mode === 'joint' ? { leadId: this.party(responsible.lead) } : {}),
    };
  }

  private complete(number: number, facts: DemoMeasure): void {
    const measureId = this.measure(number).id;
    for (const [index, { responsible }] of (facts.subPoints ?? []).entries()) {
      if (responsible === null) continue;
      const subPointId = this.measure(number).subPoints[index]?.id ?? '';
      this.does({ type: 'AssignMeasure', measureId, ...this.responsibility(responsible), subPointId });
    }
    for (const { approximate, ...share } of facts.shares ?? []) {
      this.does({
        type: 'EnterShare',
        measureId,
        share: { ...share, denominatorIsApproximate: approximate },
      });
    }
    if (facts.crossReferences === undefined) return;
    const measureIds = facts.crossReferences.map((source) => this.measure(this.numberOf(source)).id);
    this.does({ type: 'SetCrossReferences', measureId, measureIds });
  }

  private sayHowItGoes(): void {
    for (const [index, { status, subPoints, outcome }] of this.facts.plan.measures.entries()) {
      const { id: measureId, subPoints: registered } = this.measure(index + 1);
      for (const [at, { status: ofSubPoint }] of (subPoints ?? []).entries()) {
        const subPointId = registered[at]?.id ?? '';
        if (ofSubPoint !== undefined) this.say(ofSubPoint, { measureId, subPointId });
      }
      if (status !== undefined) this.say(status, { measureId });
      this.finish(index + 1, outcome);
    }
  }

  private say(status: DemoStatus, on: { measureId: string; subPointId?: string }): void {
    this.does({ type: 'UpdateStatus', ...status, ...on });
  }

  private finish(number: number, outcome: DemoMeasure['outcome']): void {
    if (outcome === undefined || outcome === 'open') return;
    const { id: measureId, items } = this.measure(number);
    const reported = outcome === 'some-done' ? items.slice(0, Math.ceil(items.length / 6)) : items;
    for (const { id: itemId } of reported) {
      this.does({
        type: 'ReportDone',
        measureId,
        itemId,
        what: 'Punktet er gjennomført, og dokumentasjonen ligger i arkivet.',
        evidence: [{ kind: 'archive-reference', reference: `26/${number}` }],
      });
    }
    if (outcome !== 'all-signed-off' || reported.length === 0) return;
    this.does({ type: 'SignOff', measureId, itemIds: reported.map(({ id }) => id) }, this.colleague);
    this.does({ type: 'CloseMeasure', measureId, as: 'implemented' }, this.colleague);
  }
}
