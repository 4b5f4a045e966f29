import { Alert, Heading, Link, Table, Tag } from '../../web/design-system.js';
import type { ReactNode } from 'react';
import type { Evaluation, Finding, FindingKind, Recommendation } from '#domain/evaluation/evaluation.js';
import { osloDate } from '#domain/follow-up/calendar.js';
import { evaluationsPath, measurePath, partAnchor } from '#messages/page-links.js';
import type { EvaluationRecord, MeasureOfEvaluation } from '#record/evaluation/evaluation-page.query.js';
import type { RepeatedMeasure } from '#record/measure/repeated-recommendations.query.js';
import type { PageFrame } from '../../web/frame/page-frame.js';
import { Page } from '../../web/frame/page.js';
import { day, durationInWords, list, lowerCase, t } from '../../web/frame/texts.js';
import { authorityInWords } from '../../measures/pages/event-sentences.js';

interface EvaluationPageProps {
  frame: PageFrame;
  record: EvaluationRecord;
  /** The reader may read its text. */
  readable: boolean;
}

/** An evaluation: where it comes from, what it found, what it recommended, and what became of that. */
export function EvaluationPage({ frame, record, readable }: EvaluationPageProps) {
  const { evaluation } = record;
  return (
    <Page
      frame={frame}
      title={readable ? evaluation.title : t('page.evaluation.withheld-title')}
      kicker={
        <>
          {t(`evaluation-kind.${evaluation.kind}`)}{' '}
          {evaluation.access.kind === 'restricted' ? (
            <Tag data-color="warning" data-size="sm">
              {t('access.restricted')}
            </Tag>
          ) : null}
        </>
      }
      crumbs={[{ label: t('page.evaluations.title'), href: evaluationsPath }]}
    >
      {evaluation.withdrawn === undefined ? null : (
        <Alert data-color="warning" className="kv-done">
          {t('page.evaluation.withdrawn')}
        </Alert>
      )}
      <Origin evaluation={evaluation} />
      {readable ? <Content record={record} /> : <p>{t('page.evaluation.withheld')}</p>}
    </Page>
  );
}

function Content({ record }: { record: EvaluationRecord }) {
  const { evaluation, measures, repeated } = record;
  const names = new Set(evaluation.recommendations.map(({ id }) => id));
  const others = measures.filter(
    ({ id, recommendationId }) =>
      (recommendationId === undefined || !names.has(recommendationId)) &&
      !evaluation.recommendations.some((one) => measureIdsOf(one).includes(id)),
  );
  return (
    <>
      <HowOften record={record} />
      <Participants evaluation={evaluation} />
      <HearingAnswers evaluation={evaluation} />
      <Findings kind="to-improve" evaluation={evaluation} />
      <Findings kind="strength" evaluation={evaluation} />
      {evaluation.recommendations.length === 0 ? null : (
        <Section id="anbefalinger" heading={t('page.evaluations.recommendations')}>
          {evaluation.recommendations.map((recommendation) => (
            <RecommendationSection key={recommendation.id} recommendation={recommendation} record={record} />
          ))}
        </Section>
      )}
      {others.length === 0 ? null : (
        <Section id="andre-tiltak" heading={t('page.evaluation.other-measures')}>
          <Measures measures={others} repeated={repeated} />
        </Section>
      )}
    </>
  );
}

function Section({ id, heading, children }: { id: string; heading: string; children: ReactNode }) {
  return (
    <section aria-labelledby={id}>
      <Heading level={2} data-size="sm" id={id}>
        {heading}
      </Heading>
      {children}
    </section>
  );
}

/** What stands about the evaluation itself: none of it is withheld. */
function Origin({ evaluation }: { evaluation: Evaluation }) {
  const { publishedOn, registeredAt, authors, archiveReference, access } = evaluation;
  return (
    <Facts
      facts={[
        [t('page.evaluations.published'), publishedOn && day(publishedOn)],
        [t('page.evaluation.registered'), day(osloDate(registeredAt))],
        [t('page.evaluation.authors'), authors.length === 0 ? undefined : list(authors)],
        [t('page.evaluation.archive'), archiveReference],
        [t('access.restricted'), access.kind === 'restricted' ? access.legalBasis : undefined],
      ]}
    />
  );
}

