import { isRefused, deadlineOf, type Item } from '#domain/measure/measure.js';
import { maySendBack, signOffObstacle } from '#domain/measure/four-eyes.js';
import { compareNames } from '#domain/names-in-order.js';
import { membersOn, type Party } from '#domain/party/party.js';
import { may } from '#domain/roles/permissions.js';
import {
  reassignment,
  refusalAnswer,
  sendingBack,
  signOffBatch,
  waiverDecision,
  waiverProposal,
  waiverReview,
} from '../rest/item.schemas.js';
import { acceptance, deadlineChange, responsibility } from '../rest/measure.schemas.js';
import { todayInOslo } from '../../rest/today.js';
import { asked, given } from '../../web/forms/asked.js';
import { pageVoice, t } from '../../web/frame/texts.js';
import type { Choice } from '../../web/forms/form-fields.js';
import { valueOf, valuesOf } from '../../web/forms/form-state.js';
import {
  authorityAsked,
  authorityFields,
  authorityPaths,
  mayBringDecision,
} from '../../web/forms/authority-fields.js';
import { answerExtensionForm, enterExtensionAnswerForm } from './extension-forms.js';
import { type MeasureForm, type MeasureFormContext } from './measure-form.js';
import { firstOf, isOpen, openItems, reportedItems } from './measure-form-rules.js';

const signOffForm: MeasureForm = {
  slug: 'kvitter-ut',
  name: 'sign-off',
  gives: 'SignOff',
  about: 'many',
  items: ({ record, actor, today }) =>
    reportedItems(record).filter(
      (item) => signOffObstacle(actor, item, record.plan, record.register, today) === undefined,
    ),
  fields: () => [{ kind: 'long-text', name: 'note', rows: 3, label: t('page.field.sign-off-note') }],
  ask: (values, chosen, { record }, seen) =>
    asked(
      signOffBatch,
      { itemIds: chosen.map(({ id }) => id), ...given(values, ['note']) },
      (body) => ({ type: 'SignOff', measureId: record.measure.id, ...seen, ...body }),
      { itemIds: 'item' },
    ),
};

const sendBackForm: MeasureForm = {
  slug: 'send-tilbake',
  name: 'send-back',
  gives: 'SendBack',
  about: 'one',
  items: ({ record, actor, today }) =>
    reportedItems(record).filter((item) => maySendBack(actor, item, record.plan, record.register, today)),
  fields: () => [
    {
      kind: 'long-text',
      name: 'reason',
      label: t('page.field.send-back-reason'),
      hint: t('page.field.send-back-reason.hint'),
      required: true,
    },
  ],
  ask: (values, chosen, { record }, seen) =>
    asked(sendingBack, given(values, ['reason']), ({ reason }) => ({
      type: 'SendBack',
      measureId: record.measure.id,
      itemId: firstOf(chosen).id,
      reason,
      ...seen,
    })),
};

const assignForm: MeasureForm = {
  slug: 'sett-ansvarlig',
  name: 'assign',
  gives: 'AssignMeasure',
  about: 'none',
  offered: ({ record, actor }) => may(actor, 'assign') && isOpen(record),
  fields: ({ record }) => [
    {
      kind: 'radio',
      name: 'mode',
      label: t('page.field.mode'),
      required: true,
      choices: [
        { value: 'joint', label: t('responsibility.joint'), hint: t('page.field.mode.joint.hint') },
        { value: 'each', label: t('responsibility.each'), hint: t('page.field.mode.each.hint') },
      ],
    },
    {
      kind: 'checkboxes',
      name: 'partyIds',
      label: t('page.field.parties'),
      required: true,
      choices: partyChoices(record.parties),
    },
    {
      kind: 'select',
      name: 'leadId',
      label: t('page.field.lead'),
      hint: t('page.field.lead.hint'),
      emptyLabel: t('page.field.lead.first'),
      choices: partyChoices(record.parties),
    },
    ...(record.measure.subPoints.length === 0
      ? []
      : [
          {
            kind: 'select' as const,
            name: 'subPointId',
            label: t('page.field.sub-point'),
            emptyLabel: t('page.field.sub-point.all'),
            choices: record.measure.subPoints.map(({ id, number, text }) => ({
              value: id,
              label: `${record.measure.number}.${number} ${text}`,
            })),
          },
        ]),
  ],
  prefill: ({ record }) => (record.measure.mode === undefined ? {} : { mode: record.measure.mode }),
  ask: (values, _chosen, { record }, seen) =>
    asked(
      responsibility,
      { ...given(values, ['mode', 'leadId', 'subPointId']), partyIds: valuesOf({ values }, 'partyIds') },
      (body) => ({ type: 'AssignMeasure', measureId: record.measure.id, ...seen, ...body }),
    ),
};

