import { Alert, Button } from '@digdir/designsystemet-react';
import type { Comparison } from '#domain/import/comparison.js';
import { accessOfEvaluation } from '#domain/import/confirmed.js';
import { type ImportDraft, undecidedNames } from '#domain/import/import-draft.js';
import type { PlainDate } from '#domain/ids.js';
import type { Reading } from '#record/imports/import-drafts.js';
import type { SimilarMeasure } from '#record/queries/similar-measures.query.js';
import type { OpenDraft } from '../../imports/imports.js';
import { Field } from '../forms/field.js';
import { Errors } from '../forms/form.js';
import type { FormField } from '../forms/form-fields.js';
import { FormMark } from '../forms/form-labels.js';
import type { FormState } from '../forms/form-state.js';
import type { PageFrame } from '../frame/page-frame.js';
import { Page } from '../frame/page.js';
import { list, t } from '../frame/texts.js';
import { type Choices, whereFields, whereValues } from './draft-forms.js';
import { DraftSituations } from './draft-situations.js';
import { DraftMeasures } from './draft-measures.js';
import { importPath, importsPath } from './import-paths.js';
import { ReadDocument } from './read-document.js';

export interface PreviewPageProps {
  frame: PageFrame;
  stored: OpenDraft;
  reading: Reading;
  choices: Choices;
  compared: ReadonlyMap<string, Comparison>;
  similar: ReadonlyMap<string, readonly SimilarMeasure[]>;
  /** What of draft and document is shown. */
  shown: { chunk: number; page: number; line: number };
  /** Of the form that was refused, where one was. */
  state: FormState;
  formKey: string;
  /** Who is proposed for a new plan. */
  officerId: string;
  today: PlainDate;
}

/** What was read, beside the document it was read from; at the end the one press that registers it. */
export function PreviewPage(props: PreviewPageProps) {
  const { frame, stored, reading, state, shown, compared, similar, today } = props;
  const { id, version, draft, document } = stored;
  const forms = { id, version, csrfToken: frame.csrfToken };
  return (
    <Page
      frame={frame}
      title={t('page.import.preview.title')}
      kicker={document.name}
      crumbs={[{ label: t('page.import.title'), href: importsPath }]}
      refused={state.errors.length > 0}
    >
      <Errors state={state} fields={[]} />
      <p className="kv-lead">
        {t('page.import.preview.found', {
          measures: draft.measures.length,
          name: document.name,
          pages: reading.pages,
        })}
      </p>
      <Remarks remarks={reading.remarks} />
      <Where {...props} />
      <div className="kv-side-by-side">
        <DraftMeasures
          {...forms}
          measures={draft.measures}
          chunk={shown.chunk}
          compared={compared}
          similar={similar}
          today={today}
        />
        <ReadDocument id={id} reading={reading} measures={draft.measures} {...shown} />
      </div>
      <Findings {...forms} draft={draft} />
      <Goals {...forms} draft={draft} />
      <DraftSituations
        {...forms}
        draft={draft}
        catalogues={props.choices.catalogues}
        formKey={props.formKey}
        state={state}
      />
      <Participants {...forms} draft={draft} />
      <Confirm {...props} />
    </Page>
  );
}

function Remarks({ remarks }: { remarks: readonly string[] }) {
  if (remarks.length === 0) return null;
  return (
    <Alert data-color="warning" className="kv-done">
      <h2>{t('page.import.remarks')}</h2>
      <ul>
        {remarks.map((remark) => (
          <li key={remark}>{remark}</li>
        ))}
      </ul>
    </Alert>
  );
}

function Where({ frame, stored, choices, state, officerId }: PreviewPageProps) {
  const { id, version, draft } = stored;
  const fields = whereFields(draft, choices);
  const isParty = (name: string) => name.startsWith('part-');
  const refused = fields.some(({ name }) => state.errors.some(({ field }) => field === name));
  const shown: FormState = refused ? state : { values: whereValues(draft, officerId), errors: [] };
  return (
    <section aria-labelledby="hvor">
      <h2 id="hvor">{t('page.import.where')}</h2>
      <form method="post" action={`${importPath(id)}/valg`} className="kv-form" noValidate>
        <Hidden csrfToken={frame.csrfToken} version={version} fields={fields} />
        {fields
          .filter(({ name }) => !isParty(name))
          .map((field) => (
            <Field key={field.name} field={field} state={shown} />
          ))}
        {draft.evaluation.kind === 'new' &&
        draft.access?.kind !== 'restricted' &&
        accessOfEvaluation(draft)?.kind === 'restricted' ? (
          <p>{t('page.import.access.because-of-measure')}</p>
        ) : null}
        {fields.some(({ name }) => isParty(name)) ? (
          <>
            <h3>{t('page.import.parties')}</h3>
            <p>{t('page.import.parties.intro')}</p>
          </>
        ) : null}
        {fields
          .filter(({ name }) => isParty(name))
          .map((field) => (
            <Field key={field.name} field={field} state={shown} />
          ))}
        <p className="kv-buttons">
          <Button type="submit" variant="secondary">
            {t('page.import.where.save')}
          </Button>
        </p>
      </form>
    </section>
  );
}

interface PartProps {
  id: string;
  version: number;
  csrfToken: string;
  draft: ImportDraft;
}

