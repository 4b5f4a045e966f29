import { Button } from '../../web/design-system.js';
import type { ImportDraft } from '#domain/import/import-draft.js';
import { draftPartPath } from '#messages/page-links.js';
import { takingIn } from '../rest/import.schemas.js';
import { takingInCommand } from '../taking-in.js';
import { type Asked, asked } from '../../web/forms/asked.js';
import { Field } from '../../web/forms/field.js';
import type { FormField } from '../../web/forms/form-fields.js';
import { type FormState, type FormValues, valueOf, valuesOf } from '../../web/forms/form-state.js';
import { list, t } from '../../web/frame/texts.js';
import { asTyped } from './draft-parts.js';

export interface CatalogueChoice {
  id: string;
  name: string;
}

interface DraftSituationsProps {
  id: string;
  draft: ImportDraft;
  catalogues: readonly CatalogueChoice[];
  state: FormState;
}

/** What a catalogue may take in: situations with what may be done in each. */
export function DraftSituations({ id, draft, catalogues, state }: DraftSituationsProps) {
  const fields = situationFields(draft, catalogues);
  if (fields.length === 0) return null;
  const shown = asTyped(state, situationValues(draft, catalogues));
  return (
    <section aria-labelledby="situasjoner">
      <h2 id="situasjoner">{t('page.import.situations')}</h2>
      <p>{t('page.import.situations.intro')}</p>
      <div className="kv-form">
        {fields.map((field) => (
          <Field key={field.name} field={field} state={shown} />
        ))}
        <p className="kv-buttons">
          <Button type="submit" variant="secondary" formAction={draftPartPath(id, 'tiltaksbank')}>
            {t('page.import.situations.submit')}
          </Button>
        </p>
      </div>
    </section>
  );
}

/** None where the document has no situations. */
export function situationFields(
  { situations = [] }: ImportDraft,
  catalogues: readonly CatalogueChoice[],
): FormField[] {
  if (situations.length === 0) return [];
  return [
    {
      kind: 'checkboxes',
      name: 'situations',
      label: t('page.import.situations.which'),
      required: true,
      choices: situations.map(({ key, name, indicators, candidates }) => ({
        value: key,
        label: name,
        hint: t('page.import.situations.holds', {
          indicators: indicators.length,
          candidates: candidates.length,
          titles: list(candidates.map(({ title }) => title)),
        }),
      })),
    },
    {
      kind: 'select',
      name: 'catalogue',
      label: t('page.import.situations.catalogue'),
      required: true,
      choices: [
        { value: isNew, label: t('page.import.situations.catalogue.new') },
        ...catalogues.map(({ id, name }) => ({ value: id, label: name })),
      ],
    },
    { kind: 'text', name: 'name', label: t('page.import.situations.name') },
    {
      kind: 'long-text',
      name: 'change',
      rows: 2,
      label: t('page.import.situations.change'),
      hint: t('page.import.situations.change.hint'),
      required: true,
    },
  ];
}

const isNew = 'new';

function situationValues(
  { situations = [] }: ImportDraft,
  catalogues: readonly CatalogueChoice[],
): FormValues {
  return {
    situations: situations.map(({ key }) => key),
    catalogue: catalogues[0]?.id ?? isNew,
  };
}

/** Through the schema REST uses. @throws DomainError `not-found` */
export function situationsAsked(values: FormValues, draft: ImportDraft): Asked {
  const value = (name: string) => valueOf({ values }, name).trim();
  const body = {
    catalogue:
      value('catalogue') === isNew
        ? { kind: 'new', name: value('name') }
        : { kind: 'registered', catalogueId: value('catalogue') },
    situations: valuesOf({ values }, 'situations'),
    change: value('change'),
  };
  return asked(takingIn, body, (read) => takingInCommand(draft, read), { 'catalogue.name': 'name' });
}
