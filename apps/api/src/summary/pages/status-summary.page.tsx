import { Heading, Link, Table, Tag } from '../../web/design-system.js';
import type { ReactNode } from 'react';
import type { StatusSummary, SummaryLine, SummaryMeasure } from '#domain/summary/status-summary.js';
import { summaryWrittenIn } from '#domain/report/written-in.js';
import type { Standing } from '#domain/summary/standing.js';
import { measurePath, plansPath } from '#messages/page-links.js';
import { figureNotes } from '#messages/report/figures-section.js';
import { basisRuns } from '#messages/report/front-section.js';
import { subGoalItem } from '#messages/report/goals-section.js';
import { lineItem, type LineContext } from '#messages/report/line-item.js';
import { measureNames } from '#messages/report/line-sentences.js';
import type { ListItem, Run } from '#messages/report/report-document.js';
import type { ReportVoice } from '#messages/report/report-voice.js';
import { measureAnchor, RunningText } from '#messages/report/running-text.js';
import { type Action, Actions } from '../../web/frame/actions.js';
import type { PageFrame } from '../../web/frame/page-frame.js';
import { RepeatedInPlan } from './repeated-in-plan.js';
import type { RepeatedMeasure } from '#record/measure/repeated-recommendations.query.js';
import { Page } from '../../web/frame/page.js';
import { Runs as RunsShown } from '../../web/frame/runs.js';
import { InLanguages } from '../../web/frame/in-languages.js';
import { day, pageVoice, t } from '../../web/frame/texts.js';

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
  const running = new RunningText(summary.abbreviationsUsed, anchorsOf(summary));
  const voice = pageVoice();
  const marking = voice.marking(summaryWrittenIn(summary, voice.language));
  return (
    <Page
      frame={frame}
      title={t('page.summary.title', { plan: plan.title })}
      kicker={
        <>
          {t('page.plan.number', { number: plan.number })} <PlanStateTag state={plan.state} />
        </>
      }
      crumbs={[{ label: t('page.plans.title'), href: plansPath }]}
    >
      <p className="kv-lead">
        <Runs runs={basisRuns(marking, summary, running)} />
      </p>
      <Actions actions={actions} />
      <Figures summary={summary} />
      <RepeatedInPlan repeated={repeated} />
      <Goals goals={summary.goals} voice={marking} running={running} />
      <Themes summary={summary} voice={marking} running={running} />
      <p className="kv-meta">
        <em>{t('page.summary.last-change', { date: day(summary.lastSubstantiveChange) })}</em>
      </p>
      <Footnotes abbreviations={summary.abbreviationsUsed} voice={marking} />
    </Page>
  );
}

/** What a reference can lead to: every measure has its place here, also one that the reader may not open. */
function anchorsOf({ themes }: StatusSummary): ReadonlySet<string> {
  const lines = themes.flatMap((theme) => theme.lines);
  return new Set(lines.flatMap(({ measures }) => measures.map(({ number }) => measureAnchor(number))));
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

const columns = ['onTrack', 'late', 'noDeadline', 'awaitingSignOff', 'done'] as const satisfies Standing[];

function Figures({ summary }: { summary: StatusSummary }) {
  const { figures } = summary;
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
        {figureNotes(pageVoice(), summary).map((note) => (
          <li key={note}>{note}</li>
        ))}
      </ul>
    </section>
  );
}

interface Told {
  /** Marks what is written in another language than the page's. */
  voice: ReportVoice;
  running: RunningText;
}

function Goals({ goals, voice, running }: { goals: StatusSummary['goals'] } & Told) {
  return goals.map((goal) => (
    <section key={goal.number} aria-labelledby={`hovedmal-${goal.number}`}>
      <Heading level={2} data-size="sm" id={`hovedmal-${goal.number}`}>
        <InLanguages
          words={t('page.summary.goal', { number: goal.number, title: voice.typed(goal.title) })}
        />
      </Heading>
      <ul className="kv-lines">
        {goal.subGoals.map((subGoal) => (
          <li key={subGoal.number}>
            <Runs runs={subGoalItem(voice, subGoal, running).runs} />
          </li>
        ))}
      </ul>
    </section>
  ));
}