/** Groups first, since they stand for many. */
function partyChoices(parties: ReadonlyMap<string, Party>, wanted?: Party['kind']): Choice[] {
  const today = todayInOslo();
  return [...parties.values()]
    .filter(({ kind }) => wanted === undefined || kind === wanted)
    .sort((a, b) => a.kind.localeCompare(b.kind) || compareNames(a.name, b.name))
    .map((party) => ({
      value: party.id,
      label:
        party.kind === 'group'
          ? pageVoice().t('report.responsible.group', {
              name: party.name,
              count: membersOn(party, today).length,
            })
          : party.name,
    }));
}

const answerRefusalForm: MeasureForm = {
  slug: 'svar-pa-ikke-vart',
  name: 'answer-refusal',
  gives: 'AnswerRefusal',
  about: 'one',
  items: ({ record, actor }) =>
    may(actor, 'assign') && isOpen(record) ? record.measure.items.filter(isRefused) : [],
  fields: () => [
    { kind: 'long-text', name: 'reason', rows: 4, label: t('page.field.answer-refusal'), required: true },
  ],
  ask: (values, chosen, { record }, seen) =>
    asked(refusalAnswer, given(values, ['reason']), (body) => ({
      type: 'AnswerRefusal',
      measureId: record.measure.id,
      itemId: firstOf(chosen).id,
      ...seen,
      ...body,
    })),
};

const reassignForm: MeasureForm = {
  slug: 'overfor',
  name: 'reassign',
  gives: 'ReassignItem',
  about: 'one',
  items: ({ record, actor }) =>
    may(actor, 'assign') && isOpen(record) ? unfinished(record.measure.items) : [],
  fields: ({ record }) => [
    {
      kind: 'select',
      name: 'partyId',
      label: t('page.field.new-party'),
      required: true,
      emptyLabel: t('page.field.choose'),
      choices: partyChoices(record.parties, 'organisation'),
    },
    { kind: 'long-text', name: 'reason', rows: 3, label: t('page.field.reason'), required: true },
  ],
  ask: (values, chosen, { record }, seen) =>
    asked(reassignment, given(values, ['partyId', 'reason']), (body) => ({
      type: 'ReassignItem',
      measureId: record.measure.id,
      itemId: firstOf(chosen).id,
      ...seen,
      ...body,
    })),
};

function unfinished(items: readonly Item[]): readonly Item[] {
  return items.filter(({ state }) => state === 'open');
}

const deadlineForm: MeasureForm = {
  slug: 'sett-frist',
  name: 'deadline',
  gives: 'SetDeadline',
  about: 'one',
  items: ({ record, actor }) =>
    may(actor, 'set-deadline') && isOpen(record) ? unfinished(record.measure.items) : [],
  wholeMeasure: ({ record, actor }) => may(actor, 'set-deadline') && isOpen(record),
  fields: ({ record: { measure } }) => [
    { kind: 'date', name: 'on', label: t('page.field.deadline'), required: true },
    {
      kind: 'text',
      name: 'words',
      label: t('page.field.deadline-words'),
      hint: t('page.field.deadline-words.hint'),
    },
    {
      kind: 'long-text',
      name: 'reason',
      rows: 3,
      label: t('page.field.move-reason'),
      hint: t('page.field.move-reason.hint'),
      required:
        measure.deadline !== undefined ||
        measure.items.some((item) => deadlineOf(measure, item) !== undefined),
    },
  ],
  ask: (values, chosen, { record }, seen) =>
    asked(deadlineChange, given(values, ['on', 'words', 'reason']), (body) => ({
      type: 'SetDeadline',
      measureId: record.measure.id,
      ...(chosen[0] === undefined ? {} : { itemId: chosen[0].id }),
      ...seen,
      ...body,
    })),
};

const proposeWaiverForm: MeasureForm = {
  slug: 'foresla-at-punkt-utgar',
  name: 'propose-waiver',
  gives: 'ProposeWaiver',
  about: 'one',
  items: ({ record, actor }) =>
    may(actor, 'propose-waiver')
      ? openItems(record).filter(({ waiverProposal }) => waiverProposal === undefined)
      : [],
  fields: () => [
    {
      kind: 'long-text',
      name: 'ground',
      label: t('page.field.waiver-ground'),
      hint: t('page.field.waiver-ground.hint'),
      required: true,
    },
  ],
  ask: (values, chosen, { record }, seen) =>
    asked(waiverProposal, given(values, ['ground']), ({ ground }) => ({
      type: 'ProposeWaiver',
      measureId: record.measure.id,
      itemId: firstOf(chosen).id,
      ground,
      ...seen,
    })),
};

