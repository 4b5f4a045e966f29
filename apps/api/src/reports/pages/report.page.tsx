import type { Plan } from '#domain/plan/plan.js';
import { type Publication, type Report, takenBackReason } from '#domain/report/report.js';
import type { StatusReport } from '#domain/report/status-report.js';
import { reportPath, type VersionAddress, versionPath } from '#messages/page-links.js';
import { reportDocument } from '#messages/report/report-content.js';
import type { PersonNamed } from '#record/report/report-page.query.js';
import { reportFormats } from '../rest/report.schemas.js';
import { Heading, Link } from '../../web/design-system.js';
import type { PageFrame } from '../../web/frame/page-frame.js';
import { Page } from '../../web/frame/page.js';
import { moment, t } from '../../web/frame/texts.js';
import { Answers } from './report-answers.js';
import { reportCrumbs, reportsCrumb } from './report-crumbs.js';
import { ReportBlocks } from './report-document.js';
import { Files, MeetingForm } from './report-files-offered.js';
import { periodOf, stateOf } from './report-in-words.js';

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

function versionOf({ edition }: StatusReport): number | undefined {
  return edition.kind === 'locked' ? edition.version : undefined;
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
