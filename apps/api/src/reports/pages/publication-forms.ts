import type { Command } from '#domain/commands.js';
import type { NameFound } from '#domain/report/names-in-report.js';
import type { PersonalDataFound } from '#domain/report/personal-data-in-report.js';
import type { Place } from '#domain/report/places-in-report.js';
import { latestVersion, standingPublications } from '#domain/report/report.js';
import { may } from '#domain/roles/permissions.js';
import { newPublication, newWithdrawal } from '../rest/publication.schemas.js';
import { asked, given } from '../../web/forms/asked.js';
import type { Choice, FormField } from '../../web/forms/form-fields.js';
import { valueOf, valuesOf } from '../../web/forms/form-state.js';
import { t } from '../../web/frame/texts.js';
import {
  authorityAsked,
  authorityFields,
  authorityPaths,
  mayBringDecision,
} from '../../web/forms/authority-fields.js';
import type { ReportForm } from './report-form.js';

/** The publisher sees each place where a registered person is named, and answers for each person. */
export const publishForm: ReportForm = {
  slug: 'publiser',
  name: 'report-publish',
  gives: 'PublishReport',
  offered: ({ report, actor }) => {
    const version = latestVersion(report)?.version;
    const released = report.state === 'released' || report.state === 'acknowledged';
    const isPublic = standingPublications(report).some((publication) => publication.version === version);
    return released && !isPublic && mayBringDecision(actor);
  },
  fields: ({ actor, publicContent }) => [
    ...authorityFields(actor),
    ...(publicContent === undefined || publicContent.names.length === 0
      ? []
      : [namesField(publicContent.names)]),
    ...(publicContent === undefined || publicContent.personalData.length === 0
      ? []
      : [personalDataField(publicContent.personalData)]),
  ],
  ask: (values, { report, actor }, seen) =>
    asked(
      newPublication,
      {
        authority: authorityAsked(values, actor),
        namesMayStand: valuesOf({ values }, 'namesMayStand'),
        personalDataMayStand: valuesOf({ values }, 'personalDataMayStand'),
      },
      (body): Command => ({ type: 'PublishReport', reportId: report.id, ...body, ...seen }),
      authorityPaths,
    ),
};

function namesField(names: readonly NameFound[]): FormField {
  return {
    kind: 'checkboxes',
    name: 'namesMayStand',
    label: t('page.field.names-may-stand'),
    hint: t('page.field.names-may-stand.hint'),
    required: true,
    choices: names.map(({ personId, name, places }) => ({
      value: personId,
      label: name,
      hint: places.map(placeInWords).join(' '),
    })),
  };
}

function personalDataField(found: readonly PersonalDataFound[]): FormField {
  return {
    kind: 'checkboxes',
    name: 'personalDataMayStand',
    label: t('page.field.personal-data-may-stand'),
    hint: t('page.field.personal-data-may-stand.hint'),
    required: true,
    choices: found.map(({ key, kind, written, places }) => ({
      value: key,
      label: t('page.field.personal-data-may-stand.one', { kind, written }),
      hint: places.map(placeInWords).join(' '),
    })),
  };
}

function placeInWords({ measure, text }: Place): string {
  return measure === undefined
    ? t('page.field.names-may-stand.place', { text })
    : t('page.field.names-may-stand.place-in-measure', { measure, text });
}

const everyVersion = 'alle';

export const withdrawForm: ReportForm = {
  slug: 'avpubliser',
  name: 'report-withdraw',
  gives: 'WithdrawPublication',
  offered: ({ report, actor }) =>
    standingPublications(report).length > 0 && may(actor, 'withdraw-publication'),
  fields: ({ report }) => {
    const versions = standingPublications(report).map(({ version }): Choice => ({
      value: String(version),
      label: t('page.field.withdraw.version', { version }),
    }));
    return [
      {
        kind: 'radio',
        name: 'withdraw',
        label: t('page.field.withdraw'),
        required: true,
        choices: [{ value: everyVersion, label: t('page.field.withdraw.every') }, ...versions],
      },
      {
        kind: 'long-text',
        name: 'reason',
        rows: 3,
        label: t('page.field.withdraw.reason'),
        hint: t('page.field.withdraw.reason.hint'),
        required: true,
      },
    ];
  },
  ask: (values, { report }, seen) => {
    const chosen = valueOf({ values }, 'withdraw');
    return asked(
      newWithdrawal,
      { ...given(values, ['reason']), ...(chosen === everyVersion ? {} : { version: Number(chosen) }) },
      (body): Command => ({ type: 'WithdrawPublication', reportId: report.id, ...body, ...seen }),
      { version: 'withdraw' },
    );
  },
};
