import { itemNumber, type Item } from '#domain/measure/measure.js';
import { measureFormPath, measurePath, planPath } from '#messages/page-links.js';
import { t } from '../../web/frame/texts.js';
import type { FormField } from '../../web/forms/form-fields.js';
import type { FormPlace, PageForm } from '../../web/forms/page-form.js';
import type { MeasureForm, MeasureFormContext } from './measure-form.js';
import { askedOf } from './measure-form-answer.js';
import { namedIn } from './measure-form-rules.js';
import { isOffered, itemsFor, measureForms } from './measure-forms.js';
import { subjectOfItem } from './item-subject.js';

export type FormOnPage = PageForm<MeasureFormContext> & { of: MeasureForm };

/** A measure's form as it is asked: about the one item it can be about, or with the choice among them. */
export const onPage = (form: MeasureForm): FormOnPage => ({
  of: form,
  slug: form.slug,
  name: form.name,
  gives: form.gives,
  offered: (context) => isOffered(form, context),
  fields: (context) => allFields(form, context),
  prefill: (context) => {
    const item = itemNamed(form, context);
    return { ...form.prefill?.(context), ...(item === undefined ? {} : { item: item.id }) };
  },
  ask: (values, context, seen) => askedOf(form, values, context, seen),
});

export const measurePlace: FormPlace<MeasureFormContext, FormOnPage> = {
  forms: measureForms.map(onPage),
  named: ({ record }) => namedIn(record),
  shown: ({ of: form }, context) => {
    const { plan, measure, version } = context.record;
    const only = onlyItem(form, context);
    const page = measurePath(plan.number, measure.number);
    return {
      kicker:
        only === undefined
          ? t('page.form.about-measure', { number: measure.number, title: measure.title })
          : t('page.form.about-item', { item: subjectOfItem(context.record, only) }),
      crumbs: [
        {
          label: t('page.plan.crumb', { number: plan.number, title: plan.title }),
          href: planPath(plan.number),
        },
        { label: t('page.summary.measure-number', { number: measure.number }), href: page },
      ],
      action: measureFormPath(plan.number, measure.number, form.slug),
      cancelHref: page,
      hidden: { version: String(version), ...(only === undefined ? {} : { item: only.id }) },
    };
  },
  doneAt: ({ record: { plan, measure } }) => measurePath(plan.number, measure.number),
};

/** The choice of items first, where there is a choice; then what the form asks. */
function allFields(form: MeasureForm, context: MeasureFormContext): readonly FormField[] {
  const own = form.fields(context);
  const items = itemsFor(form, context);
  const whole = form.wholeMeasure?.(context) ?? false;
  if (form.about === 'none' || onlyItem(form, context) !== undefined) return own;
  if (items.length === 0) return own;
  const { choiceHint } = form;
  const choices = items.map((item) => ({
    value: item.id,
    label: subjectOfItem(context.record, item),
    ...(choiceHint === undefined ? {} : { hint: choiceHint(item, context) }),
  }));
  // Only boxes have room for what is known of each.
  if (form.about === 'one' && !whole && choiceHint !== undefined)
    return [{ kind: 'radio', name: 'item', label: t('page.field.item'), required: true, choices }, ...own];
  const choice: FormField =
    form.about === 'many'
      ? { kind: 'checkboxes', name: 'item', label: t('page.field.items'), required: true, choices }
      : {
          kind: 'select',
          name: 'item',
          label: t('page.field.item'),
          required: true,
          emptyLabel: t(whole ? 'page.field.item.whole' : 'page.field.choose'),
          emptyAnswers: whole,
          choices,
        };
  return [choice, ...own];
}

/** The one item it can be about, where nothing has to be chosen. */
function onlyItem(form: MeasureForm, context: MeasureFormContext): Item | undefined {
  const items = itemsFor(form, context);
  const whole = form.wholeMeasure?.(context) ?? false;
  return items.length === 1 && !whole ? items[0] : undefined;
}

/** The item that `?punkt=7.4` names, where the form can be about it. */
function itemNamed(form: MeasureForm, context: MeasureFormContext): Item | undefined {
  const { record, itemNumber: asked } = context;
  return itemsFor(form, context).find((item) => itemNumber(record.measure, item) === asked);
}
