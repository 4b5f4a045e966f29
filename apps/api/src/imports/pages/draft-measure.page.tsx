import { Button, Link } from '../../web/design-system.js';
import type { Comparison } from '#domain/import/comparison.js';
import type { DraftMeasure } from '#domain/import/import-draft.js';
import { draftMeasurePath, importsPath, previewPath } from '#messages/page-links.js';
import type { OpenDraft } from '../imports.js';
import { Field } from '../../web/forms/field.js';
import { Errors } from '../../web/forms/form.js';
import { FormMark } from '../../web/forms/form-labels.js';
import type { FormState } from '../../web/forms/form-state.js';
import type { PageFrame } from '../../web/frame/page-frame.js';
import { Page } from '../../web/frame/page.js';
import { t } from '../../web/frame/texts.js';
import { measureFields } from './draft-forms.js';
import { Changes } from './draft-measures.js';
import { newKey } from './draft-parts.js';

interface DraftMeasurePageProps {
  frame: PageFrame;
  stored: OpenDraft;
  /** Absent where a measure is added. */
  measure?: DraftMeasure;
  comparison?: Comparison;
  state: FormState;
}

/** One measure of a draft, to correct, divide or add. */
export function DraftMeasurePage({ frame, stored, measure, comparison, state }: DraftMeasurePageProps) {
  const { id, version, document } = stored;
  const fields = measureFields(stored.draft, comparison !== undefined || measure?.asNew === true);
  const back = previewPath(id, measure?.foundAt ?? {});
  const proposed = measure?.subPoints.length === 0 ? measure.proposedSubPoints : [];
  return (
    <Page
      frame={frame}
      title={t(measure === undefined ? 'page.import.measure.new.title' : 'page.import.measure.title')}
      kicker={document.name}
      crumbs={[
        { label: t('page.import.title'), href: importsPath },
        { label: t('page.import.preview.title'), href: back },
      ]}
      refused={state.errors.length > 0}
    >
      <Errors state={state} fields={fields} />
      {comparison === undefined ? null : <Changes comparison={comparison} />}
      {proposed.length < 2 ? null : (
        <>
          <p>{t('page.import.measure.proposed')}</p>
          <ul>
            {proposed.map((point) => (
              <li key={point}>{point}</li>
            ))}
          </ul>
        </>
      )}
      <form
        method="post"
        action={draftMeasurePath(id, measure?.key ?? newKey)}
        className="kv-form"
        noValidate
      >
        <FormMark csrfToken={frame.csrfToken} fields={fields} filledIn={state.filledIn} />
        <input type="hidden" name="version" value={version} />
        {fields.map((field) => (
          <Field key={field.name} field={field} state={state} />
        ))}
        <p className="kv-buttons">
          <Button type="submit" name="gjor" value="save">
            {t('page.import.measure.save')}
          </Button>
          {measure === undefined ? null : (
            <Button type="submit" name="gjor" value="split" variant="secondary">
              {t('page.import.measure.split')}
            </Button>
          )}
          {proposed.length < 2 ? null : (
            <Button type="submit" name="gjor" value="take-proposed" variant="secondary">
              {t('page.import.measure.take-proposed')}
            </Button>
          )}
          <Link href={back}>{t('page.form.cancel')}</Link>
        </p>
      </form>
    </Page>
  );
}
