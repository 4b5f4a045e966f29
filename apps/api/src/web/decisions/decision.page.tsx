import type { PlainDate } from '#domain/ids.js';
import type { Decision } from '#domain/decision/decision.js';
import { osloDate } from '#domain/follow-up/calendar.js';
import { decisionPath } from '../frame/page-addresses.js';
import type { PageFrame } from '../frame/page-frame.js';
import { Page } from '../frame/page.js';
import { day, t } from '../frame/texts.js';
import { Errors, Form } from '../forms/form.js';
import type { FormField } from '../forms/form-fields.js';
import type { FormState } from '../forms/form-state.js';

interface DecisionPageProps {
  frame: PageFrame;
  decision: Decision;
  version: number;
  today: PlainDate;
  /** Absent for who can't record that it has been carried out, and where it has. */
  form?: { state: FormState; key: string };
}

export function decisionFields(): readonly FormField[] {
  return [
    {
      kind: 'long-text',
      name: 'note',
      rows: 3,
      label: t('page.field.fulfilled-note'),
      hint: t('page.field.fulfilled-note.hint'),
      required: true,
    },
  ];
}

/** What a body decided, by when, and that it has been carried out. */
export function DecisionPage({ frame, decision, version, today, form }: DecisionPageProps) {
  const { body, meetingDate, caseNumber, text, deadline, fulfilment } = decision;
  const late = fulfilment === undefined && deadline !== undefined && deadline.on < today;
  return (
    <Page
      frame={frame}
      title={t('page.decision.title', { body, caseNumber })}
      kicker={t('page.decision.meeting', { date: day(meetingDate) })}
      refused={(form?.state.errors.length ?? 0) > 0}
    >
      {form === undefined ? null : <Errors state={form.state} fields={decisionFields()} />}
      <p className="kv-lead">{text}</p>
      {deadline === undefined ? null : (
        <p className={late ? 'kv-late' : undefined}>
          {t(late ? 'page.start.was-due' : 'page.start.due', { date: day(deadline.on) })}
        </p>
      )}
      {fulfilment === undefined ? null : (
        <p>{t('page.decision.fulfilled', { date: day(osloDate(fulfilment.at)), note: fulfilment.note })}</p>
      )}
      {form === undefined ? null : (
        <Form
          action={decisionPath(decision.id)}
          csrfToken={frame.csrfToken}
          hidden={{ version: String(version), key: form.key }}
          fields={decisionFields()}
          state={form.state}
          submitLabel={t('page.form.fulfil-decision.submit')}
          cancelHref="/"
        />
      )}
    </Page>
  );
}
