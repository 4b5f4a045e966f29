import { personFormPath, personPath, personsPath } from '#messages/page-links.js';
import type { FormPlace } from '../../web/forms/page-form.js';
import type { Crumb } from '../../web/frame/page.js';
import { t } from '../../web/frame/texts.js';
import { personForms } from './hand-over-form.js';
import { HandOverSummary } from './hand-over-summary.js';
import type { PersonForm, PersonFormContext } from './person-form.js';

export function personsCrumb(): Crumb {
  return { label: t('page.persons.title'), href: personsPath };
}

export const personPlace: FormPlace<PersonFormContext, PersonForm> = {
  forms: personForms,
  shown: ({ slug }, context, values) => {
    const { state, version } = context.record;
    return {
      kicker: state.name,
      crumbs: [personsCrumb(), { label: state.name, href: personPath(state.id) }],
      action: personFormPath(state.id, slug),
      cancelHref: personPath(state.id),
      hidden: { version: String(version) },
      above: <HandOverSummary context={context} values={values} />,
    };
  },
  doneAt: ({ record }) => personPath(record.state.id),
};
