import { Heading, Link, Table, Tag } from '@digdir/designsystemet-react';
import type { ReactNode } from 'react';
import type {
  StatusSummary,
  SummaryLine,
  SummaryMeasure,
  SummaryReference,
  SummarySubGoal,
  SummarySubPoint,
} from '#domain/summary/status-summary.js';
import type { Standing } from '#domain/summary/standing.js';
import { measurePath } from '../frame/page-addresses.js';
import { type Action, Actions } from '../frame/actions.js';
import type { PageFrame } from '../frame/page-frame.js';
import { RepeatedInPlan } from './repeated-in-plan.js';
import type { RepeatedMeasure } from '#record/queries/repeated-recommendations.query.js';
import { Page } from '../frame/page.js';
import { day, list, t } from '../frame/texts.js';
import { RunningText } from './running-text.js';
import {
  countedShareSentence,
  indicatorSentence,
  responsibleWords,
  shareSentence,
  standingSentences,
  subPointStanding,
} from '#messages/report/line-sentences.js';
import { sentence } from '#messages/report/report-voice.js';
import { pageVoice } from '../frame/texts.js';
import { measureNames, numbersMentioned } from './summary-sentences.js';

interface StatusSummaryPageProps {
  frame: PageFrame;
  summary: StatusSummary;
  /** What this reader may do with the plan now. */
  actions: readonly Action[];
  /** Measures that repeat earlier ones. */
  repeated?: readonly RepeatedMeasure[];
}

/** The live status summary (statusoversikt): written by people, counted by the system. */
export function StatusSummaryPage({ frame, summary, actions, repeated = [] }: StatusSummaryPageProps) {
  const { plan } = summary;
  const openable = openableNumbers(summary);
  const text = new RunningText(summary.abbreviationsUsed, (number) =>
    openable.has(number) ? `#tiltak-${number}` : undefined,
  );
  return (
    <Page
      frame={frame}
      title={t('page.summary.title', { plan: plan.title })}
      kicker={
        <>
          {t('page.plan.number', { number: plan.number })} <PlanStateTag state={plan.state} />
        </>
      }
      crumbs={[{ label: t('page.plans.title'), href: '/planer' }]}
    >
      <Basis summary={summary} text={text} />
      <Actions actions={actions} />
      <Figures summary={summary} />
      <RepeatedInPlan repeated={repeated} />
      <Goals goals={summary.goals} text={text} />
      <Themes summary={summary} text={text} />
      <p className="kv-meta">
        <em>{t('page.summary.last-change', { date: day(summary.lastSubstantiveChange) })}</em>
      </p>
      <Footnotes abbreviations={summary.abbreviationsUsed} />
    </Page>
  );
}

function openableNumbers(summary: StatusSummary): ReadonlySet<number> {
  return new Set(
    summary.themes.flatMap(({ lines }) =>
      lines.flatMap(({ measures }) => measures.map(({ number }) => number)),
    ),
  );
}

export function PlanStateTag({ state }: { state: StatusSummary['plan']['state'] }) {
  const color = ({ draft: 'warning', adopted: 'info', closed: 'neutral', withdrawn: 'neutral' } as const)[
    state
  ];
  return (
    <Tag data-color={color} data-size="sm">
      {t(`plan-state.${state}`)}
    </Tag>
  );
}

function Basis({ summary, text }: { summary: StatusSummary; text: RunningText }) {
  const { plan, answered } = summary;
  const answers =
    answered.of === 0
      ? t('page.summary.answered-nobody')
      : answered.since === undefined
        ? t('page.summary.answered', { count: answered.count, of: answered.of })
        : t('page.summary.answered-since', {
            count: answered.count,
            of: answered.of,
            date: day(answered.since),
          });
  return (
    <p className="kv-lead">
      <strong>{t('page.summary.basis')}</strong>{' '}
      {plan.basisOfAssessment === undefined
        ? t('page.summary.basis-default')
        : text.inline(sentence(plan.basisOfAssessment))}{' '}
      {plan.periodEnd === undefined
        ? null
        : `${t('page.summary.period-end', { date: day(plan.periodEnd) })} `}
      {answers}
    </p>
  );
}

const columns = ['onTrack', 'late', 'noDeadline', 'awaitingSignOff', 'done'] as const satisfies Standing[];

