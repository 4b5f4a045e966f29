import type { Command } from '#domain/commands.js';
import { mayAnswer, openQuestions, type ReportQuestion } from '#domain/report/report.js';
import { reportLanguages } from '#domain/report/report-language.js';
import { may } from '#domain/roles/permissions.js';
import {
  nothingMore,
  questionAnswer,
  questionHandover,
  reportAcknowledgement,
  reportCorrection,
  reportingCalendar,
  reportRelease,
  reportReturn,
} from '../rest/report.schemas.js';
import { asked, given } from '../../web/forms/asked.js';
import type { FormField } from '../../web/forms/form-fields.js';
import { type FormValues, valueOf, valuesOf } from '../../web/forms/form-state.js';
import type { PageForm } from '../../web/forms/page-form.js';
import { day, t } from '../../web/frame/texts.js';
import {
  authorityAsked,
  authorityFields,
  authorityPaths,
  mayBringDecision,
} from '../../web/forms/authority-fields.js';
import { publishForm, withdrawForm } from './publication-forms.js';
import type { AskedForReport, ReportForm, ReportFormContext, ReportingContext } from './report-form.js';

const lockForm: ReportForm = {
  slug: 'las',
  name: 'report-lock',
  gives: 'LockReport',
  offered: ({ report, actor, today }) =>
    report.state === 'open' && report.reportingDate <= today && may(actor, 'run-report'),
  fields: () => [],
  ask: (_values, { report }, seen) =>
    asked(nothingMore, {}, (): Command => ({
      type: 'LockReport',
      planId: report.planId,
      reportId: report.id,
      ...seen,
    })),
};

const releaseForm: ReportForm = {
  slug: 'frigi',
  name: 'report-release',
  gives: 'ReleaseReport',
  offered: ({ report, actor }) => report.state === 'locked' && may(actor, 'release-report'),
  fields: () => [{ kind: 'long-text', name: 'note', rows: 3, label: t('page.field.report-comment') }],
  ask: (values, { report }, seen) =>
    asked(reportRelease, given(values, ['note']), (body): Command => ({
      type: 'ReleaseReport',
      reportId: report.id,
      ...body,
      ...seen,
    })),
};

const acknowledgeForm: ReportForm = {
  slug: 'ta-til-etterretning',
  name: 'report-acknowledge',
  gives: 'AcknowledgeReport',
  offered: ({ report, actor }) => report.state === 'released' && mayBringDecision(actor),
  fields: ({ actor }) => [
    ...authorityFields(actor),
    { kind: 'long-text', name: 'comment', rows: 3, label: t('page.field.report-comment') },
  ],
  ask: (values, { report, actor }, seen) =>
    asked(
      reportAcknowledgement,
      { authority: authorityAsked(values, actor), ...given(values, ['comment']) },
      (body): Command => ({ type: 'AcknowledgeReport', reportId: report.id, ...body, ...seen }),
      authorityPaths,
    ),
};

/** More questions go through the API; three are what a meeting asks. */
const questionNumbers = [1, 2, 3] as const;

const returnForm: ReportForm = {
  slug: 'send-tilbake',
  name: 'report-return',
  gives: 'ReturnReport',
  offered: ({ report, actor }) => report.state === 'released' && mayBringDecision(actor),
  fields: ({ actor, persons }) => [
    ...authorityFields(actor),
    ...questionNumbers.flatMap((number): FormField[] => [
      {
        kind: 'long-text',
        name: `question${number}`,
        rows: 2,
        label: t('page.field.question', { number }),
        required: number === 1,
      },
      {
        kind: 'select',
        name: `responsible${number}`,
        label: t('page.field.question-to', { number }),
        choices: persons,
        emptyLabel: t('page.field.choose-person'),
        required: number === 1,
      },
    ]),
    { kind: 'long-text', name: 'comment', rows: 2, label: t('page.field.report-comment') },
  ],
  ask: (values, { report, actor }, seen) => {
    const written = questionNumbers.filter(
      (number) => number === 1 || valueOf({ values }, `question${number}`).trim() !== '',
    );
    const questions = written.map((number) => ({
      text: valueOf({ values }, `question${number}`),
      responsibleId: valueOf({ values }, `responsible${number}`),
    }));
    return asked(
      reportReturn,
      { authority: authorityAsked(values, actor), questions, ...given(values, ['comment']) },
      (body): Command => ({ type: 'ReturnReport', reportId: report.id, ...body, ...seen }),
      {
        ...authorityPaths,
        ...Object.fromEntries(
          written.flatMap((number, index) => [
            [`questions.${index}.text`, `question${number}`],
            [`questions.${index}.responsibleId`, `responsible${number}`],
          ]),
        ),
      },
    );
  },
};

const answerForm: ReportForm = {
  slug: 'svar',
  name: 'report-answer',
  gives: 'AnswerQuestion',
  offered: (context) => answerable(context).length > 0,
  fields: (context) => [
    questionField(context),
    { kind: 'long-text', name: 'text', rows: 4, label: t('page.field.answer'), required: true },
  ],
  ask: (values, context, seen) =>
    asked(questionAnswer, { text: valueOf({ values }, 'text') }, (body): Command => ({
      type: 'AnswerQuestion',
      reportId: context.report.id,
      questionId: questionChosen(values, context),
      ...body,
      ...seen,
    })),
};