function Facts({ facts }: { facts: readonly [term: string, value: ReactNode][] }) {
  return (
    <dl className="kv-facts">
      {facts.map(([term, value]) =>
        value === undefined ? null : (
          <div key={term}>
            <dt>{term}</dt>
            <dd>{value}</dd>
          </div>
        ),
      )}
    </dl>
  );
}

/** How many of its recommendations were given before, and how many came again. */
function HowOften({ record: { measures, repeated } }: { record: EvaluationRecord }) {
  const own = new Set(measures.map(({ id }) => id));
  const repeating = new Set(repeated.flatMap(({ later }) => (own.has(later.id) ? [later.id] : [])));
  const returned = new Set(repeated.flatMap(({ earlier }) => (own.has(earlier.id) ? [earlier.id] : [])));
  return (
    <>
      {repeating.size === 0 ? null : <p>{t('page.evaluation.repeats', { count: repeating.size })}</p>}
      {returned.size === 0 ? null : <p>{t('page.evaluation.returns', { count: returned.size })}</p>}
    </>
  );
}

function Participants({ evaluation: { participants } }: { evaluation: Evaluation }) {
  if (participants.length === 0) return null;
  return (
    <Section id="deltakere" heading={t('page.evaluation.participants')}>
      <Table className="kv-items" aria-labelledby="deltakere">
        <Table.Head>
          <Table.Row>
            <Table.HeaderCell scope="col">{t('page.evaluation.actor')}</Table.HeaderCell>
            <Table.HeaderCell scope="col">{t('page.evaluation.unit')}</Table.HeaderCell>
            <Table.HeaderCell scope="col">{t('page.evaluation.function')}</Table.HeaderCell>
          </Table.Row>
        </Table.Head>
        <Table.Body>
          {participants.map(({ actor, unit = '–', function: held = '–' }) => (
            <Table.Row key={`${actor} ${unit} ${held}`}>
              <Table.HeaderCell scope="row">{actor}</Table.HeaderCell>
              <Table.Cell data-label={t('page.evaluation.unit')}>{unit}</Table.Cell>
              <Table.Cell data-label={t('page.evaluation.function')}>{held}</Table.Cell>
            </Table.Row>
          ))}
        </Table.Body>
      </Table>
    </Section>
  );
}

function HearingAnswers({ evaluation: { hearingAnswers } }: { evaluation: Evaluation }) {
  if (hearingAnswers.length === 0) return null;
  return (
    <Section id="horing" heading={t('page.evaluation.hearing')}>
      <Facts facts={hearingAnswers.map(({ from, summary }) => [from, summary])} />
    </Section>
  );
}

const findingHeadings = {
  strength: 'page.evaluation.strengths',
  'to-improve': 'page.evaluation.to-improve',
} as const satisfies Record<FindingKind, string>;

/** Those of one kind, each with the recommendations it leads to. */
function Findings({ kind, evaluation }: { kind: FindingKind; evaluation: Evaluation }) {
  const { findings, recommendations } = evaluation;
  if (!findings.some((finding) => finding.kind === kind)) return null;
  return (
    <Section id={kind === 'strength' ? 'styrker' : 'forbedringspunkter'} heading={t(findingHeadings[kind])}>
      <ul className="kv-lines">
        {findings.map((finding, index) => {
          if (finding.kind !== kind) return null;
          const led = recommendations.filter(({ findingIds }) => findingIds.includes(finding.id));
          return (
            <li key={finding.id} id={partAnchor(finding.id)}>
              <span className="kv-quiet">{t('page.evaluation.finding', { number: index + 1 })}</span>{' '}
              {finding.text}
              {led.length === 0 ? null : (
                <span className="kv-quiet kv-block">
                  {t('page.evaluation.leads-to')}:{' '}
                  <Links links={led.map((one) => ({ id: one.id, label: shortName(one) }))} />
                </span>
              )}
            </li>
          );
        })}
      </ul>
    </Section>
  );
}

function Links({ links }: { links: readonly { id: string; label: string }[] }) {
  return links.map(({ id, label }, index) => (
    <span key={id}>
      {index === 0 ? '' : ', '}
      <Link href={`#${partAnchor(id)}`}>{label}</Link>
    </span>
  ));
}

function shortName({ number, title }: Recommendation): string {
  return number === undefined ? title : t('page.evaluation.short', { number });
}

