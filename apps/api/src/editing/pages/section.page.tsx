import { Alert, Button, Heading, Label, Link, Table, Textarea } from '../../web/design-system.js';
import type { ReactNode } from 'react';
import type { Indicator } from '#domain/plan/plan.js';
import type { Instant } from '#domain/ids.js';
import { editingPath, planPath, sectionPath } from '#messages/page-links.js';
import type { PageFrame } from '../../web/frame/page-frame.js';
import { Page } from '../../web/frame/page.js';
import { day, list, moment, pageVoice, t } from '../../web/frame/texts.js';
import { AskedFirst } from '../../web/forms/asked-first.js';
import { Field } from '../../web/forms/field.js';
import { Errors } from '../../web/forms/form.js';
import type { FormField } from '../../web/forms/form-fields.js';
import { FormMark } from '../../web/forms/form-labels.js';
import { type FormState, type FormValues, valuesOf } from '../../web/forms/form-state.js';
import { figureWords } from '#messages/report/line-sentences.js';
import type { Proposal, SummarySection } from './summary-section.js';

/** What somebody else has saved since the page was opened: shown beside what was typed. */
export interface Conflict {
  what: 'published' | 'draft' | 'published-since-draft';
  values: FormValues;
  by?: { name: string; at: Instant };
}

interface SectionPageProps {
  frame: PageFrame;
  plan: { number: number; title: string };
  section: SummarySection;
  state: FormState;
  /** What the page knew when it was shown. */
  hidden: Readonly<Record<string, string>>;
  draft?: { by: string; at: Instant };
  conflict?: Conflict;
}

const formId = 'rediger';

/** One part of the summary to write: what it is about, what the owners say, what stands there, and the text. */
export function SectionPage({ frame, plan, section, state, hidden, draft, conflict }: SectionPageProps) {
  const { fields, proposals, publishedBy } = section;
  return (
    <Page
      frame={frame}
      title={section.title}
      kicker={t('page.plan.crumb', { number: plan.number, title: plan.title })}
      crumbs={[
        { label: t('page.plan.number', { number: plan.number }), href: planPath(plan.number) },
        { label: t('page.edit.title'), href: editingPath(plan.number) },
      ]}
      refused={
        state.errors.length > 0 || (conflict !== undefined && conflict.what !== 'published-since-draft')
      }
    >
      {conflict === undefined ? null : <ConflictShown conflict={conflict} fields={fields} />}
      <Errors state={state} fields={fields} />
      <p className="kv-lead">{section.intro}</p>
      <Background section={section} />
      {section.indicators === undefined ? null : <Figures indicators={section.indicators} />}
      <Proposals proposals={proposals} heading={section.proposalsHeading ?? t('page.edit.proposals')} />
      {publishedBy === undefined ? null : (
        <p className="kv-quiet">
          {t('page.edit.published-by', { person: publishedBy.name, when: moment(publishedBy.at) })}
        </p>
      )}
      {draft === undefined ? null : (
        <p>
          <strong>{t('page.edit.draft-by', { person: draft.by, when: moment(draft.at) })}</strong>
        </p>
      )}
      <form
        id={formId}
        method="post"
        action={sectionPath(plan.number, section.key)}
        className="kv-form"
        noValidate
      >
        <FormMark csrfToken={frame.csrfToken} fields={fields} />
        {Object.entries(hidden).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        {fields.map((field) => (
          <Field key={field.name} field={field} state={state} />
        ))}
        <p className="kv-buttons">
          <Button type="submit" name="gjor" value="publiser">
            {t('page.edit.publish')}
          </Button>
          <Button type="submit" name="gjor" value="utkast" variant="secondary">
            {t('page.edit.save-draft')}
          </Button>
          <Link href={editingPath(plan.number)}>{t('page.form.cancel')}</Link>
        </p>
        {draft === undefined ? null : (
          <AskedFirst
            label={t('page.edit.discard-draft')}
            warning={t('page.edit.discard-draft.warning', { person: draft.by })}
            confirmLabel={t('page.edit.discard-draft.confirm')}
            press={{ name: 'gjor', value: 'forkast' }}
          />
        )}
      </form>
    </Page>
  );
}

/** Both texts: theirs here, one's own in the form. */
function ConflictShown({ conflict, fields }: { conflict: Conflict; fields: readonly FormField[] }) {
  const { what, by, values } = conflict;
  return (
    <Alert data-color="warning" role="alert" tabIndex={-1} className="kv-conflict">
      <Heading level={2} data-size="xs">
        {t(`page.edit.conflict.${what}`)}
      </Heading>
      <p>{t('page.edit.conflict.next')}</p>
      {by === undefined ? null : (
        <p>{t('page.edit.conflict.by', { person: by.name, when: moment(by.at) })}</p>
      )}
      {fields.map((field) => (
        <p key={field.name}>
          <Label htmlFor={`andres-${field.name}`}>
            {t('page.edit.conflict.field', { label: field.label })}
          </Label>
          <Textarea
            id={`andres-${field.name}`}
            readOnly
            rows={field.kind === 'long-text' ? 6 : 1}
            defaultValue={inWords(field, valuesOf({ values }, field.name))}
          />
        </p>
      ))}
    </Alert>
  );
}

function inWords(field: FormField, values: readonly string[]): string {
  if (!('choices' in field)) return values.join('\n');
  return list(values.map((value) => field.choices.find((choice) => choice.value === value)?.label ?? value));
}

function Background({ section: { background } }: { section: SummarySection }) {
  if (background.length === 0) return null;
  return (
    <dl className="kv-facts">
      {background.map(({ label, text }) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{text}</dd>
        </div>
      ))}
    </dl>
  );
}

