import { Heading, Link } from '../../web/design-system.js';
import { hasPassed } from '#domain/deadline/deadline.js';
import { osloDate } from '#domain/follow-up/calendar.js';
import { isInEffect } from '#domain/decision/decision.js';
import { decisionFormPath } from '#messages/page-links.js';
import type { DecisionRecord } from '#record/decision/decision-page.query.js';
import type { PageFrame } from '../../web/frame/page-frame.js';
import { Page } from '../../web/frame/page.js';
import { day, t } from '../../web/frame/texts.js';
import { Errors, Form } from '../../web/forms/form.js';
import { emptyForm, type FormState } from '../../web/forms/form-state.js';
import { type DecisionForm, type DecisionFormContext, formsOn } from './decision-forms.js';
import { groundOf, heldInWords, subjectPath } from './decision-in-words.js';

interface DecisionPageProps {
  frame: PageFrame;
  context: DecisionFormContext;
  /** The form that was refused, with what was typed. */
  refused?: { form: DecisionForm; state: FormState };
  /** Against doing it twice. */
  formKey: string;
}

/** What a body decided, who entered and who countersigned it, by when, and that it has been carried out. */
export function DecisionPage({ frame, context, refused, formKey }: DecisionPageProps) {
  const { record, today } = context;
  const { state: decision, version, plan, subject } = record;
  const { body, meetingDate, caseNumber, archiveReference, text, deadline, fulfilment } = decision;
  const late =
    isInEffect(decision) &&
    fulfilment === undefined &&
    deadline !== undefined &&
    hasPassed(deadline.on, today);
  const path = subjectPath(plan, subject);
  const ground = groundOf(decision);
  return (
    <Page
      frame={frame}
      title={t('page.decision.title', { body, caseNumber })}
      kicker={t('page.decision.meeting', { date: day(meetingDate) })}
      refused={refused !== undefined}
    >
      {refused === undefined ? null : (
        <Errors state={refused.state} fields={refused.form.fields(context, refused.state.values)} />
      )}
      <p className="kv-lead">{heldInWords(decision, plan, subject) ?? text}</p>
      {ground === undefined ? null : <p>{ground}</p>}
      {path === undefined ? null : (
        <p>
          <Link href={path}>{t('page.decision.subject')}</Link>
        </p>
      )}
      {deadline === undefined ? null : (
        <p className={late ? 'kv-late' : undefined}>
          {t(late ? 'page.start.was-due' : 'page.start.due', { date: day(deadline.on) })}
        </p>
      )}
      {archiveReference === undefined ? null : (
        <p>{t('page.decision.archive', { reference: archiveReference })}</p>
      )}
      <Hands record={record} />
      {fulfilment === undefined ? null : (
        <p>{t('page.decision.fulfilled', { date: day(osloDate(fulfilment.at)), note: fulfilment.note })}</p>
      )}
      {formsOn(context).map(({ slug, name, fields }) => (
        <section key={slug} aria-labelledby={slug}>
          <Heading level={2} data-size="sm" id={slug}>
            {t(`page.form.${name}.title`)}
          </Heading>
          <p>{t(`page.form.${name}.intro`)}</p>
          <Form
            action={decisionFormPath(decision.id, slug)}
            csrfToken={frame.csrfToken}
            hidden={{ version: String(version), key: `${formKey}-${slug}` }}
            fields={fields(context, {})}
            state={refused?.form.slug === slug ? refused.state : emptyForm}
            submitLabel={t(`page.form.${name}.submit`)}
            cancelHref="/"
          />
        </section>
      ))}
    </Page>
  );
}

/** Who entered it, and what has become of the countersignature. */
function Hands({ record: { state: decision, names } }: { record: DecisionRecord }) {
  const { enteredBy, enteredAt, countersigning } = decision;
  const person = (id: string) => names.get(id) ?? t('page.unknown');
  const entered = { person: person(enteredBy), date: day(osloDate(enteredAt)) };
  if (countersigning === undefined) return <p>{t('page.decision.entered', entered)}</p>;
  if (countersigning.kind === 'awaited') return <p>{t('page.decision.awaited', entered)}</p>;
  const { by, at } = countersigning;
  const settled = { person: person(by), date: day(osloDate(at)) };
  return (
    <>
      <p>{t('page.decision.entered', entered)}</p>
      {countersigning.kind === 'withdrawn' ? (
        <p>{t('page.decision.withdrawn', { ...settled, reason: countersigning.reason })}</p>
      ) : (
        <p>
          {t('page.decision.countersigned', settled)} {countersigning.note}
        </p>
      )}
    </>
  );
}
