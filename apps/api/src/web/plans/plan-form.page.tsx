import { planFormPath, planPath } from '../frame/page-addresses.js';
import type { PageFrame } from '../frame/page-frame.js';
import { Page } from '../frame/page.js';
import { t } from '../frame/texts.js';
import { Errors, Form } from '../forms/form.js';
import type { FormState } from '../forms/form-state.js';
import type { PlanForm, PlanFormContext } from './plan-forms.js';

interface PlanFormPageProps {
  frame: PageFrame;
  form: PlanForm;
  context: PlanFormContext;
  version: number;
  state: FormState;
  formKey: string;
}

export function PlanFormPage({ frame, form, context, version, state, formKey }: PlanFormPageProps) {
  const { plan } = context;
  const fields = form.fields(context);
  return (
    <Page
      frame={frame}
      title={t(`page.form.${form.name}.title`)}
      kicker={t('page.plan.crumb', { number: plan.number, title: plan.title })}
      crumbs={[
        { label: t('page.plans.title'), href: '/planer' },
        { label: t('page.plan.number', { number: plan.number }), href: planPath(plan.number) },
      ]}
      refused={state.errors.length > 0}
    >
      <Errors state={state} fields={fields} />
      <p className="kv-lead">{t(`page.form.${form.name}.intro`, { open: context.openMeasures })}</p>
      <Form
        action={planFormPath(plan.number, form.slug)}
        csrfToken={frame.csrfToken}
        hidden={{ version: String(version), key: formKey }}
        fields={fields}
        state={state}
        submitLabel={t(`page.form.${form.name}.submit`)}
        cancelHref={planPath(plan.number)}
      />
    </Page>
  );
}
