import type { PartyId } from '#domain/ids.js';
import { membershipOn, type Membership } from '#domain/party/party.js';
import { type NamedParty, nameKey, similarParties } from '#domain/party/similar-names.js';
import { may } from '#domain/roles/permissions.js';
import { departureAnswer, memberDeparture, newMember, newParty, partyChange } from '../rest/party.schemas.js';
import * as value from '../../rest/schemas/values.js';
import { asked, given } from '../../web/forms/asked.js';
import type { Choice, FormField } from '../../web/forms/form-fields.js';
import { type FormValues, valueOf, valuesOf } from '../../web/forms/form-state.js';
import type { PageForm } from '../../web/forms/page-form.js';
import { t } from '../../web/frame/texts.js';
import { z } from 'zod';
import type { PartyForm, PartyFormContext, RegisterContext } from './party-form.js';

function nameField(): FormField {
  return {
    kind: 'text',
    name: 'name',
    label: t('page.field.party-name'),
    autoComplete: 'organization',
    required: true,
  };
}
function numberField(): FormField {
  return {
    kind: 'text',
    name: 'organisationNumber',
    label: t('page.field.organisation-number'),
    hint: t('page.field.organisation-number.hint'),
  };
}
function reasonField(): FormField {
  return {
    kind: 'long-text',
    name: 'reason',
    rows: 3,
    label: t('page.field.reason'),
    required: true,
  };
}

/** Those that the name typed is like: each must be said to be another. */
export function similarTo(
  values: FormValues,
  { known }: Pick<RegisterContext, 'known'>,
  self?: { id: PartyId; name: string },
): NamedParty[] {
  const name = valueOf({ values }, 'name');
  if (self !== undefined && nameKey(name) === nameKey(self.name)) return [];
  return similarParties(
    name,
    known.filter(({ id }) => id !== self?.id),
  );
}

function anotherField(similar: readonly NamedParty[]): FormField[] {
  if (similar.length === 0) return [];
  return [
    {
      kind: 'checkboxes',
      name: 'confirmedNotSimilarTo',
      label: t('page.field.another-party'),
      hint: t('page.field.another-party.hint'),
      choices: similar.map(({ id, name }) => ({
        value: id,
        label: t('page.field.another-party.choice', { name }),
      })),
    },
  ];
}

/** Digits as people write them: in threes. */
function numberTyped(values: FormValues): string {
  return valueOf({ values }, 'organisationNumber').replaceAll(/\s/gu, '');
}

function confirmed(values: FormValues): { confirmedNotSimilarTo?: readonly string[] } {
  const ids = valuesOf({ values }, 'confirmedNotSimilarTo');
  return ids.length === 0 ? {} : { confirmedNotSimilarTo: ids };
}

export const registerForm: PageForm<RegisterContext> = {
  slug: 'ny',
  name: 'register-party',
  gives: 'RegisterOrganisation',
  offered: ({ actor }) => may(actor, 'administer-register'),
  fields: (context, values) => [
    {
      kind: 'radio',
      name: 'kind',
      label: t('page.field.party-kind'),
      required: true,
      choices: [
        { value: 'ours', label: t('page.field.party-kind.ours') },
        {
          value: 'other',
          label: t('page.field.party-kind.other'),
          hint: t('page.field.party-kind.other.hint'),
        },
        {
          value: 'group',
          label: t('page.field.party-kind.group'),
          hint: t('page.field.party-kind.group.hint'),
        },
      ],
    },
    nameField(),
    ...anotherField(similarTo(values, context)),
    numberField(),
  ],
  ask: (values) => {
    const kind = valueOf({ values }, 'kind');
    const name = { name: valueOf({ values }, 'name') };
    const number = numberTyped(values);
    const body =
      kind === 'group'
        ? { kind, ...name, memberIds: [], ...confirmed(values) }
        : {
            // What was not chosen is asked for at its own field.
            kind: kind === '' ? '' : 'organisation',
            ...name,
            ours: kind === 'ours',
            ...(number === '' ? {} : { organisationNumber: number }),
            ...confirmed(values),
          };
    return asked(newParty, body, (read) => {
      if (read.kind === 'group') {
        const { kind: _group, ...group } = read;
        return { type: 'RegisterGroup', ...group };
      }
      const { kind: _organisation, name: called, confirmedNotSimilarTo, ...fields } = read;
      const another = confirmedNotSimilarTo === undefined ? {} : { confirmedNotSimilarTo };
      return { type: 'RegisterOrganisation', name: called, fields, ...another };
    });
  },
};

const reviseForm: PartyForm = {
  slug: 'rediger',
  name: 'revise-party',
  gives: 'ReviseParty',
  offered: ({ actor }) => may(actor, 'administer-register'),
  fields: (context, values) => [
    nameField(),
    ...anotherField(similarTo(values, context, context.record.state)),
    ...(context.record.state.kind === 'organisation' ? [numberField()] : []),
    { ...reasonField(), required: false },
  ],
  prefill: ({ record: { state } }) => ({
    name: state.name,
    ...(state.kind === 'organisation' ? { organisationNumber: state.organisationNumber ?? '' } : {}),
  }),
  ask: (values, { record: { state } }, seen) => {
    const number = numberTyped(values);
    return asked(
      partyChange,
      {
        name: valueOf({ values }, 'name'),
        ...(state.kind === 'organisation' ? { organisationNumber: number === '' ? null : number } : {}),
        ...given(values, ['reason']),
        ...confirmed(values),
      },
      ({ reason, confirmedNotSimilarTo, ...fields }) => ({
        type: 'ReviseParty',
        partyId: state.id,
        fields,
        ...(reason === undefined ? {} : { reason }),
        ...(confirmedNotSimilarTo === undefined ? {} : { confirmedNotSimilarTo }),
        ...seen,
      }),
    );
  },
};

