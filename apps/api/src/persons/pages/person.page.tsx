import { Fragment } from 'react';
import { absenceFormPath, personFormPath } from '#messages/page-links.js';
import { Button, Heading, Link } from '../../web/design-system.js';
import { Field } from '../../web/forms/field.js';
import { emptyForm } from '../../web/forms/form-state.js';
import { Actions } from '../../web/frame/actions.js';
import type { PageFrame } from '../../web/frame/page-frame.js';
import { Page } from '../../web/frame/page.js';
import { list, lowerCase, t } from '../../web/frame/texts.js';
import { absenceChangeForms, absenceForms, absencesAhead, sayPeriod } from './absence-forms.js';
import { handOverForm, sayDuty } from './hand-over-form.js';
import type { PersonFormContext } from './person-form.js';
import { personsCrumb } from './person-places.js';

/** One person: roles, units, and what they answer for. */
export function PersonPage({ frame, context }: { frame: PageFrame; context: PersonFormContext }) {
  const { state } = context.record;
  const roles = list(state.roles.map((role) => lowerCase(t(`role.${role}`))));
  return (
    <Page
      frame={frame}
      title={state.name}
      crumbs={[personsCrumb()]}
      kicker={state.active ? roles : `${roles} · ${t('page.persons.left')}`}
    >
      {state.partyIds.length === 0 ? null : (
        <p>{t('page.person.units', { units: list(state.partyIds.map(context.partyName)) })}</p>
      )}
      <section aria-labelledby="ansvar">
        <Heading level={2} data-size="sm" id="ansvar">
          {t('page.person.duties')} <span className="kv-count">{context.duties.length}</span>
        </Heading>
        <Duties context={context} />
      </section>
      <Absences context={context} />
      {handOverForm.offered(context) ? <HandOver context={context} /> : null}
    </Page>
  );
}

/** When the person is away, and who is there in their place. */
function Absences({ context }: { context: PersonFormContext }) {
  const { record, takers, today } = context;
  const ahead = absencesAhead(context);
  const nameOf = (id: string) => takers.find((person) => person.id === id)?.name ?? t('page.unknown-person');
  const report = absenceForms.filter((form) => !absenceChangeForms.includes(form) && form.offered(context));
  if (ahead.length === 0 && report.length === 0) return null;
  return (
    <section aria-labelledby="fravaer">
      <Heading level={2} data-size="sm" id="fravaer">
        {t('page.absences.title')}
      </Heading>
      {ahead.length === 0 ? <p>{t('page.absences.none')}</p> : null}
      {ahead.length === 0 ? null : (
        <ul className="kv-lines">
          {ahead.map((absence) => (
            <li key={absence.id}>
              {sayPeriod(absence)}
              {absence.from <= today ? <strong> {t('page.absences.now')}</strong> : null}{' '}
              {absence.deputyId === undefined
                ? t('page.absences.no-deputy')
                : t('page.absences.deputy', { person: nameOf(absence.deputyId) })}
              {absenceChangeForms
                .filter((form) => form.offered(context))
                .map(({ slug, name }) => (
                  <Fragment key={slug}>
                    {' '}
                    <Link
                      href={absenceFormPath(record.state.id, slug, absence.id)}
                      aria-label={t('page.absences.form-for', {
                        form: t(`page.form.${name}.title`),
                        period: sayPeriod(absence),
                      })}
                    >
                      {t(`page.form.${name}.title`)}
                    </Link>
                  </Fragment>
                ))}
            </li>
          ))}
        </ul>
      )}
      <Actions
        actions={report.map(({ slug, name }) => ({
          label: t(`page.form.${name}.title`),
          href: personFormPath(record.state.id, slug),
        }))}
      />
    </section>
  );
}

function Duties({ context: { duties } }: { context: PersonFormContext }) {
  if (duties.length === 0) return <p>{t('page.person.duties.none')}</p>;
  return (
    <ul className="kv-lines">
      {duties.map((duty) => (
        <li key={`${duty.in}/${duty.id}/${duty.as}`}>
          {sentenceCase(sayDuty(duty))}
          {duty.items === 0 ? null : (
            <span className="kv-quiet"> ({t('page.person.duty.items', { count: duty.items })})</span>
          )}
        </li>
      ))}
    </ul>
  );
}

/** Who takes over is chosen first: the next page shows by name who gets what, and nothing has happened yet. */
function HandOver({ context: { record, takers } }: { context: PersonFormContext }) {
  return (
    <section aria-labelledby="overlat">
      <Heading level={2} data-size="sm" id="overlat">
        {t('page.person.hand-over')}
      </Heading>
      <form method="get" action={personFormPath(record.state.id, handOverForm.slug)} className="kv-form">
        <Field
          field={{
            kind: 'select',
            name: 'til',
            label: t('page.person.hand-over.to'),
            required: true,
            emptyLabel: t('page.field.choose'),
            choices: takers.map(({ id, name }) => ({ value: id, label: name })),
          }}
          state={emptyForm}
        />
        <Button type="submit" variant="secondary">
          {t('page.person.hand-over.preview')}
        </Button>
      </form>
      <p>
        <Link href={personFormPath(record.state.id, handOverForm.slug)}>
          {t('page.person.hand-over.each')}
        </Link>
      </p>
    </section>
  );
}

function sentenceCase(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
