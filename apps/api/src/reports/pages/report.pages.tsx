import { Button, Heading, Link, Table } from '../../web/design-system.js';
import type { Plan } from '#domain/plan/plan.js';
import { type Publication, type Report, takenBackReason } from '#domain/report/report.js';
import { askedFrom } from '#domain/report/reporting-calendar.js';
import type { PartyAnswer, StatusReport } from '#domain/report/status-report.js';
import {
  accessExportPath,
  comparisonPath,
  reportingPath,
  reportPath,
  reportsPath,
  type VersionAddress,
  versionPath,
} from '#messages/page-links.js';
import { reportDocument } from '#messages/report/report-content.js';
import { liveFormats, type ReportFormat, reportFormats } from '../rest/report.schemas.js';
import type { PersonNamed } from '#record/report/report-page.query.js';
import { Field } from '../../web/forms/field.js';
import type { FormField } from '../../web/forms/form-fields.js';
import type { PageFrame } from '../../web/frame/page-frame.js';
import { Page } from '../../web/frame/page.js';
import { day, moment, pageVoice, t } from '../../web/frame/texts.js';
import { ReportBlocks } from './report-document.js';
import { reportCrumbs, reportsCrumb } from './report-crumbs.js';

interface ReportListProps {
  frame: PageFrame;
  plan: Plan;
  /** The newest first. */
  reports: readonly Report[];
  nextDate?: string;
  /** Who has answered so far; shown only to those who may read everything. */
  live?: StatusReport;
  maySetCalendar: boolean;
  mayAnswerAccess: boolean;
}

/** A plan's reports: when the next one is, who has answered, and those there are. */
export function ReportListPage({
  frame,
  plan,
  reports,
  nextDate,
  live,
  maySetCalendar,
  mayAnswerAccess,
}: ReportListProps) {
  return (
    <Page
      frame={frame}
      title={t('page.reports.title')}
      kicker={t('page.plan.crumb', { number: plan.number, title: plan.title })}
      crumbs={reportCrumbs(plan)}
    >
      <section aria-labelledby="datoer">
        <Heading level={2} data-size="sm" id="datoer">
          {t('page.reports.calendar')}
        </Heading>
        <p>
          {plan.reporting === undefined || nextDate === undefined
            ? t('page.reports.calendar.none')
            : t('page.reports.calendar.next', {
                date: day(nextDate),
                from: day(askedFrom(nextDate)),
                months: plan.reporting.cadenceMonths,
              })}
        </p>
        {maySetCalendar ? (
          <p>
            <Link href={reportingPath(plan.number)}>{t('page.form.reporting.title')}</Link>
          </p>
        ) : null}
      </section>
      <section aria-labelledby="rapporter">
        <Heading level={2} data-size="sm" id="rapporter">
          {t('page.reports.list')}
        </Heading>
        {reports.length === 0 ? (
          <p>{t('page.reports.none')}</p>
        ) : (
          <ul>
            {reports.map((report) => (
              <li key={report.id}>
                <Link href={reportPath(plan.number, report.number)}>
                  {t('page.report.title', { number: report.number })}
                </Link>
                {`, ${periodOf(report)}. ${stateOf(report)}.`}
              </li>
            ))}
          </ul>
        )}
        {reports.length < 2 ? null : (
          <p>
            <Link href={comparisonPath(plan.number)}>{t('page.compare.title')}</Link>
          </p>
        )}
      </section>
      {live === undefined ? null : (
        <>
          <Answers report={live} />
          <section aria-labelledby="na">
            <Heading level={2} data-size="sm" id="na">
              {t('page.reports.now')}
            </Heading>
            <p>{t('page.reports.now.intro')}</p>
            <Files path={`${reportsPath(plan.number)}/filer`} formats={liveFormats} />
            <MeetingForm plan={plan} path={`${reportsPath(plan.number)}/filer/case-paper`} />
            {mayAnswerAccess ? (
              <>
                <Heading level={3} data-size="xs">
                  {t('page.access-export')}
                </Heading>
                <p>{t('page.access-export.intro')}</p>
                <p>
                  <Link href={accessExportPath(plan.number)}>{t('page.access-export.link')}</Link>
                </p>
              </>
            ) : null}
          </section>
        </>
      )}
    </Page>
  );
}

interface ReportProps {
  frame: PageFrame;
  plan: Plan;
  report: Report;
  content: StatusReport;
  sha256?: string;
  actions: readonly { label: string; href: string }[];
  persons: readonly PersonNamed[];
}

