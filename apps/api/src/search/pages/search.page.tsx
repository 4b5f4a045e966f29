import { Button, Details, Heading, Link, Tag } from '../../web/design-system.js';
import { osloDate } from '#domain/follow-up/calendar.js';
import { measureStates } from '../../measures/rest/measure.states.js';
import type { SearchFilters } from '#record/search/search-filters.query.js';
import type { SearchHit, SearchResult } from '#record/search/search.query.js';
import { searchKinds } from '#record/search/search-index.js';
import {
  cataloguePath,
  decisionPath,
  evaluationPath,
  measurePath,
  partAnchor,
  planPath,
  reportPath,
  searchPath,
  situationAnchor,
} from '#messages/page-links.js';
import { Field } from '../../web/forms/field.js';
import type { FormField } from '../../web/forms/form-fields.js';
import { type FormState, type FormValues, valueOf } from '../../web/forms/form-state.js';
import type { PageFrame } from '../../web/frame/page-frame.js';
import { Page } from '../../web/frame/page.js';
import { day, list, t } from '../../web/frame/texts.js';
import { Marked } from './marked.js';

export interface SearchPageProps {
  frame: PageFrame;
  /** As they stand in the address. */
  asked: FormValues;
  filters: SearchFilters;
  /** Undefined until something that can be searched for has been asked. */
  result?: SearchResult & { nextCursor: string | null };
  /** What was asked can't be searched for. */
  invalid: boolean;
}

/** The form, and what it found. A search is an address: it can be kept and sent. */
export function SearchPage({ frame, asked, filters, result, invalid }: SearchPageProps) {
  const state: FormState = {
    values: asked,
    errors: invalid ? [{ field: 'q', message: t('page.search.invalid') }] : [],
  };
  const narrowed = filterNames.some((name) => valueOf(state, name) !== '');
  return (
    <Page frame={frame} title={t('page.search.title')} refused={invalid}>
      <form
        method="get"
        action={searchPath}
        role="search"
        className="kv-form"
        aria-label={t('page.search.title')}
      >
        <Field
          field={{
            kind: 'text',
            name: 'q',
            label: t('page.search.field'),
            hint: t('page.search.hint'),
            required: true,
          }}
          state={state}
        />
        <Details defaultOpen={narrowed}>
          <Details.Summary>{t('page.search.filters')}</Details.Summary>
          <Details.Content>
            <div className="kv-filters">
              {filterFields(filters, valueOf(state, 'plan')).map((field) => (
                <Field key={field.name} field={field} state={state} />
              ))}
            </div>
          </Details.Content>
        </Details>
        <Button type="submit">{t('page.search.submit')}</Button>
      </form>
      {result === undefined ? null : <Results asked={asked} result={result} />}
    </Page>
  );
}

export const filterNames = ['kind', 'plan', 'party', 'state', 'theme', 'year'] as const;

function filterFields({ plans, parties }: SearchFilters, planNumber: string): FormField[] {
  const any = { emptyLabel: t('page.search.any') };
  const themes = plans.find(({ number }) => String(number) === planNumber)?.themes ?? [];
  return [
    {
      kind: 'select',
      name: 'kind',
      label: t('page.search.kind'),
      choices: searchKinds.map((kind) => ({ value: kind, label: t(`search-kind.${kind}`) })),
      ...any,
    },
    {
      kind: 'select',
      name: 'plan',
      label: t('page.search.plan'),
      choices: plans.map(({ number, title }) => ({
        value: String(number),
        label: t('page.plan.crumb', { number, title }),
      })),
      ...any,
    },
    // Themes are a plan's own: they can be chosen when it has been.
    ...(themes.length === 0
      ? []
      : [
          {
            kind: 'select' as const,
            name: 'theme',
            label: t('page.search.theme'),
            choices: themes.map(({ id, title }) => ({ value: id, label: title })),
            ...any,
          },
        ]),
    {
      kind: 'select',
      name: 'party',
      label: t('page.search.party'),
      choices: parties.map(({ id, name }) => ({ value: id, label: name })),
      ...any,
    },
    {
      kind: 'select',
      name: 'state',
      label: t('page.search.state'),
      choices: measureStates.map((value) => ({
        value,
        label: value === 'open' ? t('page.search.state.open') : t(`measure-state.${value}`),
      })),
      ...any,
    },
    { kind: 'text', name: 'year', label: t('page.search.year'), hint: t('page.search.year.hint') },
  ];
}