function Findings({ id, version, csrfToken, draft }: PartProps) {
  const { findings, evaluation } = draft;
  if (findings.length === 0 || evaluation.kind === 'none') return null;
  const values = Object.fromEntries(
    findings.map(({ key, kind, included }) => [key, included ? kind : 'left-out']),
  );
  return (
    <section aria-labelledby="funn">
      <h2 id="funn">{t('page.import.findings')}</h2>
      <p>{t('page.import.findings.intro')}</p>
      <form method="post" action={`${importPath(id)}/funn`} className="kv-form">
        <Hidden csrfToken={csrfToken} version={version} />
        {findings.map(({ key, text }) => (
          <Field
            key={key}
            field={{
              kind: 'select',
              name: key,
              label: text,
              required: true,
              choices: (['strength', 'to-improve', 'left-out'] as const).map((kind) => ({
                value: kind,
                label: t(`page.import.finding.${kind}`),
              })),
            }}
            state={{ values, errors: [] }}
          />
        ))}
        <p className="kv-buttons">
          <Button type="submit" variant="secondary">
            {t('page.import.findings.save')}
          </Button>
        </p>
      </form>
    </section>
  );
}

function Participants({ id, version, csrfToken, draft: { participants = [], evaluation } }: PartProps) {
  if (participants.length === 0 || evaluation.kind !== 'new') return null;
  const taken = participants.filter(({ included }) => included).map(({ key }) => key);
  return (
    <section aria-labelledby="deltakere">
      <h2 id="deltakere">{t('page.import.participants')}</h2>
      <form method="post" action={`${importPath(id)}/deltakere`} className="kv-form">
        <Hidden csrfToken={csrfToken} version={version} />
        <Field
          field={{
            kind: 'checkboxes',
            name: 'deltakere',
            label: t('page.import.participants.intro'),
            required: true,
            choices: participants.map(({ key, actor, unit, function: role }) => ({
              value: key,
              label: [actor, unit].filter((part) => part !== undefined).join(', '),
              ...(role === undefined ? {} : { hint: role }),
            })),
          }}
          state={{ values: { deltakere: taken }, errors: [] }}
        />
        <p className="kv-buttons">
          <Button type="submit" variant="secondary">
            {t('page.import.participants.save')}
          </Button>
        </p>
      </form>
    </section>
  );
}

function Goals({ id, version, csrfToken, draft: { goals } }: PartProps) {
  if (goals.length === 0) return null;
  const taken = goals.filter(({ included }) => included).map(({ key }) => key);
  return (
    <section aria-labelledby="mal">
      <h2 id="mal">{t('page.import.goals')}</h2>
      <form method="post" action={`${importPath(id)}/mal`} className="kv-form">
        <Hidden csrfToken={csrfToken} version={version} />
        <Field
          field={{
            kind: 'checkboxes',
            name: 'mal',
            label: t('page.import.goals.intro'),
            required: true,
            choices: goals.map(({ key, number, text, mainGoal }) => ({
              value: key,
              label: `${number} ${text}`,
              hint: mainGoal,
            })),
          }}
          state={{ values: { mal: taken }, errors: [] }}
        />
        <p className="kv-buttons">
          <Button type="submit" variant="secondary">
            {t('page.import.goals.save')}
          </Button>
        </p>
      </form>
    </section>
  );
}

function Confirm({ frame, stored, compared, formKey }: PreviewPageProps) {
  const { id, version, draft } = stored;
  const included = draft.measures.filter((measure) => measure.included);
  const changed = [...compared.values()].filter(({ differences }) => differences.length > 0).length;
  const added = included.filter(({ key }) => !compared.has(key));
  const missing = stillMissing(draft);
  return (
    <section aria-labelledby="bekreft">
      <h2 id="bekreft">{t('page.import.confirm')}</h2>
      {missing.length === 0 ? null : (
        <>
          <p>{t('page.import.confirm.not-yet')}</p>
          <ul>
            {missing.map((one) => (
              <li key={one}>{one}</li>
            ))}
          </ul>
        </>
      )}
      <p>
        {t('page.import.confirm.intro', {
          added: added.reduce((sum, { numbers }) => sum + Math.max(1, numbers.length), 0),
          changed,
        })}
      </p>
      <form method="post" action={`${importPath(id)}/bekreft`} className="kv-form">
        <Hidden csrfToken={frame.csrfToken} version={version} />
        <input type="hidden" name="key" value={formKey} />
        <p className="kv-buttons">
          <Button type="submit">{t('page.import.confirm.submit')}</Button>
        </p>
      </form>
      <form method="post" action={`${importPath(id)}/kast`}>
        <Hidden csrfToken={frame.csrfToken} version={version} />
        <Button type="submit" variant="tertiary" data-color="danger">
          {t('page.import.discard')}
        </Button>
      </form>
    </section>
  );
}

function stillMissing(draft: ImportDraft): string[] {
  const names = undecidedNames(draft);
  return [
    ...(draft.plan.kind === 'undecided' ? [t('page.import.confirm.not-yet.plan')] : []),
    ...(names.length === 0 ? [] : [t('page.import.confirm.not-yet.parties', { names: list(names) })]),
  ];
}

interface HiddenProps {
  csrfToken: string;
  version: number;
  fields?: readonly FormField[];
}

function Hidden({ csrfToken, version, fields = [] }: HiddenProps) {
  return (
    <>
      <FormMark csrfToken={csrfToken} fields={fields} />
      <input type="hidden" name="version" value={version} />
    </>
  );
}
