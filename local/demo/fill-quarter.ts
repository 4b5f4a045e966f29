import { addDays, osloInstant } from '#domain/follow-up/calendar.js';
import type { PlainDate } from '#domain/ids.js';
import {
  askedFrom,
  lockInstant,
  type ReportingCalendar,
  reportingDateOnOrAfter,
} from '#domain/report/reporting-calendar.js';
import { type Change, forEach, system } from './api-client.js';
import type { DemoQuarter } from './facts.js';
import type { FilledMeasure, FilledPlan, Filling } from './fill-plan.js';
import { fillProgress, speaker } from './fill-progress.js';

/** The first quarter was asked for, reported and acknowledged well within this time. */
export const daysBehindQuarter = 110;

/** The report that is open now is locked within a week. */
const nextWithinDays = 7;
/** After it was opened, whatever days off there are. */
const daysSinceAnswers = 2;

/** A quarter before a date that is soon. */
function calendarOf(today: PlainDate): ReportingCalendar {
  const soon = addDays(today, nextWithinDays);
  const aYearBefore = `${Number(soon.slice(0, 4)) - 1}${soon.slice(4)}`;
  const calendar = { cadenceMonths: 3, firstOn: aYearBefore, language: 'nb' } as const;
  return { ...calendar, firstOn: reportingDateOnOrAfter(calendar, addDays(soon, -100)) };
}

/** The same, as it was on the morning of that day. */
export function onDay(filling: Filling, day: PlainDate): Filling {
  return { ...filling, api: filling.api.at(osloInstant(day, '10:00')) };
}

/** The plan's first report, as time and people made it: asked for, locked, released, asked about and acknowledged. */
export async function fillQuarter(
  filling: Filling,
  plan: FilledPlan,
  { finished, statuses, note, question, comment }: DemoQuarter,
): Promise<void> {
  const { api, register, today } = filling;
  const { caseOfficer } = plan.facts.secretariat;
  const { leadership } = plan.facts;
  const leader = leadership.kind === 'person' ? leadership.person : caseOfficer;
  const reporting = calendarOf(today);
  const day = (days: number) => onDay(filling, addDays(reporting.firstOn, days));

  const asked = onDay(filling, askedFrom(reporting.firstOn)).api;
  const { version } = await asked.get<{ version: number }>(caseOfficer, `/plans/${plan.id}`);
  await asked.change('PUT', caseOfficer, `/plans/${plan.id}/reporting`, `reporting/${plan.name}`, version, {
    reporting,
  });
  const { id } = await asked.post(system, `/plans/${plan.id}/reports`, `report/${plan.name}/1`, {});

  const answers = day(-5);
  await fillProgress(
    answers,
    plan,
    plan.measures.filter(({ number }) => finished.includes(number)),
  );
  await forEach(plan.measures, async (measure) => {
    const status = statuses[measure.facts.sourceNumber];
    if (status === undefined) return;
    await answers.api.post(
      speaker(plan, measure.facts.responsible),
      `/measures/${measure.id}/status-updates`,
      `earlier-status/${plan.name}/${measure.number}`,
      status,
    );
  });

  const step = (at: Filling, who: string, path: string, body: object): Promise<Change> =>
    at.api.post(who, `/reports/${id}/${path}`, `report/${plan.name}/1/${path}`, body);
  const lockedAt = { ...filling, api: api.at(lockInstant(reporting.firstOn)) };
  await step(lockedAt, system, 'locks', {});
  await step(day(1), caseOfficer, 'releases', { note });
  await step(day(3), leader, 'returns', {
    authority: { kind: 'leader' },
    questions: [{ text: question.text, responsibleId: register.person(question.to) }],
  });
  const { questions } = await api.get<{ questions: { id: string }[] }>(caseOfficer, `/reports/${id}`);
  await step(day(5), question.to, `questions/${questions[0]?.id}/answers`, { text: question.answer });
  await step(day(6), leader, 'acknowledgements', { authority: { kind: 'leader' }, comment });
}

/** The report that is being answered when the demo begins, and the answers so far. */
export async function fillOpenReport(
  filling: Filling,
  plan: FilledPlan,
  quarter: DemoQuarter,
): Promise<void> {
  const { today } = filling;
  const next = reportingDateOnOrAfter(calendarOf(today), today);
  const opened = onDay(filling, askedFrom(next)).api;
  await opened.post(system, `/plans/${plan.id}/reports`, `report/${plan.name}/2`, {});
  const others = notAnswering(plan, quarter);
  const answering = plan.measures.filter((measure) => !others.includes(measure));
  await fillProgress(onDay(filling, addDays(today, -daysSinceAnswers)), plan, answering);
}

/** The measures whose owners have said nothing to the report that is open. */
export function notAnswering(
  { measures }: FilledPlan,
  quarter: DemoQuarter | undefined,
): readonly FilledMeasure[] {
  return measures.filter(({ facts }) => quarter?.statuses[facts.sourceNumber] === undefined);
}