function Themes({ summary, voice, running }: { summary: StatusSummary } & Told) {
  const { themes, plan } = summary;
  const single = themes.length === 1 && themes[0]?.title === undefined;
  const context: LineContext = { voice, running, planNumber: plan.number };
  return (
    <section aria-labelledby="tiltakene">
      <Heading level={2} data-size="md" id="tiltakene">
        {t('page.summary.measures-heading')}
      </Heading>
      {themes.length === 0 ? <p>{t('page.summary.empty')}</p> : null}
      {themes.map(({ title, lines }, index) =>
        single ? (
          <Lines key="" lines={lines} context={context} />
        ) : (
          <section key={title ?? ''} aria-labelledby={`tema-${index + 1}`}>
            <Heading level={3} data-size="xs" id={`tema-${index + 1}`}>
              <InLanguages words={title === undefined ? t('page.summary.no-theme') : voice.typed(title)} />
            </Heading>
            <Lines lines={lines} context={context} />
          </section>
        ),
      )}
    </section>
  );
}

function Lines({ lines, context }: { lines: readonly SummaryLine[]; context: LineContext }) {
  return (
    <ul className="kv-lines">
      {lines.map((line) => (
        <Line key={line.measures[0]?.number} line={line} context={context} />
      ))}
    </ul>
  );
}

/** As every form tells it; here the names of the measures lead to their pages. */
function Line({ line, context }: { line: SummaryLine; context: LineContext }) {
  const { runs, children } = lineItem(context, line);
  return (
    <li>
      <strong>
        <MeasureLinks measures={line.measures} planNumber={context.planNumber} />
      </strong>
      <Runs runs={runs.slice(1)} />
      <Nested items={children} />
    </li>
  );
}

function Nested({ items }: { items: readonly ListItem[] | undefined }): ReactNode {
  if (items === undefined) return null;
  return (
    <ul className="kv-sub-lines">
      {items.map(({ runs, children }, index) => (
        <li key={index}>
          <Runs runs={runs} />
          <Nested items={children} />
        </li>
      ))}
    </ul>
  );
}

/** The footnotes stand at the foot of the page. */
function Runs({ runs }: { runs: readonly Run[] }): ReactNode {
  return <RunsShown runs={runs} footnote={footnoteLink} />;
}

function footnoteLink({ number }: { number: number }): ReactNode {
  return (
    <sup>
      <a id={`henvisning-${number}`} href={`#forkortelse-${number}`} aria-describedby="forkortelser">
        [{number}]
      </a>
    </sup>
  );
}

/** "Tiltak 14 og 15", each number a link to its measure where the reader may open it. */
function MeasureLinks({ measures, planNumber }: { measures: readonly SummaryMeasure[]; planNumber: number }) {
  if (measures.length === 1 && measures[0] !== undefined) {
    const label = measureNames(pageVoice(), measures);
    return <MeasureLink measure={measures[0]} planNumber={planNumber} label={label} />;
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
  const id = measureAnchor(measure.number);
  if (measure.withheld || !measure.mayOpen) return <span id={id}>{label}</span>;
  return (
    <Link id={id} href={measurePath(planNumber, measure.number)} aria-label={ariaLabel}>
      {label}
    </Link>
  );
}

function Footnotes({
  abbreviations,
  voice,
}: Pick<Told, 'voice'> & { abbreviations: StatusSummary['abbreviationsUsed'] }) {
  if (abbreviations.length === 0) return null;
  return (
    <section aria-labelledby="forkortelser" className="kv-footnotes">
      <Heading level={2} data-size="2xs" id="forkortelser">
        {t('page.summary.abbreviations')}
      </Heading>
      <ol>
        {abbreviations.map(({ term, meaning }, index) => (
          <li key={term} id={`forkortelse-${index + 1}`}>
            {term}: <InLanguages words={voice.typed(meaning)} />{' '}
            <a href={`#henvisning-${index + 1}`} aria-label={t('page.summary.back-to', { term })}>
              ↩
            </a>
          </li>
        ))}
      </ol>
    </section>
  );
}