function Figures({ summary: { figures, notes, outcomes } }: { summary: StatusSummary }) {
  const proposed = figures.measures.proposed + figures.items.proposed > 0;
  const shown: readonly Standing[] = proposed ? ['proposed', ...columns] : columns;
  return (
    <section aria-labelledby="tall">
      <Heading level={2} data-size="sm" id="tall">
        {t('page.summary.figures')}
      </Heading>
      <div className="kv-scroll" role="region" aria-label={t('page.summary.figures-table')} tabIndex={0}>
        <Table className="kv-figures" data-size="sm">
          <Table.Head>
            <Table.Row>
              <td />
              {shown.map((column) => (
                <Table.HeaderCell key={column} scope="col">
                  {t(`page.standing.${column}`)}
                </Table.HeaderCell>
              ))}
              <Table.HeaderCell scope="col">{t('page.standing.total')}</Table.HeaderCell>
            </Table.Row>
          </Table.Head>
          <Table.Body>
            {(['measures', 'items'] as const).map((row) => (
              <Table.Row key={row}>
                <Table.HeaderCell scope="row">{t(`page.summary.row.${row}`)}</Table.HeaderCell>
                {shown.map((column) => (
                  <Table.Cell key={column} data-standing={figures[row][column] > 0 ? column : undefined}>
                    {figures[row][column]}
                  </Table.Cell>
                ))}
                <Table.Cell>{figures[row].total}</Table.Cell>
              </Table.Row>
            ))}
          </Table.Body>
        </Table>
      </div>
      <ul className="kv-notes">
        {figureNotes(notes, outcomes).map((note) => (
          <li key={note}>{note}</li>
        ))}
      </ul>
    </section>
  );
}

function figureNotes(notes: StatusSummary['notes'], outcomes: StatusSummary['outcomes']): string[] {
  const { waived, unanswered, readyToClose, closedAs } = notes;
  const otherwise = (['partly-implemented', 'not-implemented', 'carried-over'] as const).filter(
    (kind) => closedAs[kind] > 0,
  );
  return [
    t('page.summary.note.columns'),
    ...(waived + unanswered > 0 ? [t('page.summary.note.ended', { waived, unanswered })] : []),
    ...(readyToClose > 0 ? [t('page.summary.note.ready-to-close', { count: readyToClose })] : []),
    ...(otherwise.length > 0
      ? [
          t('page.summary.note.closed-otherwise', {
            what: list(
              otherwise.map((kind) => `${closedAs[kind]} ${t(`closure.${kind}`).toLocaleLowerCase('nb')}`),
            ),
          }),
        ]
      : []),
    ...(outcomes.length > 0
      ? [
          t('page.summary.note.outcomes', {
            what: list(
              outcomes.map(
                ({ kind, count }) =>
                  `${count} ${t(kind === 'not-assessed' ? 'page.outcome.not-assessed' : `outcome.${kind}`).toLocaleLowerCase('nb')}`,
              ),
            ),
          }),
        ]
      : []),
  ];
}

function Goals({ goals, text }: { goals: StatusSummary['goals']; text: RunningText }) {
  return goals.map((goal) => (
    <section key={goal.number} aria-labelledby={`hovedmal-${goal.number}`}>
      <Heading level={2} data-size="sm" id={`hovedmal-${goal.number}`}>
        {t('page.summary.goal', { number: goal.number, title: goal.title })}
      </Heading>
      <ul className="kv-lines">
        {goal.subGoals.map((subGoal) => (
          <SubGoalLine key={subGoal.number} subGoal={subGoal} text={text} />
        ))}
      </ul>
    </section>
  ));
}

function SubGoalLine({ subGoal, text }: { subGoal: SummarySubGoal; text: RunningText }) {
  const { number, about, verdict, assessment, indicators } = subGoal;
  const mentioned = numbersMentioned(assessment);
  const measureNumbers = subGoal.measureNumbers.filter((serving) => !mentioned.has(serving));
  return (
    <li>
      <strong>{t('page.summary.sub-goal', { number })}</strong> {t('page.summary.was-about')}{' '}
      {text.inline(sentence(about))}{' '}
      {t(verdict === undefined ? 'page.summary.not-assessed' : `page.verdict.${verdict}`)}{' '}
      {assessment === undefined ? null : <>{text.inline(sentence(assessment))} </>}
      {indicators
        .filter(({ latest, target }) => latest !== undefined || target !== undefined)
        .map((indicator) => `${indicatorSentence(pageVoice, indicator)} `)}
      {measureNumbers.length === 0 ? null : (
        <>
          {t('page.summary.see')} <NumberLinks numbers={measureNumbers} />.
        </>
      )}
    </li>
  );
}

