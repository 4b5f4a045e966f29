import { personFormPath, personPath, personsPath } from '#messages/page-links.js';
import type { FormValues } from '../../web/forms/form-state.js';
import type { FormPlace } from '../../web/forms/page-form.js';
import type { Crumb } from '../../web/frame/page.js';
import { t } from '../../web/frame/texts.js';
import { absenceIn, sayPeriod } from './absence-forms.js';
import { personForms } from './person-forms.js';
import { HandOverSummary } from './hand-over-summary.js';
import type { PersonForm, PersonFormContext } from './person-form.js';

export function personsCrumb(): Crumb {
  return { label: t('page.persons.title'), href: personsPath };
}

function WhichAbsence({ context, values }: { context: PersonFormContext; values: FormValues }) {
  const absence = absenceIn(context, values);
  return absence === undefined ? null : <p>{t('page.absences.one', { period: sayPeriod(absence) })}</p>;
}

export const personPlace: FormPlace<PersonFormContext, PersonForm> = {
  forms: personForms,
  // Everybody reports their own absence.
  named: ({ record }) => [record.state.id],
  shown: ({ slug, name }, context, values) => {
    const { state, version } = context.record;
    return {
      kicker: state.name,
      crumbs: [personsCrumb(), { label: state.name, href: personPath(state.id) }],
      action: personFormPath(state.id, slug),
      cancelHref: personPath(state.id),
      hidden: { version: String(version) },
      above:
        name === 'hand-over' ? (
          <HandOverSummary context={context} values={values} />
        ) : name === 'change-absence' || name === 'end-absence' ? (
          <WhichAbsence context={context} values={values} />
        ) : undefined,
    };
  },
  doneAt: ({ record }) => personPath(record.state.id),
};
