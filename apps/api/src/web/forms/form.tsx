import { Button, ErrorSummary, Link } from '../design-system.js';
import type { ReactNode } from 'react';
import { t } from '../frame/texts.js';
import { controlId, Field } from './field.js';
import type { FormField } from './form-fields.js';
import { FormMark } from './form-labels.js';
import type { FormState } from './form-state.js';

interface FormProps {
  action: string;
  csrfToken: string;
  /** What the page knew when it was shown: version, key against doing it twice. */
  hidden: Readonly<Record<string, string>>;
  fields: readonly FormField[];
  state: FormState;
  submitLabel: string;
  cancelHref: string;
}

/** A form without script: sent as it stands, and shown again with everything that was typed. */
export function Form({ action, csrfToken, hidden, fields, state, submitLabel, cancelHref }: FormProps) {
  return (
    <form method="post" action={action} className="kv-form" noValidate>
      <FormMark csrfToken={csrfToken} fields={fields} filledIn={state.filledIn} />
      {Object.entries(hidden).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      {fields.map((field) => (
        <Field key={field.name} field={field} state={state} />
      ))}
      <p className="kv-buttons">
        <Button type="submit">{submitLabel}</Button>
        <Link href={cancelHref}>{t('page.form.cancel')}</Link>
      </p>
    </form>
  );
}

/** Stands on top of the page, takes the focus when the page loads, and leads to each field that is wrong. */
export function Errors({ state, fields }: { state: FormState; fields: readonly FormField[] }): ReactNode {
  if (state.errors.length === 0) return null;
  const first = fields[0];
  return (
    <ErrorSummary aria-labelledby="feil" role="alert" tabIndex={-1} autoFocus className="kv-errors">
      <ErrorSummary.Heading id="feil">{t('page.form.errors')}</ErrorSummary.Heading>
      <ErrorSummary.List>
        {state.errors.map(({ field, message }) => {
          const target = fields.find(({ name }) => name === field) ?? first;
          return (
            <ErrorSummary.Item key={`${field} ${message}`}>
              {target === undefined ? (
                message
              ) : (
                <ErrorSummary.Link href={`#${controlId(target)}`}>{message}</ErrorSummary.Link>
              )}
            </ErrorSummary.Item>
          );
        })}
      </ErrorSummary.List>
    </ErrorSummary>
  );
}
