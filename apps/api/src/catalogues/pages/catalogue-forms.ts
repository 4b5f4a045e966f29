import type { Actor } from '#domain/roles/actor.js';
import { may } from '#domain/roles/permissions.js';
import {
  cataloguePath,
  cataloguesPath,
  planPath,
  situationFormPath,
  writeLookedFor,
} from '#messages/page-links.js';
import { catalogueChange, newCatalogue } from '../rest/catalogue.schemas.js';
import { asked, given } from '../../web/forms/asked.js';
import type { FormField } from '../../web/forms/form-fields.js';
import { valueOf } from '../../web/forms/form-state.js';
import type { FormPlace, PageForm } from '../../web/forms/page-form.js';
import type { Crumb } from '../../web/frame/page.js';
import { t } from '../../web/frame/texts.js';
import type {
  CatalogueForm,
  CatalogueFormContext,
  SituationForm,
  SituationFormContext,
} from './catalogue-form.js';
import { addSituationForm, changeField, situationForms } from './situation-forms.js';

function fields(): readonly FormField[] {
  return [
    { kind: 'text', name: 'name', label: t('page.field.catalogue-name'), required: true },
    {
      kind: 'long-text',
      name: 'about',
      label: t('page.field.catalogue-about'),
      hint: t('page.field.catalogue-about.hint'),
    },
  ];
}

export const registerForm: PageForm<{ actor: Actor }> = {
  slug: 'ny',
  name: 'register-catalogue',
  gives: 'RegisterCatalogue',
  offered: ({ actor }) => may(actor, 'edit-catalogue'),
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
  gives: 'ReviseCatalogue',
  offered: ({ actor }) => may(actor, 'edit-catalogue'),
  fields: () => [...fields(), changeField()],
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

function catalogueCrumb(): Crumb {
  return { label: t('page.catalogue.title'), href: cataloguesPath };
}

export const registerPlace: FormPlace<{ actor: Actor }, typeof registerForm> = {
  forms: [registerForm],
  shown: ({ slug }) => ({
    crumbs: [catalogueCrumb()],
    action: `${cataloguesPath}/${slug}`,
    cancelHref: cataloguesPath,
    hidden: {},
  }),
  doneAt: () => cataloguesPath,
};

export const cataloguePlace: FormPlace<CatalogueFormContext, CatalogueForm> = {
  forms: catalogueForms,
  shown: ({ slug }, { catalogue, version }) => {
    const page = cataloguePath(catalogue.number);
    return {
      kicker: catalogue.name,
      crumbs: [catalogueCrumb(), { label: catalogue.name, href: page }],
      action: `${page}/${slug}`,
      cancelHref: page,
      hidden: { version: String(version) },
    };
  },
  doneAt: ({ catalogue }) => cataloguePath(catalogue.number),
};

export const situationPlace: FormPlace<SituationFormContext, SituationForm> = {
  forms: situationForms,
  shown: ({ slug }, { catalogue, situation, version, from }) => {
    const page = cataloguePath(catalogue.number, { from });
    return {
      kicker: t('page.catalogue.situation', { number: situation.number, name: situation.name }),
      crumbs: [catalogueCrumb(), { label: catalogue.name, href: page }],
      action: situationFormPath(catalogue.number, situation.number, slug),
      cancelHref: page,
      hidden: {
        version: String(version),
        ...(from === undefined ? {} : { fra: writeLookedFor(from) }),
      },
    };
  },
  // Picked measures stand in their plan; everything else on the catalogue's own page.
  doneAt: ({ catalogue, options }, values) => {
    const planId = valueOf({ values }, 'planId');
    const plan = options.plans.find(({ id }) => id === planId);
    return plan === undefined ? cataloguePath(catalogue.number) : planPath(plan.number);
  },
};