/** One report: what can be done with it, what leadership asked, and the report itself. */
export function ReportPage({ frame, plan, report, content, sha256, actions, persons }: ReportProps) {
  return (
    <Page
      frame={frame}
      title={t('page.report.title', { number: report.number })}
      kicker={`${plan.title} · ${periodOf(report)} · ${stateOf(report)}`}
      crumbs={reportCrumbs(plan, reportsCrumb(plan))}
    >
      {actions.length === 0 ? null : (
        <ul className="kv-actions">
          {actions.map(({ label, href }) => (
            <li key={href}>
              <Link href={href}>{label}</Link>
            </li>
          ))}
        </ul>
      )}
      {report.state === 'open' ? <p className="kv-lead">{t('page.report.open-intro')}</p> : null}
      <Questions report={report} persons={persons} />
      <Versions plan={plan} report={report} content={content} />
      {report.state === 'open' ? (
        <Answers report={content} />
      ) : (
        <section aria-labelledby="filer">
          <Heading level={2} data-size="sm" id="filer">
            {t('page.reports.files')}
          </Heading>
          <Files
            path={`${reportPath(plan.number, report.number)}/filer`}
            formats={reportFormats}
            version={versionOf(content)}
          />
        </section>
      )}
      <ReportBlocks document={reportDocument(content, sha256)} />
      {report.state === 'open' ? null : (
        <MeetingForm
          plan={plan}
          path={`${reportPath(plan.number, report.number)}/filer/case-paper`}
          version={versionOf(content)}
        />
      )}
    </Page>
  );
}

function periodOf({ period }: Report): string {
  return t('page.report.period', { from: day(period.from), to: day(period.to) });
}

function stateOf({ state, reportingDate }: Report): string {
  return t(`page.report.state.${state}`, { date: day(reportingDate) });
}

function versionOf({ edition }: StatusReport): number | undefined {
  return edition.kind === 'locked' ? edition.version : undefined;
}

interface FilesProps {
  path: string;
  formats: readonly ReportFormat[];
  /** Only for a locked report. */
  version?: number | undefined;
}

function Files({ path, formats, version }: FilesProps) {
  const query = version === undefined ? '' : `?versjon=${version}`;
  return (
    <ul className="kv-actions">
      {formats.map((format) => (
        <li key={format}>
          <Link href={`${path}/${format}${query}`}>{t(`page.reports.file.${format}`)}</Link>
        </li>
      ))}
    </ul>
  );
}

/** Only asks for a file; nothing is registered, so it is sent as an address. */
function MeetingForm({ plan, path, version }: { plan: Plan; path: string; version?: number | undefined }) {
  const authority = 'adoption' in plan ? plan.adoption.authority : undefined;
  const body = authority?.kind === 'body' ? authority.body : '';
  return (
    <form method="get" action={path} className="kv-form" aria-labelledby="saksframlegg">
      <Heading level={3} data-size="xs" id="saksframlegg">
        {t('page.reports.paper')}
      </Heading>
      <p>{t('page.reports.paper.intro')}</p>
      {version === undefined ? null : <input type="hidden" name="versjon" value={version} />}
      {meetingFields().map((field) => (
        <Field key={field.name} field={field} state={{ values: { body }, errors: [] }} />
      ))}
      <p className="kv-buttons">
        <Button type="submit" variant="secondary">
          {t('page.reports.paper.submit')}
        </Button>
      </p>
    </form>
  );
}

function meetingFields(): readonly FormField[] {
  return [
    {
      kind: 'text',
      name: 'body',
      label: t('page.reports.paper.body'),
      hint: t('page.reports.paper.body.hint'),
    },
    { kind: 'date', name: 'meetingDate', label: t('page.reports.paper.date') },
    { kind: 'text', name: 'caseNumber', label: t('page.reports.paper.case') },
  ];
}

function Answers({ report: { answers, status } }: { report: StatusReport }) {
  return (
    <section aria-labelledby="svarene">
      <Heading level={2} data-size="sm" id="svarene">
        {t('page.reports.answers')}
      </Heading>
      <p>{t('page.reports.answers.count', { answered: status.answered.count, of: status.answered.of })}</p>
      {answers.length === 0 ? null : (
        <div className="kv-scroll" tabIndex={0} role="region" aria-label={t('page.reports.answers.table')}>
          <Table data-size="sm">
            <caption>{t('page.reports.answers.table')}</caption>
            <thead>
              <tr>
                <th scope="col">{t('page.reports.answers.party')}</th>
                <th scope="col">{t('page.reports.answers.open')}</th>
                <th scope="col">{t('page.reports.answers.late')}</th>
                <th scope="col">{pageVoice().t('report.answers.coverage')}</th>
                <th scope="col">{t('page.reports.answers.answer')}</th>
              </tr>
            </thead>
            <tbody>
              {answers.map((answer) => (
                <tr key={answer.partyName}>
                  <th scope="row">{answer.partyName}</th>
                  <td>{answer.openItems}</td>
                  <td>{answer.lateItems}</td>
                  <td>{coverageInWords(answer)}</td>
                  <td>{answerInWords(answer)}</td>
                </tr>
              ))}
            </tbody>
          </Table>
        </div>
      )}
    </section>
  );
}

