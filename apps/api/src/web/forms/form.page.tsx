import type { ReactNode } from 'react';
import type { TextValues } from '#messages/texts/say.js';
import type { PageFrame } from '../frame/page-frame.js';
import { type Crumb, Page } from '../frame/page.js';
import { t } from '../frame/texts.js';
import { Errors, Form } from './form.js';
import type { FormField } from './form-fields.js';
import type { AskedFormName } from './form-names.js';
import type { FormState } from './form-state.js';

/** A form as it is asked: what it is about, and where it goes. */
export interface FormShown {
  name: AskedFormName;
  fields: readonly FormField[];
  /** What stands above the heading. */
  kicker?: string;
  crumbs: readonly Crumb[];
  action: string;
  cancelHref: string;
  /** What the page knew when it was shown: version, rows' ids, where one comes from. */
  hidden: Readonly<Record<string, string>>;
  /** What the introduction counts. */
  facts?: TextValues;
  /** What the person must see before the form is filled in again. */
  above?: ReactNode;
}

export interface FormPageProps {
  frame: PageFrame;
  shown: FormShown;
  state: FormState;
  /** Against doing it twice: the same form sent again. */
  formKey: string;
}

/** One thing to do, on a page of its own: what it is about, what is asked, and nothing else. */
export function FormPage({ frame, shown, state, formKey }: FormPageProps) {
  const { name, fields, kicker, crumbs, action, cancelHref, hidden, facts, above } = shown;
  return (
    <Page
      frame={frame}
      title={t(`page.form.${name}.title`)}
      {...(kicker === undefined ? {} : { kicker })}
      crumbs={crumbs}
      refused={state.errors.length > 0}
    >
      <Errors state={state} fields={fields} />
      <p className="kv-lead">{t(`page.form.${name}.intro`, facts)}</p>
      {above}
      <Form
        action={action}
        csrfToken={frame.csrfToken}
        hidden={{ ...hidden, key: formKey }}
        fields={fields}
        state={state}
        submitLabel={t(`page.form.${name}.submit`)}
        cancelHref={cancelHref}
      />
    </Page>
  );
}