/** Members without a last day: they can leave, and can’t join again. */
function lastingMembers({ record: { state } }: PartyFormContext): Membership[] {
  return state.kind === 'group' ? state.members.filter(({ to }) => to === undefined) : [];
}

function memberField(
  label: string,
  ids: readonly PartyId[],
  { known }: PartyFormContext,
  name = 'partyId',
): FormField {
  const choices = known.flatMap(({ id, name: called }): Choice[] =>
    ids.includes(id) ? [{ value: id, label: called }] : [],
  );
  return { kind: 'select', name, label, required: true, emptyLabel: t('page.field.choose'), choices };
}

const mayJoin = (context: PartyFormContext): readonly PartyId[] => {
  const lasting = lastingMembers(context).map(({ partyId }) => partyId);
  return context.known
    .filter(({ id, kind }) => kind === 'organisation' && !lasting.includes(id))
    .map(({ id }) => id);
};

const addMemberForm: PartyForm = {
  slug: 'nytt-medlem',
  name: 'add-member',
  gives: 'AddMember',
  offered: ({ actor, record: { state } }) => may(actor, 'administer-register') && state.kind === 'group',
  fields: (context) => [
    memberField(t('page.field.member'), mayJoin(context), context),
    {
      kind: 'date',
      name: 'from',
      label: t('page.field.member-from'),
      hint: t('page.field.member-from.hint'),
      required: true,
    },
  ],
  prefill: ({ today, memberId }) => ({
    from: today,
    ...(memberId === undefined ? {} : { partyId: memberId }),
  }),
  ask: (values, { record: { state } }, seen) =>
    asked(newMember, given(values, ['partyId', 'from']), (body) => ({
      type: 'AddMember',
      groupId: state.id,
      ...body,
      ...seen,
    })),
};

const ofMember = { partyId: value.id };

const endMembershipForm: PartyForm = {
  slug: 'medlem-slutter',
  name: 'end-membership',
  gives: 'EndMembership',
  offered: (context) => may(context.actor, 'administer-register') && lastingMembers(context).length > 0,
  fields: (context) => [
    memberField(
      t('page.field.member'),
      lastingMembers(context).map(({ partyId }) => partyId),
      context,
    ),
    {
      kind: 'date',
      name: 'to',
      label: t('page.field.member-to'),
      hint: t('page.field.member-to.hint'),
      required: true,
    },
    reasonField(),
  ],
  prefill: ({ memberId }) => (memberId === undefined ? {} : { partyId: memberId }),
  ask: (values, { record: { state } }, seen) =>
    asked(
      z.strictObject({ ...ofMember, ...memberDeparture.shape }),
      given(values, ['partyId', 'to', 'reason']),
      (body) => ({ type: 'EndMembership', groupId: state.id, ...body, ...seen }),
    ),
};

const answerForm: PartyForm = {
  slug: 'avgjor-punkter',
  name: 'answer-departure',
  gives: 'AnswerDeparture',
  offered: ({ actor, record }) => may(actor, 'propose-waiver') && record.departures.length > 0,
  fields: (context) => [
    memberField(
      t('page.field.departed'),
      context.record.departures.map(({ partyId }) => partyId),
      context,
    ),
    {
      kind: 'radio',
      name: 'answer',
      label: t('page.field.departure-answer'),
      required: true,
      choices: [
        { value: 'keep', label: t('page.field.departure-answer.keep') },
        {
          value: 'waive',
          label: t('page.field.departure-answer.waive'),
          hint: t('page.field.departure-answer.waive.hint'),
        },
      ],
    },
    reasonField(),
  ],
  prefill: ({ record: { departures }, memberId }) => {
    const [only, ...others] = departures;
    const chosen = memberId ?? (others.length === 0 ? only?.partyId : undefined);
    return chosen === undefined ? {} : { partyId: chosen };
  },
  ask: (values, { record: { state } }, seen) =>
    asked(
      z.strictObject({ ...ofMember, ...departureAnswer.shape }),
      given(values, ['partyId', 'answer', 'reason']),
      (body) => ({ type: 'AnswerDeparture', groupId: state.id, ...body, ...seen }),
    ),
};

export const partyForms: readonly PartyForm[] = [answerForm, addMemberForm, endMembershipForm, reviseForm];

/** The memberships of a group as they stand on the day, each kind in the order of the names. */
export function membersByStanding(
  members: readonly Membership[],
  today: string,
): Record<'current' | 'coming' | 'former', Membership[]> {
  const standing = (wanted: string) => members.filter((member) => membershipOn(member, today) === wanted);
  return { current: standing('current'), coming: standing('coming'), former: standing('former') };
}