const decideWaiverForm: MeasureForm = {
  slug: 'avgjor-om-punkt-utgar',
  name: 'decide-waiver',
  gives: 'DecideWaiver',
  about: 'one',
  items: ({ record, actor }) => (mayBringDecision(actor) ? decidable({ record, actor }) : []),
  fields: ({ actor }) => [
    {
      kind: 'radio',
      name: 'granted',
      label: t('page.field.granted'),
      required: true,
      choices: [
        { value: 'true', label: t('page.field.granted.yes') },
        { value: 'false', label: t('page.field.granted.no') },
      ],
    },
    { kind: 'long-text', name: 'ground', label: t('page.field.ground'), required: true },
    {
      kind: 'date',
      name: 'reviewOn',
      label: t('page.field.waiver-review-on'),
      hint: t('page.field.waiver-review-on.hint'),
    },
    ...authorityFields(actor),
  ],
  ask: (values, chosen, { record, actor }, seen) =>
    asked(
      waiverDecision,
      {
        ...given(values, ['ground', 'reviewOn']),
        ...trueOrFalse(valueOf({ values }, 'granted')),
        authority: authorityAsked(values, actor),
      },
      (body) => ({
        type: 'DecideWaiver',
        measureId: record.measure.id,
        itemId: firstOf(chosen).id,
        ...seen,
        ...body,
      }),
      authorityPaths,
    ),
};

/** A waiver with an end: asked for from its day on, and before where something has changed. For good is leadership’s. */
const reviewWaiverForm: MeasureForm = {
  slug: 'vurder-om-punkt-fortsatt-utgar',
  name: 'review-waiver',
  gives: 'ReviewWaiver',
  about: 'one',
  items: ({ record, actor }) =>
    may(actor, 'propose-waiver') || mayBringDecision(actor)
      ? record.measure.items.filter(
          (item) =>
            item.state === 'waived' &&
            item.waiver.reviewOn !== undefined &&
            !actor.partyIds.includes(item.partyId),
        )
      : [],
  fields: ({ actor }) => [
    {
      kind: 'radio',
      name: 'outcome',
      label: t('page.field.waiver-outcome'),
      required: true,
      choices: [
        { value: 'stands', label: t('page.field.waiver-outcome.stands') },
        { value: 'ended', label: t('page.field.waiver-outcome.ended') },
      ],
    },
    { kind: 'long-text', name: 'reason', rows: 3, label: t('page.field.reason'), required: true },
    {
      kind: 'date',
      name: 'nextOn',
      label: t('page.field.waiver-review-on'),
      hint: may(actor, 'decide')
        ? t('page.field.waiver-review-on.hint')
        : t('page.field.waiver-review-next.hint'),
    },
    {
      kind: 'date',
      name: 'deadlineOn',
      label: t('page.field.waiver-deadline'),
      hint: t('page.field.waiver-deadline.hint'),
    },
    ...authorityFields(actor, false).map((field) =>
      field.name === 'body' ? { ...field, hint: t('page.field.waiver-body.hint') } : field,
    ),
  ],
  ask: (values, chosen, { record, actor }, seen) => {
    const { deadlineOn: on, ...rest } = given(values, ['outcome', 'reason', 'nextOn', 'deadlineOn']);
    const minutes = ['body', 'meetingDate', 'caseNumber', 'archiveReference'];
    const isLeaderships = may(actor, 'decide') || Object.keys(given(values, minutes)).length > 0;
    return asked(
      waiverReview,
      {
        ...rest,
        ...(on === undefined ? {} : { deadline: { on } }),
        ...(isLeaderships ? { authority: authorityAsked(values, actor) } : {}),
      },
      (body) => ({
        type: 'ReviewWaiver',
        measureId: record.measure.id,
        itemId: firstOf(chosen).id,
        ...seen,
        ...body,
      }),
      { ...authorityPaths, 'deadline.on': 'deadlineOn', deadline: 'deadlineOn' },
    );
  },
};

/** Nobody may decide, as leadership, what they proposed themselves. */
function decidable({ record, actor }: Pick<MeasureFormContext, 'record' | 'actor'>): readonly Item[] {
  return openItems(record).filter(
    ({ waiverProposal }) =>
      waiverProposal !== undefined && !(may(actor, 'decide') && waiverProposal.by === actor.id),
  );
}

function trueOrFalse(text: string): { granted?: boolean } {
  return text === 'true' || text === 'false' ? { granted: text === 'true' } : {};
}

const acceptForm: MeasureForm = {
  slug: 'vedta',
  name: 'accept',
  gives: 'AcceptMeasure',
  about: 'none',
  offered: ({ record, actor }) =>
    record.measure.state === 'proposed' && record.plan.state === 'adopted' && mayBringDecision(actor),
  fields: ({ actor }) => authorityFields(actor),
  ask: (values, _chosen, { record, actor }, seen) =>
    asked(
      acceptance,
      { authority: authorityAsked(values, actor) },
      ({ authority }) => ({ type: 'AcceptMeasure', measureId: record.measure.id, authority, ...seen }),
      authorityPaths,
    ),
};

export const secretariatForms: readonly MeasureForm[] = [
  signOffForm,
  sendBackForm,
  acceptForm,
  assignForm,
  answerRefusalForm,
  reassignForm,
  deadlineForm,
  answerExtensionForm,
  enterExtensionAnswerForm,
  proposeWaiverForm,
  decideWaiverForm,
  reviewWaiverForm,
];
