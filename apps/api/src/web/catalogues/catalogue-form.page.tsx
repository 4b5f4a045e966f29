import type { PageFrame } from '../frame/page-frame.js';
import { type Crumb, Page } from '../frame/page.js';
import { t } from '../frame/texts.js';
import { Errors, Form } from '../forms/form.js';
import type { FormField } from '../forms/form-fields.js';
import type { FormState } from '../forms/form-state.js';
import { catalogueRoot } from './catalogue-addresses.js';
import type { CatalogueFormName } from './catalogue-form.js';

/** A form as it is asked: what it is about, and where it goes. */
export interface FormAsked {
  name: CatalogueFormName;
  fields: readonly FormField[];
  /** What stands above the heading. */
  kicker?: string;
  /** The way here below the list of catalogues. */
  crumbs: readonly Crumb[];
  action: string;
  cancelHref: string;
  /** Version, rows' ids, where one comes from. */
  hidden: Readonly<Record<string, string>>;
}

interface CatalogueFormPageProps {
  frame: PageFrame;
  asked: FormAsked;
  state: FormState;
  formKey: string;
}

export function CatalogueFormPage({ frame, asked, state, formKey }: CatalogueFormPageProps) {
  const { name, fields, kicker, crumbs, action, cancelHref, hidden } = asked;
  return (
    <Page
      frame={frame}
      title={t(`page.form.${name}.title`)}
      {...(kicker === undefined ? {} : { kicker })}
      crumbs={[{ label: t('page.catalogue.title'), href: catalogueRoot }, ...crumbs]}
      refused={state.errors.length > 0}
    >
      <Errors state={state} fields={fields} />
      <p className="kv-lead">{t(`page.form.${name}.intro`)}</p>
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
