import type { Command } from '#domain/commands.js';
import type { PlanImport } from '#domain/import/imported.js';
import type { Plan } from '#domain/plan/plan.js';
import { may } from '#domain/roles/permissions.js';
import {
  calendarOfPlanPath,
  editingPath,
  pickingPath,
  planFormPath,
  reportsPath,
  undoImportPath,
} from '#messages/page-links.js';
import { adoption, planClosure } from '../rest/plan.schemas.js';
import { asked, given } from '../../web/forms/asked.js';
import { t } from '../../web/frame/texts.js';
import {
  authorityAsked,
  authorityFields,
  authorityPaths,
  mayBringDecision,
} from '../../web/forms/authority-fields.js';
import { ladderForm } from './ladder-form.js';
import type { PlanForm, PlanFormContext } from './plan-form.js';

const adoptForm: PlanForm = {
  slug: 'vedta',
  name: 'adopt',
  gives: 'AdoptPlan',
  offered: ({ plan, actor }) => plan.state === 'draft' && mayBringDecision(actor),
  fields: ({ actor }) => authorityFields(actor),
  ask: (values, { plan, actor }, seen) =>
    asked(
      adoption,
      { authority: authorityAsked(values, actor) },
      ({ authority }): Command => ({ type: 'AdoptPlan', planId: plan.id, authority, ...seen }),
      authorityPaths,
    ),
};

const closeForm: PlanForm = {
  slug: 'lukk',
  name: 'close-plan',
  gives: 'ClosePlan',
  // Offered while measures are open too, since its refusal names them; `planActions` has its button only when none are.
  offered: ({ plan, actor }) => plan.state === 'adopted' && mayBringDecision(actor),
  fields: ({ actor }) => [
    ...authorityFields(actor),
    { kind: 'long-text', name: 'note', rows: 3, label: t('page.field.note') },
  ],
  ask: (values, { plan, actor }, seen) =>
    asked(
      planClosure,
      { authority: authorityAsked(values, actor), ...given(values, ['note']) },
      (body): Command => ({ type: 'ClosePlan', planId: plan.id, ...body, ...seen }),
      authorityPaths,
    ),
};

export const planForms: readonly PlanForm[] = [adoptForm, closeForm, ladderForm];

export function planActions(context: PlanFormContext): { label: string; href: string }[] {
  const { plan, actor } = context;
  // What leadership does, or the secretariat enters that a body has decided.
  const forms = [adoptForm, ...(context.openMeasures === 0 ? [closeForm] : [])]
    .filter((form) => form.offered(context))
    .map(({ name, slug }) => ({
      label: t(`page.form.${name}.title`),
      href: planFormPath(plan.number, slug),
    }));
  const reports = { label: t('page.reports.title'), href: reportsPath(plan.number) };
  if (plan.state === 'withdrawn') return [];
  if (plan.state === 'closed') return [...forms, reports];
  const undoable = lastStanding(plan);
  return [
    ...forms,
    reports,
    { label: t('page.calendar.link'), href: calendarOfPlanPath(plan.number) },
    ...(may(actor, 'edit-summary') ? [{ label: t('page.edit.title'), href: editingPath(plan.number) }] : []),
    ...(ladderForm.offered(context)
      ? [{ label: t('page.form.ladder.title'), href: planFormPath(plan.number, ladderForm.slug) }]
      : []),
    ...(may(actor, 'register')
      ? [{ label: t('page.catalogue.pick-link'), href: pickingPath({ planNumber: plan.number }) }]
      : []),
    ...(may(actor, 'register') && undoable !== undefined
      ? [{ label: t('page.import.undo.link'), href: undoImportPath(undoable.importId) }]
      : []),
  ];
}

/** Offered until the plan is adopted with it: whatever else stands in its way is told when it is asked for. */
function lastStanding(plan: Plan): PlanImport | undefined {
  const adoptedAt = 'adoption' in plan ? plan.adoption.at : '';
  return plan.imports?.findLast(({ undone, at }) => undone === undefined && at > adoptedAt);
}
