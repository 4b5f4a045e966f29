import { itemNumber, type Item } from '#domain/measure/measure.js';
import { measureFormPath, measurePath, planPath } from '../frame/page-addresses.js';
import type { PageFrame } from '../frame/page-frame.js';
import { Page } from '../frame/page.js';
import { t } from '../frame/texts.js';
import { Errors, Form } from '../forms/form.js';
import type { FormField } from '../forms/form-fields.js';
import type { FormState } from '../forms/form-state.js';
import type { MeasureForm, MeasureFormContext } from './measure-form.js';
import { itemsFor } from './measure-forms.js';
import { subjectOfItem } from './item-subject.js';

interface MeasureFormPageProps {
  frame: PageFrame;
  form: MeasureForm;
  context: MeasureFormContext;
  state: FormState;
  /** Against doing it twice: the same form sent again. */
  formKey: string;
}

/** One thing to do, on a page of its own: what it is about, what is asked, and nothing else. */
export function MeasureFormPage({ frame, form, context, state, formKey }: MeasureFormPageProps) {
  const { plan, measure } = context.record;
  const fields = allFields(form, context);
  const only = onlyItem(form, context);
  const page = measurePath(plan.number, measure.number);
  return (
    <Page
      frame={frame}
      title={t(`page.form.${form.name}.title`)}
      kicker={
        only === undefined
          ? t('page.form.about-measure', { number: measure.number, title: measure.title })
          : t('page.form.about-item', { item: subjectOfItem(context.record, only) })
      }
      crumbs={[
        {
          label: t('page.plan.crumb', { number: plan.number, title: plan.title }),
          href: planPath(plan.number),
        },
        { label: t('page.summary.measure-number', { number: measure.number }), href: page },
      ]}
      refused={state.errors.length > 0}
    >
      <Errors state={state} fields={fields} />
      <p className="kv-lead">{t(`page.form.${form.name}.intro`)}</p>
      <Form
        action={measureFormPath(plan.number, measure.number, form.slug)}
        csrfToken={frame.csrfToken}
        hidden={{
          version: String(context.record.version),
          key: formKey,
          ...(only === undefined ? {} : { item: only.id }),
        }}
        fields={fields}
        state={state}
        submitLabel={t(`page.form.${form.name}.submit`)}
        cancelHref={page}
      />
    </Page>
  );
}

/** The choice of items first, where there is a choice; then what the form asks. */
export function allFields(form: MeasureForm, context: MeasureFormContext): readonly FormField[] {
  const own = form.fields(context);
  const items = itemsFor(form, context);
  const whole = form.wholeMeasure?.(context) ?? false;
  if (form.about === 'none' || onlyItem(form, context) !== undefined) return own;
  if (items.length === 0) return own;
  const choices = items.map((item) => ({ value: item.id, label: subjectOfItem(context.record, item) }));
  const choice: FormField =
    form.about === 'many'
      ? { kind: 'checkboxes', name: 'item', label: t('page.field.items'), required: true, choices }
      : {
          kind: 'select',
          name: 'item',
          label: t('page.field.item'),
          required: true,
          emptyLabel: t(whole ? 'page.field.item.whole' : 'page.field.choose'),
          choices,
        };
  return [choice, ...own];
}

/** The one item it can be about, where nothing has to be chosen. */
export function onlyItem(form: MeasureForm, context: MeasureFormContext): Item | undefined {
  const items = itemsFor(form, context);
  const whole = form.wholeMeasure?.(context) ?? false;
  return items.length === 1 && !whole ? items[0] : undefined;
}

/** The item that `?punkt=7.4` names, where the form can be about it. */
export function itemNamed(
  form: MeasureForm,
  context: MeasureFormContext,
  number: string | undefined,
): Item | undefined {
  return itemsFor(form, context).find((item) => itemNumber(context.record.measure, item) === number);
}