function Results({ asked, result }: { asked: FormValues; result: NonNullable<SearchPageProps['result']> }) {
  const { hits, total, readAs, unknown, nextCursor } = result;
  const state = { values: asked };
  return (
    <section aria-labelledby="treff">
      <Heading level={2} data-size="sm" id="treff">
        {t('page.search.count', { count: total, text: valueOf(state, 'q') })}
      </Heading>
      {total === 0 ? <p>{t('page.search.none')}</p> : null}
      {total > 0
        ? readAs.map(({ word, as }) => <p key={word}>{t('page.search.read-as', { word, as })}</p>)
        : null}
      {total > 0 && unknown.length > 0 ? <p>{t('page.search.left-out', { words: list(unknown) })}</p> : null}
      <ol className="kv-hits">
        {hits.map((hit) => (
          <Hit key={hit.position[1]} hit={hit} />
        ))}
      </ol>
      {valueOf(state, 'cursor') === '' ? null : (
        <p>
          <Link href={askedPath(asked)}>{t('page.search.first-page')}</Link>
        </p>
      )}
      {nextCursor === null ? null : (
        <p>
          <Link href={askedPath(asked, nextCursor)}>{t('page.search.more')}</Link>
        </p>
      )}
    </section>
  );
}

/** The same search from another place in its hits. */
function askedPath(asked: FormValues, cursor?: string): string {
  const query = new URLSearchParams();
  for (const name of ['q', ...filterNames]) {
    const value = valueOf({ values: asked }, name);
    if (value !== '') query.set(name, value);
  }
  if (cursor !== undefined) query.set('cursor', cursor);
  return `${searchPath}?${query.toString()}`;
}

function Hit({ hit }: { hit: SearchHit }) {
  const { kind, measure, title, excerpt, at, mayOpen } = hit;
  const label = title.length === 0 ? t(`search-kind.${kind}`) : <Marked text={title} />;
  const where = [...placeOf(hit), day(osloDate(at))];
  return (
    <li>
      <p className="kv-hit-title">
        <Link href={pathOf(hit)}>{label}</Link>{' '}
        <Tag data-color="neutral" data-size="sm">
          {t(`search-kind.${kind}`)}
        </Tag>{' '}
        {measure?.restricted === true ? (
          <Tag data-color="warning" data-size="sm">
            {t('access.restricted')}
          </Tag>
        ) : null}
      </p>
      {excerpt.length === 0 ? null : (
        <p className="kv-excerpt">
          <Marked text={excerpt} />
        </p>
      )}
      <p className="kv-where">
        {where.join(' · ')}
        {mayOpen ? null : ` · ${t('page.search.in-summary')}`}
      </p>
    </li>
  );
}

/** What the hit stands in, from the outermost in. */
function placeOf({ kind, plan, measure, item, evaluation, report, catalogue }: SearchHit): string[] {
  const places: (string | undefined)[] = [
    plan && kind !== 'plan' ? t('page.plan.crumb', { number: plan.number, title: plan.title }) : undefined,
    report && t('page.search.report', { number: report.number }),
    item
      ? t('page.history.the-item', { item: item.number })
      : measure && t('page.summary.measure-number', { number: measure.number }),
    evaluation && kind !== 'evaluation' ? evaluation.title : undefined,
    catalogue && kind !== 'catalogue' ? catalogue.name : undefined,
    catalogue?.situation === undefined
      ? undefined
      : t('page.search.situation', { number: catalogue.situation }),
  ];
  return places.filter((place) => place !== undefined);
}

function pathOf({
  kind,
  id,
  plan,
  measure,
  item,
  evaluation,
  report,
  catalogue,
  mayOpen,
}: SearchHit): string {
  if (evaluation !== undefined) {
    const anchor = kind === 'evaluation' ? '' : `#${partAnchor(id)}`;
    return `${evaluationPath(evaluation.id)}${anchor}`;
  }
  if (catalogue !== undefined) {
    const anchor = catalogue.situation === undefined ? '' : `#${situationAnchor(catalogue.situation)}`;
    return `${cataloguePath(catalogue.number)}${anchor}`;
  }
  if (plan === undefined || kind === 'decision') return decisionPath(id);
  if (report !== undefined) return reportPath(plan.number, report.number);
  if (measure === undefined || !mayOpen) return planPath(plan.number);
  return measurePath(plan.number, item?.number ?? measure.number);
}