/** "tiltak 4, 5 og 6", each a link within the page. */
function NumberLinks({ numbers }: { numbers: readonly number[] }): ReactNode {
  return (
    <>
      {t('page.summary.measure-word')}{' '}
      {numbers.map((number, index) => (
        <span key={number}>
          {index === 0 ? '' : index === numbers.length - 1 ? ` ${t('page.and')} ` : ', '}
          <a href={`#tiltak-${number}`} aria-label={t('page.summary.measure-number', { number })}>
            {number}
          </a>
        </span>
      ))}
    </>
  );
}

function Themes({ summary, text }: { summary: StatusSummary; text: RunningText }) {
  const { themes, plan } = summary;
  const single = themes.length === 1 && themes[0]?.title === undefined;
  return (
    <section aria-labelledby="tiltakene">
      <Heading level={2} data-size="md" id="tiltakene">
        {t('page.summary.measures-heading')}
      </Heading>
      {themes.length === 0 ? <p>{t('page.summary.empty')}</p> : null}
      {themes.map(({ title, lines }, index) =>
        single ? (
          <Lines key="" lines={lines} text={text} planNumber={plan.number} />
        ) : (
          <section key={title ?? ''} aria-labelledby={`tema-${index + 1}`}>
            <Heading level={3} data-size="xs" id={`tema-${index + 1}`}>
              {title ?? t('page.summary.no-theme')}
            </Heading>
            <Lines lines={lines} text={text} planNumber={plan.number} />
          </section>
        ),
      )}
    </section>
  );
}

interface LinesProps {
  lines: readonly SummaryLine[];
  text: RunningText;
  planNumber: number;
}

function Lines({ lines, text, planNumber }: LinesProps) {
  return (
    <ul className="kv-lines">
      {lines.map((line) => (
        <Line key={line.measures[0]?.number} line={line} text={text} planNumber={planNumber} />
      ))}
    </ul>
  );
}

interface LineProps {
  line: SummaryLine;
  text: RunningText;
  planNumber: number;
}

function Line({ line, text, planNumber }: LineProps) {
  const { about, narrative, countedShare, shares, subPoints, measures } = line;
  const mentioned = numbersMentioned(narrative?.text);
  const references = line.references.filter(
    (reference) => reference.planNumber !== planNumber || !mentioned.has(reference.number),
  );
  const withheld = measures.every((measure) => measure.withheld);
  const standing = [...standingSentences(pageVoice, line), ...responsibleWords(pageVoice, line)];
  return (
    <li>
      <strong>
        <MeasureLinks measures={measures} planNumber={planNumber} />
      </strong>{' '}
      {withheld ? (
        t('page.summary.withheld', { count: measures.length })
      ) : (
        <>
          {t('page.summary.was-about')} {text.inline(sentence(list(about)))}{' '}
          {narrative === undefined ? (
            subPoints.length > 0 ? null : (
              <span className="kv-quiet">{t('page.summary.no-status')} </span>
            )
          ) : (
            <>
              {narrative.item?.partyName === undefined
                ? null
                : `${t('page.summary.said-by', { party: narrative.item.partyName })} `}
              {text.inline(sentence(narrative.text))}{' '}
              {narrative.waitingFor === undefined
                ? null
                : text.inline(`${t('page.summary.waiting-for', { what: sentence(narrative.waitingFor) })} `)}
            </>
          )}
          {narrative?.edited === undefined ? null : (
            <span className="kv-quiet">{t('page.summary.written-on', { date: day(narrative.on) })} </span>
          )}
          <Risks line={line} text={text} />
          {countedShare === undefined ? null : `${countedShareSentence(pageVoice, countedShare)} `}
          {shares.map((share) => `${shareSentence(pageVoice, share)} `)}
          <References references={references} planNumber={planNumber} />
          <em className={standingClass(measures)}>{standing.join(' ')}</em>
          <SubPoints subPoints={subPoints} text={text} />
        </>
      )}
    </li>
  );
}

