import { Alert, Heading, Label, Textarea } from '../design-system.js';
import { moment, t } from '../frame/texts.js';
import { AskedFirst } from './asked-first.js';
import type { FilledAgain } from './filled-again.js';
import { FormMark, writtenFields, type WrittenField } from './form-labels.js';
import type { ShownAgain } from './kept-forms.js';

/** Where what was kept is given up. */
export const forgetKeptPath = '/innlogging/skjema/forkast';

interface KeptNoticeProps {
  kept: ShownAgain;
  filled: FilledAgain;
  csrfToken: string;
}

/** Says that the form is as its writer left it, what is to be looked at, and what the page had no room for. */
export function KeptNotice({ kept, filled, csrfToken }: KeptNoticeProps) {
  const left = writtenFields(kept.written, kept.labels).filter(({ name }) => filled.left.includes(name));
  return (
    <Alert data-color="info" role="status" className="kv-done">
      <Heading level={2} data-size="xs">
        {t('page.kept.title')}
      </Heading>
      <p>{t('page.kept.text', { at: moment(kept.keptAt) })}</p>
      {filled.changedMeanwhile ? <p>{t('page.kept.changed')}</p> : null}
      {filled.file ? <p>{t('page.kept.file')}</p> : null}
      {left.length === 0 ? null : (
        <>
          <p>{t('page.kept.left')}</p>
          <WrittenFields fields={left} />
        </>
      )}
      <form method="post" action={forgetKeptPath}>
        <FormMark csrfToken={csrfToken} fields={[]} />
        <input type="hidden" name="side" value={kept.page} />
        <AskedFirst
          label={t('page.kept.forget')}
          warning={t('page.kept.forget.warning')}
          confirmLabel={t('page.kept.forget.confirm')}
          press={{}}
        />
      </form>
    </Alert>
  );
}

/** What was written, to be read and copied. */
export function WrittenFields({ fields }: { fields: readonly WrittenField[] }) {
  return fields.map(({ name, label, value }) => (
    <p key={name}>
      <Label htmlFor={`skrevet-${name}`}>{label}</Label>
      <Textarea id={`skrevet-${name}`} defaultValue={value} readOnly rows={value.length > 80 ? 4 : 1} />
    </p>
  ));
}
