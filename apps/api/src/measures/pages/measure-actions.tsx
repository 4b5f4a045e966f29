import { Details } from '../../web/design-system.js';
import { isStanding } from '#domain/measure/measure.js';
import { may } from '#domain/roles/permissions.js';
import { measureFormPath, pickingPath, sectionPath, sectionKeys } from '#messages/page-links.js';
import { type Action, Actions } from '../../web/frame/actions.js';
import { t } from '../../web/frame/texts.js';
import type { AskedFormName } from '../../web/forms/form-names.js';
import type { MeasureForm, MeasureFormContext } from './measure-form.js';
import { isOffered, measureForms } from './measure-forms.js';

/** What moves a measure on, in the order in which it is looked for; the rest is a click further in. */
const nextSteps: readonly AskedFormName[] = [
  'accept',
  'decide-waiver',
  'sign-off',
  'send-back',
  'close',
  'assign',
  'status',
  'done',
  'deadline',
];
const mostButtons = 5;

/** What this reader can do with the measure now. */
export function MeasureActions({ context }: { context: MeasureFormContext }) {
  const { plan, measure } = context.record;
  const offered = measureForms.filter((form) => isOffered(form, context));
  const first = nextSteps
    .flatMap((name) => offered.filter((form) => form.name === name))
    .slice(0, mostButtons);
  const action = ({ name, slug }: MeasureForm): Action => ({
    label: t(`page.form.${name}.title`),
    href: measureFormPath(plan.number, measure.number, slug),
  });
  const more = [...offered.filter((form) => !first.includes(form)).map(action), ...elsewhere(context)];
  return (
    <>
      <Actions actions={first.map(action)} />
      {more.length === 0 ? null : (
        <Details className="kv-more">
          <Details.Summary>{t('page.actions.more', { count: more.length })}</Details.Summary>
          <Details.Content>
            <Actions actions={more} />
          </Details.Content>
        </Details>
      )}
    </>
  );
}

/** What is done with the measure from other pages. */
function elsewhere({ record: { plan, measure }, actor }: MeasureFormContext): Action[] {
  if (plan.state === 'closed' || !isStanding(measure)) return [];
  const section = sectionPath(plan.number, sectionKeys.line(measure.number));
  const picking = pickingPath({ planNumber: plan.number, measureNumber: measure.number });
  return [
    ...(may(actor, 'edit-summary') ? [{ label: t('page.edit.link'), href: section }] : []),
    ...(may(actor, 'register') ? [{ label: t('page.catalogue.pick-link'), href: picking }] : []),
  ];
}
