import { may } from '#domain/roles/permissions.js';
import { catalogueChange, newCatalogue } from '../rest/catalogue.schemas.js';
import { asked, given } from '../../web/forms/asked.js';
import type { FormField } from '../../web/forms/form-fields.js';
import { valueOf } from '../../web/forms/form-state.js';
import { t } from '../../web/frame/texts.js';
import type { CatalogueForm, RegisterForm } from './catalogue-form.js';
import { addSituationForm, changeField } from './situation-forms.js';

const fields: readonly FormField[] = [
  { kind: 'text', name: 'name', label: t('page.field.catalogue-name'), required: true },
  {
    kind: 'long-text',
    name: 'about',
    label: t('page.field.catalogue-about'),
    hint: t('page.field.catalogue-about.hint'),
  },
];

export const registerForm: RegisterForm = {
  name: 'register-catalogue',
  fields,
  ask: (values) =>
    asked(newCatalogue, given(values, ['name', 'about']), (body) => ({
      type: 'RegisterCatalogue',
      ...body,
    })),
};

const reviseForm: CatalogueForm = {
  slug: 'rediger',
  name: 'revise-catalogue',
  offered: ({ actor }) => may(actor, 'edit-catalogue'),
  fields: () => [...fields, changeField],
  prefill: ({ catalogue: { name, about } }) => ({ name, about }),
  ask: (values, { catalogue }, seen) =>
    asked(
      catalogueChange,
      {
        name: valueOf({ values }, 'name'),
        about: valueOf({ values }, 'about'),
        ...given(values, ['change']),
      },
      (body) => ({ type: 'ReviseCatalogue', catalogueId: catalogue.id, ...body, ...seen }),
    ),
};

export const catalogueForms: readonly CatalogueForm[] = [addSituationForm, reviseForm];
