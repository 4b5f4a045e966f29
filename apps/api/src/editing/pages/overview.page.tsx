import { Heading, Link } from '../../web/design-system.js';
import type { ReactNode } from 'react';
import type { StatusSummary, SummaryLine, SummarySubGoal } from '#domain/summary/status-summary.js';
import type { Instant } from '#domain/ids.js';
import { measureFormPath, planPath, plansPath, sectionPath, sectionKeys } from '#messages/page-links.js';
import type { PageFrame } from '../../web/frame/page-frame.js';
import { Page } from '../../web/frame/page.js';
import { day, list, moment, t } from '../../web/frame/texts.js';
import { sentence } from '#messages/report/report-voice.js';

interface DraftShown {
  section: string;
  by: string;
  at: Instant;
}

interface OverviewProps {
  frame: PageFrame;
  summary: StatusSummary;
  drafts: readonly DraftShown[];
  hasJointLines: boolean;
}

/** Everything in the summary that people write, where it stands, and what waits to be looked at. */
export function EditingOverviewPage({ frame, summary, drafts, hasJointLines }: OverviewProps) {
  const { plan, goals, themes } = summary;
  const context: SectionContext = {
    planNumber: plan.number,
    drafts: new Map(drafts.map((draft) => [draft.section, draft])),
  };
  const waiting = themes.flatMap(({ lines }) =>
    lines.filter(({ narrative }) => narrative?.edited?.newerUpdateOn !== undefined),
  );
  return (
    <Page
      frame={frame}
      title={t('page.edit.title')}
      kicker={t('page.plan.crumb', { number: plan.number, title: plan.title })}
      crumbs={[
        { label: t('page.plans.title'), href: plansPath },
        { label: t('page.plan.number', { number: plan.number }), href: planPath(plan.number) },
      ]}
    >
      <p className="kv-lead">{t('page.edit.intro', { waiting: waiting.length, drafts: drafts.length })}</p>
      <section aria-labelledby="om-planen">
        <Heading level={2} data-size="sm" id="om-planen">
          {t('page.edit.plan-heading')}
        </Heading>
        <ul className="kv-lines">
          <Part context={context} at={sectionKeys.basis} label={t('page.edit.basis.title')}>
            {plan.basisOfAssessment === undefined
              ? t('page.edit.basis.none')
              : sentence(plan.basisOfAssessment)}
          </Part>
          <Part
            context={context}
            at={sectionKeys.reportSummary}
            label={t('page.edit.report-summary.title')}
          />
          <Part context={context} at={sectionKeys.abbreviations} label={t('page.edit.abbreviations.title')} />
          <Part context={context} at={sectionKeys.joining} label={t('page.edit.join.title')} />
          {hasJointLines ? (
            <Part context={context} at={sectionKeys.separating} label={t('page.edit.separate.title')} />
          ) : null}
        </ul>
      </section>
      {goals.map((goal) => (
        <section key={goal.number} aria-labelledby={`hovedmal-${goal.number}`}>
          <Heading level={2} data-size="sm" id={`hovedmal-${goal.number}`}>
            {t('page.summary.goal', { number: goal.number, title: goal.title })}
          </Heading>
          <ul className="kv-lines">
            {goal.subGoals.map((subGoal) => (
              <SubGoalPart key={subGoal.number} context={context} subGoal={subGoal} />
            ))}
          </ul>
        </section>
      ))}
      <section aria-labelledby="tiltakene">
        <Heading level={2} data-size="sm" id="tiltakene">
          {t('page.summary.measures-heading')}
        </Heading>
        {themes.map(({ title, lines }, index) => (
          <section key={title ?? ''} aria-labelledby={`tema-${index + 1}`}>
            <Heading level={3} data-size="xs" id={`tema-${index + 1}`}>
              {title ?? t('page.summary.no-theme')}
            </Heading>
            <ul className="kv-lines">
              {lines.map((line) => (
                <LinePart key={line.measures[0]?.number} context={context} line={line} />
              ))}
            </ul>
          </section>
        ))}
      </section>
    </Page>
  );
}