function RecommendationSection({
  recommendation,
  record,
}: {
  recommendation: Recommendation;
  record: EvaluationRecord;
}) {
  const { evaluation, measures, partyNames, repeated } = record;
  const { id, number, title, text, page, findingIds, responsibleInWords, deadlineInWords, outcome } =
    recommendation;
  const ids = measureIdsOf(recommendation);
  const became = measures.filter((measure) => measure.recommendationId === id || ids.includes(measure.id));
  return (
    <section aria-labelledby={partAnchor(id)} className="kv-situation">
      <Heading level={3} data-size="2xs" id={partAnchor(id)}>
        {number === undefined
          ? t('page.evaluation.unnumbered', { title })
          : t('page.evaluation.recommendation', { number, title })}
      </Heading>
      {text === title ? null : <p>{text}</p>}
      <Facts
        facts={[
          [
            t('page.evaluation.outcome'),
            outcome === undefined
              ? t('page.outcome.not-assessed')
              : t('page.evaluation.decided', {
                  outcome: t(`outcome.${outcome.kind}`),
                  who: authorityInWords(outcome.authority),
                  date: day(osloDate(outcome.decidedOn)),
                }),
          ],
          ...(outcome !== undefined && 'ground' in outcome
            ? [
                [t('page.evaluation.ground'), outcome.ground] as [string, ReactNode],
                [t('page.evaluation.risk'), outcome.remainingRisk] as [string, ReactNode],
              ]
            : []),
          ...(outcome?.kind === 'forwarded'
            ? [
                [
                  t('page.evaluation.forwarded-to'),
                  `${partyNames.get(outcome.authorityPartyId) ?? t('page.unknown')}, ${outcome.archiveReference}`,
                ] as [string, ReactNode],
                [t('page.evaluation.review'), outcome.reviewOn && day(outcome.reviewOn)] as [
                  string,
                  ReactNode,
                ],
              ]
            : []),
          [
            t('page.evaluation.measures'),
            became.length === 0 ? undefined : <Measures measures={became} repeated={repeated} />,
          ],
          [t('page.evaluation.rests-on'), restsOn(evaluation.findings, findingIds)],
          [t('page.evaluation.responsible'), responsibleInWords],
          [t('page.evaluation.deadline'), deadlineInWords],
          [t('page.measure.source'), page === undefined ? undefined : t('page.evaluation.page', { page })],
        ]}
      />
    </section>
  );
}

function measureIdsOf({ outcome }: Recommendation): readonly string[] {
  if (outcome === undefined) return [];
  if ('measureIds' in outcome) return outcome.measureIds;
  return 'measureId' in outcome ? [outcome.measureId] : [];
}

function restsOn(findings: readonly Finding[], ids: readonly string[]): ReactNode {
  const links = findings.flatMap(({ id }, index) =>
    ids.includes(id) ? [{ id, label: t('page.evaluation.finding', { number: index + 1 }) }] : [],
  );
  return links.length === 0 ? undefined : <Links links={links} />;
}

/** What it became, and whether it had been recommended before or has been again. */
function Measures({
  measures,
  repeated,
}: {
  measures: readonly MeasureOfEvaluation[];
  repeated: readonly RepeatedMeasure[];
}) {
  return (
    <ul className="kv-plain">
      {measures.map((measure) => (
        <li key={measure.id}>
          <Link href={measurePath(measure.planNumber, measure.number)}>{measureInWords(measure)}</Link>
          {repeated.map(({ later, earlier, months }) => {
            if (later.id !== measure.id && earlier.id !== measure.id) return null;
            const other = later.id === measure.id ? earlier : later;
            const name = t('page.summary.elsewhere', { plan: other.planNumber, number: other.number });
            return (
              <span key={other.id} className="kv-quiet kv-block">
                {t(other === earlier ? 'page.similar.repeats' : 'page.similar.returned')}:{' '}
                <Link href={measurePath(other.planNumber, other.number)}>
                  {t(other === earlier ? 'page.similar.repeats-after' : 'page.similar.returned-after', {
                    measure: name,
                    time: durationInWords(months),
                  })}
                </Link>
              </span>
            );
          })}
        </li>
      ))}
    </ul>
  );
}

function measureInWords({ planNumber, number, title, state, closedAs }: MeasureOfEvaluation): string {
  const values = {
    plan: planNumber,
    number,
    state: lowerCase(closedAs === undefined ? t(`measure-state.${state}`) : t(`closure.${closedAs}`)),
  };
  return title === undefined
    ? t('page.evaluation.measure-withheld', values)
    : t('page.evaluation.measure', { ...values, title });
}
