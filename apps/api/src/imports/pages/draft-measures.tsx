import { Button, Link, Tag } from '../../web/design-system.js';
import type { Comparison } from '#domain/import/comparison.js';
import {
  type DraftMeasure,
  isDoubtful,
  type WarningContext,
  warningsOf,
} from '#domain/import/import-draft.js';
import { draftMeasurePath, draftPartPath, measurePath, previewPath } from '#messages/page-links.js';
import type { SimilarMeasure } from '#record/measure/similar-measures.query.js';
import { list, t } from '../../web/frame/texts.js';
import { changesSaid, deadlineSaid, warningSaid } from './draft-sentences.js';
import { newKey } from './draft-parts.js';

/** So many on one page. */
const chunkSize = 50;

interface DraftMeasuresProps {
  id: string;
  measures: readonly DraftMeasure[];
  chunk: number;
  /** Ticked, in a form that is shown again. */
  chosen: readonly string[];
  compared: ReadonlyMap<string, Comparison>;
  /** Earlier measures like these, by key. */
  similar: ReadonlyMap<string, readonly SimilarMeasure[]>;
  beside: WarningContext;
}

/** What may become measures, with a box each: what is ticked can be left out, taken back or merged. */
export function DraftMeasures({ id, measures, chunk, ...about }: DraftMeasuresProps) {
  const shown = chunkOf(measures, chunk);
  const doubtful = shown.filter(isDoubtful);
  const row = (measure: DraftMeasure) => (
    <li key={measure.key} id={measure.key} data-left-out={measure.included ? undefined : true}>
      <DraftedMeasure id={id} chunk={chunk} measure={measure} {...about} />
    </li>
  );
  return (
    <section aria-labelledby="tiltak">
      <h2 id="tiltak">{t('page.import.measures')}</h2>
      {measures.every(isDoubtful) ? <p>{t('page.import.measures.none')}</p> : null}
      <div className="kv-drafted">
        <ol className="kv-plain">{shown.filter((measure) => !isDoubtful(measure)).map(row)}</ol>
        {doubtful.length === 0 ? null : (
          <details open={doubtful.some(({ key }) => about.chosen.includes(key))}>
            <summary>{t('page.import.measures.doubtful', { count: doubtful.length })}</summary>
            <p>{t('page.import.measures.doubtful.help')}</p>
            <ol className="kv-plain">{doubtful.map(row)}</ol>
          </details>
        )}
        <Chunks id={id} chunk={chunk} total={measures.length} />
        {shown.length === 0 ? null : (
          <p className="kv-buttons">
            <span>{t('page.import.chosen')}</span>
            {(['drop', 'restore', 'merge'] as const).map((deed) => (
              <Button
                key={deed}
                type="submit"
                formAction={draftPartPath(id, 'valgte')}
                name="gjor"
                value={deed}
                variant="secondary"
                data-size="sm"
              >
                {t(`page.import.${deed}`)}
              </Button>
            ))}
          </p>
        )}
      </div>
      <p>
        <Link href={draftMeasurePath(id, newKey)}>{t('page.import.add')}</Link>
      </p>
    </section>
  );
}

export function chunkOf<T>(all: readonly T[], chunk: number): readonly T[] {
  return all.slice((chunk - 1) * chunkSize, chunk * chunkSize);
}

function Chunks({ id, chunk, total }: { id: string; chunk: number; total: number }) {
  if (total <= chunkSize) return null;
  const from = (chunk - 1) * chunkSize + 1;
  const to = Math.min(total, chunk * chunkSize);
  return (
    <p className="kv-row-actions">
      <span>{t('page.import.measures.chunk', { from, to, total })}</span>
      {chunk > 1 ? (
        <Link href={previewPath(id, { chunk: chunk - 1 })}>{t('page.import.measures.previous')}</Link>
      ) : null}
      {to < total ? (
        <Link href={previewPath(id, { chunk: chunk + 1 })}>{t('page.import.measures.next')}</Link>
      ) : null}
    </p>
  );
}

type DraftedMeasureProps = Pick<
  DraftMeasuresProps,
  'id' | 'chunk' | 'chosen' | 'compared' | 'similar' | 'beside'