interface SectionContext {
  planNumber: number;
  drafts: ReadonlyMap<string, DraftShown>;
}

interface PartProps {
  context: SectionContext;
  at: string;
  label: string;
  children?: ReactNode;
}

function Part({ context, at, label, children }: PartProps) {
  return (
    <li>
      <PartLink context={context} at={at} label={label} /> {children}
      <DraftNote draft={context.drafts.get(at)} />
    </li>
  );
}

function PartLink({ context, at, label }: Omit<PartProps, 'children'>) {
  return <Link href={sectionPath(context.planNumber, at)}>{label}</Link>;
}

function DraftNote({ draft }: { draft: DraftShown | undefined }) {
  if (draft === undefined) return null;
  return (
    <p className="kv-meta">
      <strong>{t('page.edit.draft-by', { person: draft.by, when: moment(draft.at) })}</strong>
    </p>
  );
}

function SubGoalPart({ context, subGoal }: { context: SectionContext; subGoal: SummarySubGoal }) {
  const { number, verdict, assessment, indicators } = subGoal;
  return (
    <li>
      <PartLink
        context={context}
        at={sectionKeys.assessment(number)}
        label={t('page.edit.assessment.title', { number })}
      />{' '}
      {verdict === undefined ? t('page.summary.not-assessed') : t(`page.verdict.${verdict}`)}{' '}
      {assessment === undefined ? null : sentence(assessment)}
      <DraftNote draft={context.drafts.get(sectionKeys.assessment(number))} />
      <p>
        {indicators.length === 0 ? null : (
          <>
            <PartLink
              context={context}
              at={sectionKeys.figure(number)}
              label={t('page.edit.figure.title', { number })}
            />
            {' · '}
          </>
        )}
        <PartLink
          context={context}
          at={sectionKeys.indicators(number)}
          label={t('page.edit.indicators.title', { number })}
        />
      </p>
    </li>
  );
}

function LinePart({ context, line }: { context: SectionContext; line: SummaryLine }) {
  const { measures, narrative, about, subPoints } = line;
  const [first] = measures;
  if (first === undefined) return null;
  const at = sectionKeys.line(first.number);
  return (
    <li>
      <PartLink
        context={context}
        at={at}
        label={t('page.edit.line.link', { numbers: list(measures.map(({ number }) => String(number))) })}
      />{' '}
      {t('page.edit.line.about', { about: sentence(list(about)) })}{' '}
      {narrative === undefined ? (
        <span className="kv-quiet">{t('page.summary.no-status')}</span>
      ) : (
        <>
          {sentence(narrative.text)} <em>{standingOfText(narrative)}</em>
        </>
      )}
      <DraftNote draft={context.drafts.get(at)} />
      <p>
        {measures.map(({ number }) => (
          <span key={number}>
            <PartLink
              context={context}
              at={sectionKeys.references(number)}
              label={t('page.edit.references.title', { number })}
            />
            {' · '}
            <Link href={measureFormPath(context.planNumber, number, 'beskriv-risiko')}>
              {t('page.edit.risk-link', { number })}
            </Link>{' '}
          </span>
        ))}
      </p>
      {subPoints.length === 0 ? null : (
        <ul className="kv-sub-lines">
          {subPoints.map((subPoint) => {
            const key = sectionKeys.subPoint(first.number, Number(subPoint.number.split('.')[1]));
            return (
              <Part
                key={subPoint.number}
                context={context}
                at={key}
                label={t('page.edit.sub-point.title', { number: subPoint.number })}
              >
                {subPoint.narrative === undefined
                  ? t('page.summary.no-status')
                  : sentence(subPoint.narrative)}
              </Part>
            );
          })}
        </ul>
      )}
    </li>
  );
}

function standingOfText({ on, edited }: NonNullable<SummaryLine['narrative']>): string {
  if (edited === undefined) return t('page.edit.text.owner', { date: day(on) });
  return edited.newerUpdateOn === undefined
    ? t('page.edit.text.written', { date: day(on) })
    : t('page.edit.text.newer', { date: day(on), newer: day(edited.newerUpdateOn) });
}
