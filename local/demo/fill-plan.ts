import { addDays } from '#domain/follow-up/calendar.js';
import type { PlainDate } from '#domain/ids.js';
import { type ApiClient, type Change, forEach } from './api-client.js';
import type {
  DaysFromToday,
  DemoCase,
  DemoEvaluation,
  DemoMeasure,
  DemoPlan,
  DemoResponsibility,
} from './facts.js';
import type { Register } from './fill-register.js';

/** What filling in needs to know everywhere: the way in, who is who, and the day the demo counts from. */
export interface Filling {
  api: ApiClient;
  register: Register;
  today: PlainDate;
}

export interface FilledEvaluation {
  id: string;
  findings: { id: string }[];
  recommendations: { id: string; number: string | null }[];
}

/** A measure of the demo with what the installation made of it. */
export interface FilledMeasure {
  facts: DemoMeasure;
  id: string;
  number: number;
  version: number;
  subPoints: { id: string }[];
  items: FilledItem[];
}

export interface FilledItem {
  id: string;
  number: string;
  partyId: string;
  subPointId: string | null;
}

export interface FilledPlan {
  /** Stable name of the plan within the demo. */
  name: string;
  facts: DemoPlan;
  id: string;
  number: number;
  measures: FilledMeasure[];
}

interface PlanShown {
  themes: { id: string; title: string }[];
  goals: { subGoals: { id: string; number: number }[] }[];
}

export async function fillEvaluation(
  { api }: Filling,
  name: string,
  by: string,
  facts: DemoEvaluation,
): Promise<FilledEvaluation> {
  const { hearing, participants, decision: _entered, findings, recommendations, ...rest } = facts;
  const { id } = await api.post(by, '/evaluations', `evaluation/${name}`, {
    ...rest,
    ...(participants && { participants }),
    ...(hearing && { hearingAnswers: hearing.answers }),
    findings,
    recommendations: recommendations.map(({ sourceNumber, findings: linked, ...recommendation }) => ({
      ...recommendation,
      ...(sourceNumber !== null && { number: String(sourceNumber) }),
      // The facts count findings from 1, as people do; the API counts positions from 0.
      ...(linked && { findingIndexes: linked.map((number) => number - 1) }),
    })),
  });
  return api.get<FilledEvaluation>(by, `/evaluations/${id}`);
}

/** The plan alone. Plans get their numbers in the order in which this is called. */
export async function registerPlan({ api, register, today }: Filling, name: string, facts: DemoPlan) {
  const { caseOfficer, signOffSubstitutes, party } = facts.secretariat;
  return api.post(caseOfficer, '/plans', `plan/${name}`, {
    title: facts.title,
    caseOfficerId: register.person(caseOfficer),
    signOffSubstituteIds: signOffSubstitutes.map((email) => register.person(email)),
    periodEnd: addDays(today, facts.periodEnd),
    basisOfAssessment: facts.basisOfAssessment,
    ...(party && { secretariatPartyId: register.party(party) }),
    ...(facts.leadership.kind === 'person' && { leaderId: register.person(facts.leadership.person) }),
  });
}

/** Everything in the plan up to its adoption: goals, themes, measures, who does what by when; then it is adopted. */
export async function fillPlan(
  filling: Filling,
  name: string,
  { evaluation: _evaluation, plan: facts }: DemoCase,
  plan: Change,
  evaluation: FilledEvaluation,
): Promise<FilledPlan> {
  const { api } = filling;
  const by = facts.secretariat.caseOfficer;
  await describePlan(filling, name, facts, plan);
  const shown = await api.get<PlanShown>(by, `/plans/${plan.id}`);

  const { items: registered } = await api.post<{ items: Change[] }>(
    by,
    '/measure-batches',
    `measures/${name}`,
    {
      planId: plan.id,
      measures: facts.measures.map((measure) => newMeasure(filling, measure, shown, evaluation)),
    },
  );
  const idOf = (sourceNumber: number): string => {
    const change = registered[facts.measures.findIndex((measure) => measure.sourceNumber === sourceNumber)];
    if (change === undefined) throw new Error(`Plan ${name} has no measure ${sourceNumber}`);
    return change.id;
  };
  const measures = await forEach(facts.measures, (measure) =>
    completeMeasure(filling, name, by, measure, idOf),
  );
  for (const line of facts.jointLines) {
    await api.post(by, `/plans/${plan.id}/joint-lines`, `joint-line/${name}/${line.join('-')}`, {
      measureIds: line.map(idOf),
    });
  }
  await adopt(filling, name, facts, plan.id);
  return { name, facts, id: plan.id, number: plan.number ?? 0, measures };
}

