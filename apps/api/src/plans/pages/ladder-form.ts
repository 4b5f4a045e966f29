import type { Command } from '#domain/commands.js';
import { extensionRules, type Ladder } from '#domain/follow-up/ladder.js';
import { may } from '#domain/roles/permissions.js';
import { ladderChange } from '../rest/plan.schemas.js';
import { asked, given } from '../../web/forms/asked.js';
import type { FormField } from '../../web/forms/form-fields.js';
import { valueOf } from '../../web/forms/form-state.js';
import { numbersGiven } from '../../web/forms/number-fields.js';
import { t } from '../../web/frame/texts.js';
import type { PlanForm } from './plan-form.js';

const listed = ['beforeDays', 'afterDays'] as const;
const single = [
  'repeatAfterDays',
  'escalateToLeaderDays',
  'escalateToLeadershipDays',
  'unassignedWorkingDays',
  'staleUpdateDays',
  'signOffWorkingDays',
  'extensionHoldWorkingDays',
  'longSlipDays',
] as const;

function fields(): readonly FormField[] {
  return [
    ...[...listed, ...single].map((name): FormField => ({
      kind: 'text',
      name,
      label: t(`page.field.ladder.${name}`),
      required: name !== 'beforeDays',
      ...(name === 'beforeDays' || name === 'afterDays' ? { hint: t('page.field.ladder.list-hint') } : {}),
    })),
    { kind: 'long-text', name: 'reason', rows: 2, label: t('page.field.ladder.reason'), required: true },
  ];
}

export const ladderForm: PlanForm = {
  slug: 'paminnelser',
  name: 'ladder',
  gives: 'ChangeLadder',
  offered: ({ plan, actor }) =>
    (plan.state === 'draft' || plan.state === 'adopted') && may(actor, 'edit-plan'),
  fields,
  prefill: ({ plan: { ladder } }) => ({
    ...Object.fromEntries(listed.map((name) => [name, ladder[name].join(', ')])),
    ...Object.fromEntries(
      single.map((name) => [name, String({ ...ladder, ...extensionRules(ladder) }[name])]),
    ),
  }),
  ask: (values, { plan }, seen) => {
    const ladder = {
      ...Object.fromEntries(listed.map((name) => [name, daysIn(valueOf({ values }, name))])),
      ...numbersGiven(values, single),
    };
    return asked(
      ladderChange,
      { ladder, ...given(values, ['reason']) },
      (body): Command => ({ type: 'ChangeLadder', planId: plan.id, ...body, ...seen }),
      Object.fromEntries([...listed, ...single].map((name) => [`ladder.${name}`, name])),
    );
  },
};

/** As one line: another ladder than the one that was previewed is previewed again. */
export function ladderInWords(ladder: Ladder): string {
  return JSON.stringify([...listed, ...single].map((name) => ladder[name]));
}

/** "30, 14 og 7": what is no number is handed on, and refused by the schema. */
function daysIn(text: string): (number | string)[] {
  return text
    .split(/[\s,;]+|\bog\b/u)
    .filter((part) => part !== '')
    .map((part) => (/^\d+$/u.test(part) ? Number(part) : part));
}
