import { Heading } from '../../web/design-system.js';
import type { Language } from '#domain/language.js';
import { language } from '../../language/spoken-language.js';
import type { OfferedLanguages } from '#messages/texts/offered-languages.js';
import { Form } from '../../web/forms/form.js';
import type { FormField } from '../../web/forms/form-fields.js';
import type { PageFrame } from '../../web/frame/page-frame.js';
import { t } from '../../web/frame/texts.js';

export const languagePath = '/innlogging/sprak';

/** What one is spoken to in, on pages, in Slack and by e-mail; nothing where there is nothing to choose. */
export function LanguageChoice({ frame, offered }: { frame: PageFrame; offered: OfferedLanguages }) {
  if (offered.length === 1) return null;
  return (
    <section aria-labelledby="sprak">
      <Heading level={2} data-size="sm" id="sprak">
        {t('page.form.choose-language.title')}
      </Heading>
      <Form
        action={languagePath}
        csrfToken={frame.csrfToken}
        hidden={{}}
        fields={[languageField(offered)]}
        state={{ values: { language: language() }, errors: [] }}
        submitLabel={t('page.form.choose-language.submit')}
        cancelHref="/"
      />
    </section>
  );
}

function languageField(offered: readonly Language[]): FormField {
  return {
    kind: 'radio',
    name: 'language',
    label: t('page.field.language'),
    required: true,
    choices: offered.map((value) => ({ value, label: t(`language.${value}`) })),
  };
}