/** What may happen without the measure, in the words it was stated; whose where several are told together. */
function Risks({
  line: { risks = [], measures },
  text,
}: {
  line: SummaryLine;
  text: RunningText;
}): ReactNode {
  return risks.map(({ number, likelihood, consequence, conclusion }) => (
    <span key={number}>
      {measures.length === 1 ? t('page.summary.risk') : t('page.summary.risk-of', { number })}{' '}
      {text.inline(sentence(likelihood))} {text.inline(sentence(consequence))}{' '}
      {conclusion === undefined ? null : <>{text.inline(sentence(conclusion))} </>}
    </span>
  ));
}

function standingClass(measures: readonly SummaryMeasure[]): string | undefined {
  return measures.some((measure) => !measure.withheld && measure.standing === 'late') ? 'kv-late' : undefined;
}

/** "Tiltak 14 og 15", each number a link to its measure where the reader may open it. */
function MeasureLinks({ measures, planNumber }: { measures: readonly SummaryMeasure[]; planNumber: number }) {
  if (measures.length === 1 && measures[0] !== undefined) {
    return <MeasureLink measure={measures[0]} planNumber={planNumber} label={measureNames(measures)} />;
  }
  return (
    <>
      {t('page.summary.measure-title-word')}{' '}
      {measures.map((measure, index) => (
        <span key={measure.number}>
          {index === 0 ? '' : index === measures.length - 1 ? ` ${t('page.and')} ` : ', '}
          <MeasureLink
            measure={measure}
            planNumber={planNumber}
            label={String(measure.number)}
            ariaLabel={t('page.summary.measure-number', { number: measure.number })}
          />
        </span>
      ))}
    </>
  );
}

interface MeasureLinkProps {
  measure: SummaryMeasure;
  planNumber: number;
  label: string;
  ariaLabel?: string;
}

function MeasureLink({ measure, planNumber, label, ariaLabel }: MeasureLinkProps) {
  const id = `tiltak-${measure.number}`;
  if (measure.withheld || !measure.mayOpen) return <span id={id}>{label}</span>;
  return (
    <Link id={id} href={measurePath(planNumber, measure.number)} aria-label={ariaLabel}>
      {label}
    </Link>
  );
}

function References({
  references,
  planNumber,
}: {
  references: readonly SummaryReference[];
  planNumber: number;
}): ReactNode {
  const here = references.filter((reference) => reference.planNumber === planNumber);
  const elsewhere = references.filter((reference) => reference.planNumber !== planNumber);
  if (references.length === 0) return null;
  return (
    <>
      {t('page.summary.see')}{' '}
      {here.length === 0 ? null : <NumberLinks numbers={here.map(({ number }) => number)} />}
      {elsewhere.map((reference, index) => (
        <span key={`${reference.planNumber}.${reference.number}`}>
          {here.length > 0 || index > 0 ? ', ' : ''}
          <a href={measurePath(reference.planNumber, reference.number)}>
            {t('page.summary.elsewhere', { plan: reference.planNumber, number: reference.number })}
          </a>
        </span>
      ))}
      .{' '}
    </>
  );
}

interface SubPointsProps {
  subPoints: readonly SummarySubPoint[];
  text: RunningText;
}

function SubPoints({ subPoints, text }: SubPointsProps) {
  if (subPoints.length === 0) return null;
  return (
    <ul className="kv-sub-lines">
      {subPoints.map((subPoint) => (
        <li key={subPoint.number}>
          <strong>{subPoint.number}</strong> {text.inline(sentence(subPoint.text))}{' '}
          {subPoint.narrative === undefined ? null : <>{text.inline(sentence(subPoint.narrative))} </>}
          {subPoint.countedShare === undefined
            ? null
            : `${countedShareSentence(pageVoice, subPoint.countedShare)} `}
          <em className={subPoint.standing === 'late' ? 'kv-late' : undefined}>
            {subPointStanding(pageVoice, subPoint)}
          </em>
        </li>
      ))}
    </ul>
  );
}

function Footnotes({ abbreviations }: { abbreviations: StatusSummary['abbreviationsUsed'] }) {
  if (abbreviations.length === 0) return null;
  return (
    <section aria-labelledby="forkortelser" className="kv-footnotes">
      <Heading level={2} data-size="2xs" id="forkortelser">
        {t('page.summary.abbreviations')}
      </Heading>
      <ol>
        {abbreviations.map(({ term, meaning }, index) => (
          <li key={term} id={`forkortelse-${index + 1}`}>
            {term}: {meaning}{' '}
            <a href={`#henvisning-${index + 1}`} aria-label={t('page.summary.back-to', { term })}>
              ↩
            </a>
          </li>
        ))}
      </ol>
    </section>
  );
}