/** Whoever may answer a question may also give it to somebody who knows. */
const handOverForm: ReportForm = {
  slug: 'gi-videre',
  name: 'report-hand-over',
  gives: 'HandOverQuestion',
  offered: (context) => answerable(context).length > 0,
  fields: (context) => [
    questionField(context),
    {
      kind: 'select',
      name: 'responsibleId',
      label: t('page.field.question-new-person'),
      choices: context.persons,
      emptyLabel: t('page.field.choose-person'),
      required: true,
    },
  ],
  ask: (values, context, seen) =>
    asked(questionHandover, { responsibleId: valueOf({ values }, 'responsibleId') }, (body): Command => ({
      type: 'HandOverQuestion',
      reportId: context.report.id,
      questionId: questionChosen(values, context),
      ...body,
      ...seen,
    })),
};

function questionField(context: ReportFormContext): FormField {
  return {
    kind: 'radio',
    name: 'question',
    label: t('page.field.question-choice'),
    required: true,
    choices: answerable(context).map(({ id, number, text }) => ({ value: id, label: `${number}. ${text}` })),
  };
}

/** The only one where nothing was chosen among one. */
function questionChosen(values: FormValues, context: ReportFormContext): string {
  return valueOf({ values }, 'question') || (answerable(context)[0]?.id ?? '');
}

function answerable({ report, actor }: ReportFormContext): ReportQuestion[] {
  return openQuestions(report).filter((question) => mayAnswer(actor, question));
}

const correctForm: ReportForm = {
  slug: 'rett',
  name: 'report-correct',
  gives: 'CorrectReport',
  offered: ({ report, actor }) => report.state !== 'open' && may(actor, 'release-report'),
  fields: ({ differences = [] }) => [
    { kind: 'long-text', name: 'what', rows: 3, label: t('page.field.correction-what'), required: true },
    { kind: 'long-text', name: 'why', rows: 3, label: t('page.field.correction-why'), required: true },
    ...(differences.length === 0
      ? []
      : [
          {
            kind: 'checkboxes' as const,
            name: 'parts',
            label: t('page.field.correction-parts'),
            hint: t('page.field.correction-parts.hint'),
            choices: differences.map(({ key, label, then, now, always }) => ({
              value: key,
              label: always ? t('page.field.correction-part.always', { part: label }) : label,
              hint: t('page.field.correction-part', { then, now }),
            })),
          },
        ]),
  ],
  ask: (values, { report }, seen) =>
    asked(
      reportCorrection,
      {
        what: valueOf({ values }, 'what'),
        why: valueOf({ values }, 'why'),
        parts: [...valuesOf({ values }, 'parts')],
      },
      (body): Command => ({
        type: 'CorrectReport',
        planId: report.planId,
        reportId: report.id,
        ...body,
        ...seen,
      }),
    ),
};

/** In the order they are offered. */
export const reportForms: readonly ReportForm[] = [
  lockForm,
  releaseForm,
  acknowledgeForm,
  returnForm,
  answerForm,
  handOverForm,
  correctForm,
  publishForm,
  withdrawForm,
];

const cadences = [1, 2, 3, 4, 6, 12] as const;
/** Instead of a cadence: the status is not reported any more. */
const stopped = 'stopp';

/** When the plan's status is reported: about the plan, not one report. */
const reportingFields = (asked?: AskedForReport): readonly FormField[] => [
  {
    kind: 'select',
    name: 'cadenceMonths',
    label: t('page.field.cadence'),
    required: true,
    choices: [
      ...cadences.map((months) => ({ value: String(months), label: t(`page.field.cadence.${months}`) })),
      { value: stopped, label: t('page.field.cadence.stopped') },
    ],
  },
  {
    kind: 'date',
    name: 'firstOn',
    label: t('page.field.first-reporting-date'),
    hint: t('page.field.first-reporting-date.hint'),
    required: true,
  },
  ...(asked === undefined ? [] : [tellAgainField(asked)]),
  {
    kind: 'select',
    name: 'language',
    label: t('page.field.report-language'),
    required: true,
    choices: reportLanguages.map((value) => ({ value, label: t(`page.field.report-language.${value}`) })),
  },
  {
    kind: 'long-text',
    name: 'reason',
    rows: 2,
    label: t('page.field.calendar-reason'),
    hint: t('page.field.calendar-reason.hint'),
  },
];

function tellAgainField({ told, earliest, persons }: AskedForReport): FormField {
  return {
    kind: 'checkboxes',
    name: 'tellAgain',
    label: t('page.field.tell-again'),
    hint: t('page.field.tell-again.hint', { told: day(told), earliest: day(earliest) }),
    choices: [{ value: 'yes', label: t('page.field.tell-again.choice', { count: persons }) }],
  };
}

/** As the calendar is, or a quarter in bokmål, beforehand. */
export const reportingForm: PageForm<ReportingContext> = {
  slug: 'rapportering',
  name: 'reporting',
  gives: 'SetReporting',
  offered: ({ actor }) => may(actor, 'edit-plan'),
  fields: ({ asked: known }) => reportingFields(known),
  prefill: ({ plan: { reporting } }) => ({
    cadenceMonths: String(reporting?.cadenceMonths ?? 3),
    firstOn: reporting?.firstOn ?? '',
    language: reporting?.language ?? 'nb',
  }),
  ask: (values, { plan }, seen) => {
    const cadence = valueOf({ values }, 'cadenceMonths');
    const reporting =
      cadence === stopped
        ? null
        : {
            cadenceMonths: Number(cadence),
            firstOn: valueOf({ values }, 'firstOn'),
            language: valueOf({ values }, 'language'),
          };
    return asked(
      reportingCalendar,
      {
        reporting,
        ...given(values, ['reason']),
        ...(valuesOf({ values }, 'tellAgain').includes('yes') ? { tellAgain: true } : {}),
      },
      (body): Command => ({ type: 'SetReporting', planId: plan.id, ...body, ...seen }),
      {
        'reporting.cadenceMonths': 'cadenceMonths',
        'reporting.firstOn': 'firstOn',
        'reporting.language': 'language',
      },
    );
  },
};
