import { Alert, Button } from '../../web/design-system.js';
import type { Comparison } from '#domain/import/comparison.js';
import { accessOfEvaluation } from '#domain/import/confirmed.js';
import {
  type DraftMeasure,
  type ImportDraft,
  undecidedNames,
  type WarningContext,
  warningsOf,
  isDoubtful,
} from '#domain/import/import-draft.js';
import { draftPartPath, importsPath } from '#messages/page-links.js';
import type { Reading } from '#record/imports/import-drafts.js';
import type { SimilarMeasure } from '#record/measure/similar-measures.query.js';
import type { OpenDraft } from '../imports.js';
import { AskedFirst } from '../../web/forms/asked-first.js';
import { Field } from '../../web/forms/field.js';
import { Errors } from '../../web/forms/form.js';
import { FormMark } from '../../web/forms/form-labels.js';
import { type FormState, valuesOf } from '../../web/forms/form-state.js';
import type { PageFrame } from '../../web/frame/page-frame.js';
import { Page } from '../../web/frame/page.js';
import { list, t } from '../../web/frame/texts.js';
import {
  type Choices,
  findingValues,
  goalValues,
  participantValues,
  whereFields,
  whereValues,
} from './draft-forms.js';
import { asTyped, draftPartsOf, draftValues, partsName, draftFormId } from './draft-parts.js';
import { DraftSituations, situationFields } from './draft-situations.js';
import { DraftMeasures } from './draft-measures.js';
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
  /** What was typed in the form that was refused, and its errors. */
  state: FormState;
  formKey: string;
  /** The case officer proposed for a new plan. */
  officerId: string;
  /** The rules that confirming goes by. */
  beside: WarningContext;
}

/** What was read, beside the document it was read from; at the end the one press that registers it. */
export function PreviewPage(props: PreviewPageProps) {
  const { frame, stored, reading, state, shown, compared, similar, beside, choices, formKey, officerId } =
    props;
  const { id, version, draft, document } = stored;
  const forms = { id, draft, state };
  const parts = draftPartsOf(draft);
  const doubtful = draft.measures.filter(isDoubtful).length;
  const fields = [...whereFields(draft, choices), ...situationFields(draft, choices.catalogues)];
  return (
    <Page
      frame={frame}
      title={t('page.import.preview.title')}
      kicker={document.name}
      crumbs={[{ label: t('page.import.title'), href: importsPath }]}
      refused={state.errors.length > 0}
    >
      <Errors state={state} fields={fields} />
      <p className="kv-lead">
        {t('page.import.preview.found', {
          measures: draft.measures.length - doubtful,
          doubtful,
          name: document.name,
          pages: reading.pages,
        })}
      </p>
      <Remarks remarks={reading.remarks} />
      {/* One form: whatever is pressed, what stands in the other parts is saved with it. */}
      <form id={draftFormId} method="post" action={draftPartPath(id, 'valg')} noValidate>
        <FormMark csrfToken={frame.csrfToken} fields={fields} filledIn={draftValues(draft, officerId)} />
        <input type="hidden" name="version" value={version} />
        <input type="hidden" name="key" value={formKey} />
        {parts.map((part) => (
          <input key={part} type="hidden" name={partsName} value={part} />
        ))}
        <Where {...props} />
        <div className="kv-side-by-side">
          <DraftMeasures
            id={id}
            measures={draft.measures}
            chunk={shown.chunk}
            chosen={valuesOf(state, 'valgt')}
            compared={compared}
            similar={similar}
            beside={beside}
          />
          <ReadDocument id={id} reading={reading} measures={draft.measures} {...shown} />
        </div>
        <Findings {...forms} />
        <Goals {...forms} />
        <DraftSituations {...forms} catalogues={props.choices.catalogues} />
        <Participants {...forms} />
        <Confirm {...props} />
      </form>
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

function Where({ stored, choices, state, officerId }: PreviewPageProps) {
  const { id, draft } = stored;
  const fields = whereFields(draft, choices);
  const isParty = (name: string) => name.startsWith('part-');
  const shown = asTyped(state, whereValues(draft, officerId));
  return (
    <section aria-labelledby="hvor">
      <h2 id="hvor">{t('page.import.where')}</h2>
      <div className="kv-form">
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
        <SavePart id={id} part="valg" label={t('page.import.where.save')} />
      </div>
    </section>
  );
}

/** One part's own press; the others are saved with it. */
function SavePart({ id, part, label }: { id: string; part: string; label: string }) {
  return (
    <p className="kv-buttons">
      <Button type="submit" variant="secondary" formAction={draftPartPath(id, part)}>
        {label}
      </Button>
    </p>
  );
}

interface PartProps {
  id: string;
  draft: ImportDraft;
  state: FormState;
}

function Findings({ id, state, draft }: PartProps) {
  const { findings, evaluation } = draft;
  if (findings.length === 0 || evaluation.kind === 'none') return null;
  const shown = asTyped(state, findingValues(draft));
  return (
    <section aria-labelledby="funn">
      <h2 id="funn">{t('page.import.findings')}</h2>
      <p>{t('page.import.findings.intro')}</p>
      <div className="kv-form">
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
            state={shown}
          />
        ))}
        <SavePart id={id} part="funn" label={t('page.import.findings.save')} />
      </div>
    </section>
  );
}