/** Each indicator's figures over time, oldest first, with where they are from. */
function Figures({ indicators }: { indicators: readonly Indicator[] }): ReactNode {
  return indicators.map((indicator) => (
    <section key={indicator.name} aria-label={indicator.name}>
      <Heading level={2} data-size="2xs">
        {indicator.name}
      </Heading>
      <p>
        {indicator.target === undefined
          ? t('page.edit.figures.unit', { unit: indicator.unit })
          : t('page.edit.figures.unit-target', { unit: indicator.unit, target: indicator.target })}
      </p>
      {indicator.figures.length === 0 ? (
        <p className="kv-quiet">{t('page.edit.figures.none')}</p>
      ) : (
        <FigureTable indicator={indicator} />
      )}
    </section>
  ));
}

function FigureTable({ indicator }: { indicator: Indicator }) {
  const inTime = [...indicator.figures].sort((one, other) => (one.asOf < other.asOf ? -1 : 1));
  return (
    <Table className="kv-items" aria-label={t('page.edit.figures.table', { name: indicator.name })}>
      <Table.Head>
        <Table.Row>
          <Table.HeaderCell scope="col">{t('page.field.as-of')}</Table.HeaderCell>
          <Table.HeaderCell scope="col">{t('page.edit.figure.value')}</Table.HeaderCell>
          <Table.HeaderCell scope="col">{t('page.field.source')}</Table.HeaderCell>
        </Table.Row>
      </Table.Head>
      <Table.Body>
        {inTime.map((figure, index) => (
          <Table.Row key={`${figure.asOf}-${index}`}>
            <Table.HeaderCell scope="row">{day(figure.asOf)}</Table.HeaderCell>
            <Table.Cell data-label={t('page.edit.figure.value')}>
              {figureWords(pageVoice(), figure, indicator.unit)}
            </Table.Cell>
            <Table.Cell data-label={t('page.field.source')}>{figure.source}</Table.Cell>
          </Table.Row>
        ))}
      </Table.Body>
    </Table>
  );
}

/** What the owners or the figures say. A press puts it in the text; nothing is published by it. */
function Proposals({ proposals, heading }: { proposals: readonly Proposal[]; heading: string }) {
  if (proposals.length === 0) return null;
  return (
    <section aria-labelledby="forslag">
      <Heading level={2} data-size="2xs" id="forslag">
        {heading}
      </Heading>
      <ul className="kv-plain kv-proposals">
        {proposals.map(({ from, text, at, isNew }, index) => (
          <li key={`${at}-${from}`}>
            <p className="kv-meta">
              {isNew ? <strong>{t('page.edit.proposal.new')} </strong> : null}
              {t('page.edit.proposal.from', { from, when: moment(at) })}
            </p>
            <p>{text}</p>
            <Button
              type="submit"
              form={formId}
              name="gjor"
              value={`sett-inn-${index}`}
              variant="secondary"
              data-size="sm"
            >
              {t('page.edit.proposal.take', { number: index + 1 })}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}