/** As the report says it; nothing where there is nothing to answer for. */
function coverageInWords({ coverage }: PartyAnswer): string {
  return coverage === undefined || coverage.of === 0 ? '' : pageVoice().t('report.answers.covered', coverage);
}

function answerInWords({ answer }: PartyAnswer): string {
  switch (answer.kind) {
    case 'answered':
      return t('page.reports.answer.answered', { date: day(answer.on) });
    case 'answered-late':
      return t('page.reports.answer.answered-late', { date: day(answer.on), report: answer.askedForReport });
    case 'nothing-open':
    case 'not-answered':
      return t(`page.reports.answer.${answer.kind}`);
    default:
      return answer satisfies never;
  }
}

function Questions({ report, persons }: { report: Report; persons: readonly PersonNamed[] }) {
  if (report.questions.length === 0) return null;
  const nameOf = (id: string) =>
    persons.find((person) => person.id === id)?.name ?? t('page.report.question.someone');
  return (
    <section aria-labelledby="sporsmal">
      <Heading level={2} data-size="sm" id="sporsmal">
        {t('page.report.questions')}
      </Heading>
      <ul>
        {report.questions.map(({ id, number, text, responsibleId, answer }) => (
          <li key={id}>
            {t('page.report.question', { number, name: nameOf(responsibleId), text })}
            <br />
            {answer === undefined
              ? t('page.report.question.waiting')
              : t('page.report.question.answer', { date: moment(answer.at), text: answer.text })}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Every version, what it corrected and why; those that are not shown here are a link away. */
function Versions({ plan, report, content }: { plan: Plan; report: Report; content: StatusReport }) {
  if (report.versions.length === 0) return null;
  const { audience } = content;
  const shown = versionOf(content);
  const latest = report.versions.at(-1)?.version;
  return (
    <section aria-labelledby="versjoner">
      <Heading level={2} data-size="sm" id="versjoner">
        {t('page.report.versions')}
      </Heading>
      {shown === undefined || shown === latest ? null : (
        <p>
          <strong>{t('page.report.version.older', { shown, latest: latest ?? shown })}</strong>
        </p>
      )}
      <ul>
        {report.versions.map(({ version, lockedAt, contents, correction, acknowledged }) => (
          <li key={version} className="kv-hash">
            {t('page.report.version', {
              version,
              at: moment(lockedAt),
              sha256: contents.find((one) => one.audience === audience)?.sha256 ?? '',
            })}
            {version === shown ? null : (
              <>
                <br />
                <Link href={`${reportPath(plan.number, report.number)}?versjon=${version}`}>
                  {t('page.report.version.read', { version })}
                </Link>
              </>
            )}
            {correction === undefined ? null : (
              <>
                <br />
                {t('page.report.version.correction', correction)}
              </>
            )}
            {acknowledged === undefined ? null : (
              <>
                <br />
                {t('page.report.version.acknowledged', { at: moment(acknowledged.at) })}
                {acknowledged.comment === undefined
                  ? null
                  : ` ${t('page.report.version.comment', { comment: acknowledged.comment })}`}
              </>
            )}
            {report.publications
              .filter((publication) => publication.version === version)
              .map((publication) => (
                <PublicationLine
                  key={publication.at}
                  publication={publication}
                  withReason={audience === 'internal'}
                  address={{ plan: plan.number, report: report.number, version }}
                />
              ))}
          </li>
        ))}
      </ul>
    </section>
  );
}

function PublicationLine({
  publication,
  address,
  withReason,
}: {
  publication: Publication;
  address: VersionAddress;
  withReason: boolean;
}) {
  const { at, withdrawn } = publication;
  const path = versionPath(address);
  return (
    <>
      <br />
      {withdrawn === undefined ? (
        <>
          {t('page.report.published', { at: moment(at) })} <Link href={path}>{path}</Link>
        </>
      ) : (
        <>
          {t('page.report.withdrawn', { at: moment(at), withdrawn: moment(withdrawn.at) })}
          {withdrawn.reason === takenBackReason
            ? ` ${t('page.report.withdrawn.taken-back')}`
            : withReason
              ? ` ${t('page.report.withdrawn.reason', { reason: withdrawn.reason })}`
              : null}
        </>
      )}
    </>
  );
}