function Participants({ id, state, draft }: PartProps) {
  const { participants = [], evaluation } = draft;
  if (participants.length === 0 || evaluation.kind !== 'new') return null;
  return (
    <section aria-labelledby="deltakere">
      <h2 id="deltakere">{t('page.import.participants')}</h2>
      <div className="kv-form">
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
          state={asTyped(state, participantValues(draft))}
        />
        <SavePart id={id} part="deltakere" label={t('page.import.participants.save')} />
      </div>
    </section>
  );
}

function Goals({ id, state, draft }: PartProps) {
  const { goals } = draft;
  if (goals.length === 0) return null;
  return (
    <section aria-labelledby="mal">
      <h2 id="mal">{t('page.import.goals')}</h2>
      <div className="kv-form">
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
          state={asTyped(state, goalValues(draft))}
        />
        <SavePart id={id} part="mal" label={t('page.import.goals.save')} />
      </div>
    </section>
  );
}

function Confirm({ stored, compared, beside }: PreviewPageProps) {
  const { id, draft, document } = stored;
  const included = draft.measures.filter((measure) => measure.included);
  const changed = [...compared.values()].filter(({ differences }) => differences.length > 0).length;
  const added = included.filter(({ key }) => !compared.has(key));
  const missing = [...stillMissing(draft), ...refusedRows(included, beside)];
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
      <p className="kv-buttons">
        <Button type="submit" formAction={draftPartPath(id, 'bekreft')}>
          {t('page.import.confirm.submit')}
        </Button>
      </p>
      <AskedFirst
        label={t('page.import.discard')}
        warning={t('page.import.discard.warning', { name: document.name })}
        confirmLabel={t('page.import.discard.confirm')}
        press={{ formAction: draftPartPath(id, 'kast') }}
      />
    </section>
  );
}

/** What would be refused, by row: it leads to where it is corrected. */
function refusedRows(included: readonly DraftMeasure[], beside: WarningContext): string[] {
  const titles = included
    .filter((measure) => warningsOf(measure, beside).some(({ kind }) => kind === 'would-be-refused'))
    .map(({ title }) => t('page.import.confirm.not-yet.measure', { title }));
  return titles.length === 0 ? [] : [t('page.import.confirm.not-yet.refused', { titles: list(titles) })];
}

function stillMissing(draft: ImportDraft): string[] {
  const names = undecidedNames(draft);
  return [
    ...(draft.plan.kind === 'undecided' ? [t('page.import.confirm.not-yet.plan')] : []),
    ...(names.length === 0 ? [] : [t('page.import.confirm.not-yet.parties', { names: list(names) })]),
  ];
}