async function describePlan({ api }: Filling, name: string, facts: DemoPlan, plan: Change): Promise<void> {
  let { version } = plan;
  const set = async (what: string, body: object): Promise<void> => {
    const path = `/plans/${plan.id}/${what}`;
    const by = facts.secretariat.caseOfficer;
    ({ version } = await api.change('PUT', by, path, `${what}/${name}`, version, body));
  };
  if (facts.goals.length > 0) {
    await set('goals', {
      goals: facts.goals.map(({ title, subGoals }) => ({
        title,
        subGoals: subGoals.map((subGoal) => ({
          title: subGoal.title,
          about: subGoal.about,
          indicators: subGoal.indicators.map(({ figures: _later, ...indicator }) => indicator),
        })),
      })),
    });
  }
  if (facts.themes.length > 0) await set('themes', { themes: facts.themes.map((title) => ({ title })) });
  await set('abbreviations', { abbreviations: facts.abbreviations });
}

function newMeasure(
  filling: Filling,
  measure: DemoMeasure,
  plan: PlanShown,
  evaluation: FilledEvaluation,
): object {
  const { sourceNumber, title, about, text, subPoints, responsible, deadline, deadlineInWords } = measure;
  const subGoals = plan.goals.flatMap((goal) => goal.subGoals);
  const firstDeadline = deadline === null ? null : (measure.slipped?.[0]?.from ?? deadline);
  const recommendation = evaluation.recommendations.find(({ number }) => number === String(sourceNumber));
  return {
    title,
    about,
    text,
    source: {
      evaluationId: evaluation.id,
      number: String(sourceNumber),
      ...(recommendation && { recommendationId: recommendation.id }),
    },
    ...(measure.theme && { themeId: plan.themes.find((theme) => theme.title === measure.theme)?.id }),
    ...(measure.subGoals && {
      subGoalIds: measure.subGoals.map((number) => subGoals.find((known) => known.number === number)?.id),
    }),
    ...(measure.restricted && { access: { kind: 'restricted', ...measure.restricted } }),
    ...(subPoints && { subPoints: subPoints.map((point) => ({ text: point.text })) }),
    ...(measure.recurrence && { recurrence: measure.recurrence }),
    ...(responsible && { responsible: responsibility(filling, responsible) }),
    ...(firstDeadline !== null && {
      deadline: {
        ...givenDeadline(filling, firstDeadline),
        ...(deadlineInWords && { words: deadlineInWords }),
      },
    }),
    ...(measure.reviewOn !== undefined && { reviewOn: on(filling, measure.reviewOn) }),
  };
}

/** One that may have passed when the plan is registered says why it stands there. */
function givenDeadline(filling: Filling, days: DaysFromToday): object {
  const reason = 'Fristen sto i planen da den ble registrert her.';
  return { on: on(filling, days), ...(days < 0 && { reason }) };
}

function responsibility({ register }: Filling, responsible: DemoResponsibility): object {
  return {
    mode: responsible.mode,
    partyIds: responsible.parties.map((key) => register.party(key)),
    ...(responsible.mode === 'joint' && { leadId: register.party(responsible.lead) }),
  };
}

/** What can only be said when the measure is there: its sub-points' owners and deadlines, figures, references. */
async function completeMeasure(
  filling: Filling,
  planName: string,
  by: string,
  facts: DemoMeasure,
  idOf: (sourceNumber: number) => string,
): Promise<FilledMeasure> {
  const { api } = filling;
  const id = idOf(facts.sourceNumber);
  const path = `/measures/${id}`;
  const name = `${planName}/${facts.sourceNumber}`;
  const read = (): Promise<Omit<FilledMeasure, 'facts'>> => api.get(by, path);
  let measure = await read();

  for (const [index, { responsible }] of (facts.subPoints ?? []).entries()) {
    if (responsible === null) continue;
    await api.post(by, `${path}/assignments`, `assignment/${name}.${index + 1}`, {
      ...responsibility(filling, responsible),
      subPointId: measure.subPoints[index]?.id,
    });
  }
  if (facts.subPoints) measure = await read();
  for (const [index, { deadline }] of (facts.subPoints ?? []).entries()) {
    if (deadline === undefined) continue;
    const subPointId = measure.subPoints[index]?.id;
    for (const item of measure.items.filter((known) => known.subPointId === subPointId)) {
      await api.post(by, `/items/${item.id}/deadlines`, `deadline/${planName}/${item.number}`, {
        ...givenDeadline(filling, deadline),
      });
    }
  }
  for (const [index, { approximate, ...share }] of (facts.shares ?? []).entries()) {
    await api.post(by, `${path}/shares`, `share/${name}/${index + 1}`, {
      ...share,
      denominatorIsApproximate: approximate,
    });
  }
  if (facts.crossReferences) {
    const { version } = await read();
    await api.change('PUT', by, `${path}/cross-references`, `cross-references/${name}`, version, {
      measureIds: facts.crossReferences.map(idOf),
    });
  }
  return { facts, ...measure };
}

