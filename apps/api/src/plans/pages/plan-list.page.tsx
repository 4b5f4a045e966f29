import { Link, Table } from '../../web/design-system.js';
import { planPath } from '#messages/page-links.js';
import type { ListedPlan } from '#record/plan/plan-list.query.js';
import type { PageFrame } from '../../web/frame/page-frame.js';
import { Page } from '../../web/frame/page.js';
import { day, t } from '../../web/frame/texts.js';
import { PlanStateTag } from '../../summary/pages/status-summary.page.js';

/** Every plan there is, with how far it has come. */
export function PlanListPage({ frame, plans }: { frame: PageFrame; plans: readonly ListedPlan[] }) {
  return (
    <Page frame={frame} title={t('page.plans.title')}>
      {plans.length === 0 ? <p>{t('page.plans.none')}</p> : <PlanTable plans={plans} />}
    </Page>
  );
}

export function PlanTable({ plans, labelledBy }: { plans: readonly ListedPlan[]; labelledBy?: string }) {
  return (
    <Table
      className="kv-items"
      aria-label={labelledBy === undefined ? t('page.plans.title') : undefined}
      aria-labelledby={labelledBy}
    >
      <Table.Head>
        <Table.Row>
          <Table.HeaderCell scope="col">{t('page.plans.plan')}</Table.HeaderCell>
          <Table.HeaderCell scope="col">{t('page.plans.state')}</Table.HeaderCell>
          <Table.HeaderCell scope="col">{t('page.plans.closed')}</Table.HeaderCell>
          <Table.HeaderCell scope="col">{t('page.standing.late')}</Table.HeaderCell>
          <Table.HeaderCell scope="col">{t('page.plans.period-end')}</Table.HeaderCell>
        </Table.Row>
      </Table.Head>
      <Table.Body>
        {plans.map((plan) => (
          <Table.Row key={plan.id}>
            <Table.HeaderCell scope="row">
              <Link href={planPath(plan.number)}>
                {t('page.plan.crumb', { number: plan.number, title: plan.title })}
              </Link>
            </Table.HeaderCell>
            <Table.Cell data-label={t('page.plans.state')}>
              <PlanStateTag state={plan.state} />
            </Table.Cell>
            <Table.Cell data-label={t('page.plans.closed')}>
              {t('page.plans.closed-of', { numerator: plan.closed, denominator: plan.measures })}
            </Table.Cell>
            <Table.Cell data-label={t('page.standing.late')}>
              <span className={plan.late > 0 ? 'kv-late' : undefined}>{plan.late}</span>
            </Table.Cell>
            <Table.Cell data-label={t('page.plans.period-end')}>
              {plan.periodEnd === null ? '–' : day(plan.periodEnd)}
            </Table.Cell>
          </Table.Row>
        ))}
      </Table.Body>
    </Table>
  );
}
