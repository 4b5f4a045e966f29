import { Button, Heading } from '../../web/design-system.js';
import type { Plan } from '#domain/plan/plan.js';
import type { ReportComparison } from '#domain/report/compare-reports.js';
import type { Report } from '#domain/report/report.js';
import type { Instant } from '#domain/ids.js';
import { comparisonPath } from '#messages/page-links.js';
import { comparisonDocument } from '#messages/report/comparison-content.js';
import { Field } from '../../web/forms/field.js';
import type { PageFrame } from '../../web/frame/page-frame.js';
import { Page } from '../../web/frame/page.js';
import { moment, t } from '../../web/frame/texts.js';
import { reportCrumbs, reportsCrumb } from './report-crumbs.js';
import { ReportBlocks } from './report-document.js';

interface Edition {
  number: number;
  version: number;
}

/** Every locked version there is of them, in the order given, the latest version first. */
export function lockedEditions(reports: readonly Report[]): (Edition & { lockedAt: Instant })[] {
  return reports.flatMap(({ number, versions }) =>
    versions.map(({ version, lockedAt }) => ({ number, version, lockedAt })).reverse(),
  );
}

interface ComparisonProps {
  frame: PageFrame;
  plan: Plan;
  editions: readonly (Edition & { lockedAt: Instant })[];
  chosen: readonly (Edition | undefined)[];
  /** Absent where there are not two to compare. */
  comparison?: ReportComparison;
}

/** Two locked reports of one plan side by side; which two is asked for on the page itself. */
export function ComparisonPage({ frame, plan, editions, chosen, comparison }: ComparisonProps) {
  const document = comparison === undefined ? undefined : comparisonDocument(comparison);
  return (
    <Page
      frame={frame}
      title={t('page.compare.title')}
      kicker={t('page.plan.crumb', { number: plan.number, title: plan.title })}
      crumbs={reportCrumbs(plan, reportsCrumb(plan))}
    >
      {editions.length < 2 ? (
        <p>{t('page.compare.too-few')}</p>
      ) : (
        <form method="get" action={comparisonPath(plan.number)} className="kv-form">
          {(['den', 'andre'] as const).map((name, index) => (
            <Field
              key={name}
              field={{
                kind: 'select',
                name,
                label: t(`page.compare.${name}`),
                required: true,
                choices: editions.map((edition) => ({
                  value: editionKey(edition),
                  label: t('page.compare.choice', { ...edition, lockedAt: moment(edition.lockedAt) }),
                })),
              }}
              state={{ values: { [name]: editionKey(chosen[index]) }, errors: [] }}
            />
          ))}
          <p className="kv-buttons">
            <Button type="submit" variant="secondary">
              {t('page.compare.submit')}
            </Button>
          </p>
        </form>
      )}
      {document === undefined ? null : (
        <section aria-labelledby="sammenligning">
          <Heading level={2} data-size="sm" id="sammenligning" lang={document.language}>
            {document.kind}
          </Heading>
          <ReportBlocks document={document} />
        </section>
      )}
    </Page>
  );
}

function editionKey(edition: Edition | undefined): string {
  return edition === undefined ? '' : `${edition.number}-${edition.version}`;
}
