import {
  Button,
  Field as DesignField,
  Input,
  Label,
  Link,
  ValidationMessage,
} from '../../web/design-system.js';
import { importPath, importsPath, planSheetPath, templatePath } from '#messages/page-links.js';
import type { ListedDraft } from '#record/imports/import-drafts.js';
import { fileField } from '../../uploads/uploaded-file.js';
import { controlId, Field } from '../../web/forms/field.js';
import type { FormField } from '../../web/forms/form-fields.js';
import { FormMark } from '../../web/forms/form-labels.js';
import { Errors } from '../../web/forms/form.js';
import { errorOf, type FormState } from '../../web/forms/form-state.js';
import type { PageFrame } from '../../web/frame/page-frame.js';
import { Page } from '../../web/frame/page.js';
import { moment, t } from '../../web/frame/texts.js';
import type { Choices } from './draft-forms.js';

interface UploadPageProps {
  frame: PageFrame;
  choices: Pick<Choices, 'evaluations' | 'plans'>;
  waiting: readonly ListedDraft[];
  state: FormState;
  formKey: string;
}

export function UploadPage({ frame, choices, waiting, state, formKey }: UploadPageProps) {
  const fields = uploadFields(choices);
  const file = { name: fileField };
  const error = errorOf(state, fileField);
  return (
    <Page frame={frame} title={t('page.import.title')} refused={state.errors.length > 0}>
      <Errors
        state={state}
        fields={[{ kind: 'text', name: fileField, label: t('page.import.file') }, ...fields]}
      />
      <p className="kv-lead">{t('page.import.intro')}</p>
      <form method="post" action={importsPath} encType="multipart/form-data" className="kv-form" noValidate>
        {/* Before the file: what comes after one that is too large is not read. */}
        <FormMark csrfToken={frame.csrfToken} fields={fields} />
        <input type="hidden" name="key" value={formKey} />
        {fields.map((field) => (
          <Field key={field.name} field={field} state={state} />
        ))}
        <DesignField>
          <Label htmlFor={controlId(file)}>{t('page.import.file')}</Label>
          <DesignField.Description id={`${controlId(file)}-hjelp`}>
            {t('page.import.file.hint')}
          </DesignField.Description>
          <Input
            type="file"
            id={controlId(file)}
            name={fileField}
            accept=".pdf,.docx,.xlsx,.html,.htm,.csv,.txt"
            aria-describedby={`${controlId(file)}-hjelp${error === undefined ? '' : ` ${controlId(file)}-feil`}`}
            aria-invalid={error === undefined ? undefined : true}
            aria-required
          />
          {error === undefined ? null : (
            <ValidationMessage id={`${controlId(file)}-feil`}>{error}</ValidationMessage>
          )}
        </DesignField>
        <p className="kv-buttons">
          <Button type="submit">{t('page.import.submit')}</Button>
        </p>
      </form>
      <p>
        {t('page.import.template')} <Link href={templatePath}>{t('page.import.template.link')}</Link>
      </p>
      {choices.plans.length === 0 ? null : (
        <details>
          <summary>{t('page.import.correct')}</summary>
          <p>{t('page.import.correct.intro')}</p>
          <ul>
            {choices.plans.map(({ id, number, title }) => (
              <li key={id}>
                <Link href={planSheetPath(number)}>{t('page.plan.crumb', { number, title })}</Link>
              </li>
            ))}
          </ul>
        </details>
      )}
      {waiting.length === 0 ? null : (
        <section aria-labelledby="venter">
          <h2 id="venter">{t('page.import.waiting')}</h2>
          <ul className="kv-plain">
            {waiting.map(({ id, document, measures, changedAt }) => (
              <li key={id}>
                <Link href={importPath(id)}>{document.name}</Link>
                {' – '}
                {t('page.import.waiting.row', { measures, at: moment(changedAt) })}
              </li>
            ))}
          </ul>
          <p className="kv-quiet">{t('page.import.waiting.kept')}</p>
        </section>
      )}
    </Page>
  );
}

function uploadFields({ evaluations, plans }: UploadPageProps['choices']): FormField[] {
  return [
    {
      kind: 'select',
      name: 'evaluationId',
      label: t('page.import.newer'),
      required: true,
      emptyLabel: t('page.import.newer.new'),
      choices: [
        { value: 'none', label: t('page.import.newer.table') },
        ...evaluations.map(({ id, title }) => ({
          value: id,
          label: t('page.import.newer.registered', { title }),
        })),
      ],
    },
    {
      kind: 'select',
      name: 'planId',
      label: t('page.import.plan'),
      hint: t('page.import.plan.hint'),
      emptyLabel: t('page.import.plan.later'),
      choices: plans.map(({ id, number, title }) => ({
        value: id,
        label: t('page.plan.crumb', { number, title }),
      })),
    },
  ];
}