> & {
  measure: DraftMeasure;
};

function DraftedMeasure({ id, chunk, chosen, measure, compared, similar, beside }: DraftedMeasureProps) {
  const { key, numbers, title, text, theme, subPoints, responsible, foundAt, included, access } = measure;
  const findings = measure.findingKeys ?? [];
  const box = `velg-${key}`;
  const deadline = deadlineSaid(measure);
  const names = responsible.filter(({ meant }) => meant.kind !== 'nobody').map(({ written }) => written);
  const comparison = compared.get(key);
  return (
    <>
      <h3>
        <input
          type="checkbox"
          id={box}
          name="valgt"
          value={key}
          defaultChecked={chosen.includes(key)}
          className="ds-input"
        />{' '}
        <label htmlFor={box}>
          {numbers.length === 0
            ? t('page.import.measure.unnumbered')
            : t('page.import.measure.number', { numbers: list(numbers) })}
          {' – '}
          {title}
        </label>
      </h3>
      {included ? null : <Tag data-color="neutral">{t('page.import.measure.left-out')}</Tag>}
      <p>{text}</p>
      {subPoints.length === 0 ? null : (
        <ul>
          {subPoints.map((point) => (
            <li key={point}>{point}</li>
          ))}
        </ul>
      )}
      <p className="kv-meta">
        {[
          ...(theme === undefined ? [] : [t('page.import.measure.theme', { theme })]),
          ...(names.length === 0 ? [] : [t('page.import.measure.responsible', { names: list(names) })]),
          ...(deadline === undefined ? [] : [deadline]),
          ...(findings.length === 0 ? [] : [t('page.import.measure.findings', { count: findings.length })]),
          ...(access?.kind === 'restricted'
            ? [t('page.import.measure.restricted', { legalBasis: access.legalBasis })]
            : []),
          ...(numbers.length > 1 ? [t('page.import.measure.joint', { count: numbers.length })] : []),
        ].join(' · ')}
      </p>
      {included ? <Warnings measure={measure} beside={beside} /> : null}
      {comparison === undefined ? null : <Changes comparison={comparison} />}
      <Similar measures={similar.get(key) ?? []} />
      <p className="kv-row-actions">
        <Link href={draftMeasurePath(id, key)} aria-label={t('page.import.measure.edit.label', { title })}>
          {t('page.import.measure.edit')}
        </Link>
        {foundAt === undefined ? (
          <span>{t('page.import.measure.found')}</span>
        ) : (
          <Link href={previewPath(id, { chunk, page: foundAt.page, line: foundAt.line })}>
            {t('page.import.measure.show', { page: foundAt.page })}
          </Link>
        )}
      </p>
    </>
  );
}

function Warnings({ measure, beside }: { measure: DraftMeasure; beside: WarningContext }) {
  const warnings = warningsOf(measure, beside);
  if (warnings.length === 0) return null;
  return (
    <ul className="kv-warnings">
      {warnings.map((warning) => (
        <li key={warning.kind} data-refused={warning.kind === 'would-be-refused' ? true : undefined}>
          {warningSaid(warning)}
        </li>
      ))}
    </ul>
  );
}

export function Changes({ comparison }: { comparison: Comparison }) {
  const { title, changes } = changesSaid(comparison);
  return (
    <>
      <p>{title}</p>
      {changes.length === 0 ? null : (
        <ul>
          {changes.map((change) => (
            <li key={change}>{change}</li>
          ))}
        </ul>
      )}
    </>
  );
}

function Similar({ measures }: { measures: readonly SimilarMeasure[] }) {
  if (measures.length === 0) return null;
  return (
    <details>
      <summary>{t('page.import.measure.similar', { count: measures.length })}</summary>
      <ul>
        {measures.map(({ id, number, title, plan, state, closedAs }) => (
          <li key={id}>
            <Link href={measurePath(plan.number, number)}>{title}</Link>
            {' – '}
            {t('page.import.measure.similar.row', {
              number,
              plan: plan.number,
              state: closedAs === undefined ? t(`measure-state.${state}`) : t(`closure.${closedAs}`),
            })}
          </li>
        ))}
      </ul>
    </details>
  );
}