/** By the leader; or the secretariat enters what a body decided, and another countersigns. */
async function adopt({ api, today }: Filling, name: string, facts: DemoPlan, planId: string): Promise<void> {
  const { leadership, secretariat } = facts;
  const path = `/plans/${planId}/adoptions`;
  if (leadership.kind === 'person') {
    await api.post(leadership.person, path, `adoption/${name}`, { authority: { kind: 'leader' } });
    return;
  }
  const { kind, name: body, adoptedOn, caseNumber, archiveReference } = leadership;
  const authority = { kind, body, meetingDate: addDays(today, adoptedOn), caseNumber, archiveReference };
  const { awaitsCountersignature: entered } = await api.post<{ awaitsCountersignature: { id: string } }>(
    secretariat.caseOfficer,
    path,
    `adoption/${name}`,
    { authority },
  );
  await countersign(api, secretariat, entered.id, `adoption/${name}/countersignature`);
}

async function countersign(
  api: ApiClient,
  { signOffSubstitutes }: DemoPlan['secretariat'],
  decisionId: string,
  name: string,
): Promise<void> {
  const [by] = signOffSubstitutes;
  if (by === undefined) throw new Error('The plan has no substitute to countersign');
  await api.post(by, `/decisions/${decisionId}/countersignatures`, name, {});
}

/** Sub-goals as they have been assessed, and the figures behind. */
export async function assessSubGoals({ api }: Filling, { name, facts, id }: FilledPlan): Promise<void> {
  const by = facts.secretariat.caseOfficer;
  const subGoals = facts.goals.flatMap((goal) => goal.subGoals);
  if (subGoals.length === 0) return;
  const shown = await api.get<PlanShown>(by, `/plans/${id}`);
  const ids = new Map(
    shown.goals.flatMap((goal) => goal.subGoals).map((subGoal) => [subGoal.number, subGoal.id]),
  );
  for (const { number, assessment, indicators } of subGoals) {
    const path = `/plans/${id}/sub-goals/${ids.get(number)}`;
    await api.post(by, `${path}/assessments`, `assessment/${name}/${number}`, assessment);
    for (const [place, indicator] of indicators.entries()) {
      for (const [index, { approximate, ...figure }] of indicator.figures.entries()) {
        await api.post(by, `${path}/figures`, `figure/${name}/${number}.${place + 1}.${index + 1}`, {
          indicator: indicator.name,
          // A value that is approximate says so in its source; only a denominator can be marked.
          figure: {
            ...figure,
            ...(approximate && figure.denominator !== undefined && { denominatorIsApproximate: true }),
          },
        });
      }
    }
  }
}

/** What a body was asked to decide about the evaluation, point by point, some with a deadline of their own. */
export async function enterDecisions(
  { api }: Filling,
  { evaluation, plan: { secretariat } }: DemoCase,
  plan: FilledPlan,
): Promise<void> {
  const { decision } = evaluation;
  if (decision === undefined) return;
  const { body, meetingOn: meetingDate, caseNumber, archiveReference, points } = decision;
  for (const [index, { text, dueOn, dueInWords }] of points.entries()) {
    const name = `decision/${plan.name}/${index + 1}`;
    const { id } = await api.post(secretariat.caseOfficer, '/decisions', name, {
      body,
      meetingDate,
      caseNumber,
      archiveReference,
      text,
      planId: plan.id,
      ...(dueOn && { deadline: { on: dueOn, ...(dueInWords && { words: dueInWords }) } }),
    });
    await countersign(api, secretariat, id, `${name}/countersignature`);
  }
}

export function on({ today }: Filling, days: DaysFromToday): PlainDate {
  return addDays(today, days);
}
