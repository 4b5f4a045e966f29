import { Heading, Link, Table } from '../../web/design-system.js';
import type { ReactNode } from 'react';
import { measurePath, planPath } from '#messages/page-links.js';
import type {
  BusyParty,
  LateMeasure,
  Listed,
  NextDeadline,
  Portfolio,
  PortfolioPlan,
  QuarterPoint,
  SlippingMeasure,
} from '#record/portfolio/portfolio.query.js';
import type { PageFrame } from '../../web/frame/page-frame.js';
import { Page } from '../../web/frame/page.js';
import { day, t } from '../../web/frame/texts.js';

/** Leadership's page across plans: what is late, what slips, who has most to do, how it moves, what comes next. */
export function PortfolioPage({ frame, portfolio }: { frame: PageFrame; portfolio: Portfolio }) {
  const { plans, late, slipping, parties, trend, nextDeadlines } = portfolio;
  const open = plans.reduce((sum, plan) => sum + plan.open, 0);
  return (
    <Page frame={frame} title={t('page.portfolio.title')}>
      <p className="kv-lead">
        {t('page.portfolio.lead', { open, late: late.total, longest: late.rows[0]?.daysLate ?? 0 })}
      </p>
      <Part id="planer" heading={t('page.plans.title')} rows={plans} nothing={t('page.plans.none')}>
        <PlanRows plans={plans} />
      </Part>
      <ListPart
        id="forsinket"
        heading={t('page.portfolio.late')}
        listed={late}
        nothing={t('page.portfolio.late.none')}
      >
        <LateRows rows={late.rows} />
      </ListPart>
      <ListPart
        id="flyttet"
        heading={t('page.portfolio.slipping')}
        listed={slipping}
        nothing={t('page.portfolio.slipping.none')}
      >
        <SlippingRows rows={slipping.rows} />
      </ListPart>
      <ListPart
        id="ansvarlige"
        heading={t('page.portfolio.parties')}
        listed={parties}
        nothing={t('page.portfolio.parties.none')}
      >
        <PartyRows rows={parties.rows} />
      </ListPart>
      <Part
        id="utvikling"
        heading={t('page.portfolio.trend')}
        rows={trend}
        nothing={t('page.portfolio.trend.none')}
      >
        <TrendRows points={trend} />
      </Part>
      <ListPart
        id="frister"
        heading={t('page.portfolio.next')}
        listed={nextDeadlines}
        nothing={t('page.portfolio.next.none')}
      >
        <NextRows rows={nextDeadlines.rows} />
      </ListPart>
    </Page>
  );
}

interface PartProps {
  id: string;
  heading: string;
  nothing: string;
  children: ReactNode;
}

function Part({ id, heading, rows, nothing, children }: PartProps & { rows: readonly unknown[] }) {
  return (
    <section aria-labelledby={id}>
      <Heading level={2} data-size="sm" id={id}>
        {heading}
      </Heading>
      {rows.length === 0 ? <p>{nothing}</p> : children}
    </section>
  );
}

function ListPart({ listed, ...props }: PartProps & { listed: Listed<unknown> }) {
  return (
    <>
      <Part {...props} rows={listed.rows} />
      {listed.total <= listed.rows.length ? null : (
        <p className="kv-quiet">{t('page.start.more', { shown: listed.rows.length, total: listed.total })}</p>
      )}
    </>
  );
}

interface Column<Row> {
  label: string;
  of(row: Row): ReactNode;
}

interface RowsProps<Row> {
  labelledBy: string;
  /** What the row is about. */
  first: Column<Row>;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  keyOf(row: Row): string;
}

function Rows<Row>({ labelledBy, first, columns, rows, keyOf }: RowsProps<Row>) {
  return (
    <Table className="kv-items" aria-labelledby={labelledBy}>
      <Table.Head>
        <Table.Row>
          {[first, ...columns].map(({ label }) => (
            <Table.HeaderCell key={label} scope="col">
              {label}
            </Table.HeaderCell>
          ))}
        </Table.Row>
      </Table.Head>
      <Table.Body>
        {rows.map((row) => (
          <Table.Row key={keyOf(row)}>
            <Table.HeaderCell scope="row">{first.of(row)}</Table.HeaderCell>
            {columns.map(({ label, of }) => (
              <Table.Cell key={label} data-label={label}>
                {of(row)}
              </Table.Cell>
            ))}
          </Table.Row>
        ))}
      </Table.Body>
    </Table>
  );
}

function PlanRows({ plans }: { plans: readonly PortfolioPlan[] }) {
  return (
    <Rows<PortfolioPlan>
      labelledBy="planer"
      rows={plans}
      keyOf={({ planId }) => planId}
      first={{
        label: t('page.plans.plan'),
        of: ({ planNumber, title }) => (
          <Link href={planPath(planNumber)}>{t('page.plan.crumb', { number: planNumber, title })}</Link>
        ),
      }}
      columns={[
        { label: t('page.portfolio.open'), of: ({ open }) => open },
        { label: t('page.portfolio.closed'), of: ({ closed }) => closed },
        {
          label: t('page.standing.late'),
          of: ({ late }) => <span className={late > 0 ? 'kv-late' : undefined}>{late}</span>,
        },
        {
          label: t('page.portfolio.longest'),
          of: ({ longestLateDays }) => (longestLateDays === null ? '–' : days(longestLateDays)),
        },
      ]}
    />
  );
}

function measureColumn(): Column<{ planNumber: number; number: number; title: string | null }> {
  return {
    label: t('page.items.measure'),
    of: ({ planNumber, number, title }) => (
      <Link href={measurePath(planNumber, number)}>
        {t('page.field.successor.choice', {
          plan: planNumber,
          number,
          title: title ?? t('access.restricted'),
        })}
      </Link>
    ),
  };
}

function measureKey({ planNumber, number }: { planNumber: number; number: number }): string {
  return `${planNumber}/${number}`;
}

function LateRows({ rows }: { rows: readonly LateMeasure[] }) {
  const most = mostOf(rows.map(({ daysLate }) => daysLate));
  return (
    <Rows<LateMeasure>
      labelledBy="forsinket"
      rows={rows}
      keyOf={measureKey}
      first={measureColumn()}
      columns={[
        {
          label: t('page.portfolio.days-late'),
          of: ({ daysLate }) => <Bar value={daysLate} most={most} text={days(daysLate)} tone="late" />,
        },
        { label: t('page.items.deadline'), of: ({ deadline }) => day(deadline) },
        { label: t('page.portfolio.late-items'), of: ({ openLateItems }) => openLateItems },
      ]}
    />
  );
}

function SlippingRows({ rows }: { rows: readonly SlippingMeasure[] }) {
  return (
    <Rows<SlippingMeasure>
      labelledBy="flyttet"
      rows={rows}
      keyOf={measureKey}
      first={measureColumn()}
      columns={[
        { label: t('page.portfolio.moves'), of: ({ moves }) => t('page.portfolio.times', { moves }) },
        { label: t('page.portfolio.slip'), of: ({ slipDays }) => days(slipDays) },
        { label: t('page.portfolio.original'), of: ({ original }) => day(original) },
        { label: t('page.portfolio.in-force'), of: ({ inForce }) => day(inForce) },
      ]}
    />
  );
}

function PartyRows({ rows }: { rows: readonly BusyParty[] }) {
  const most = mostOf(rows.map(({ openItems }) => openItems));
  return (
    <Rows<BusyParty>
      labelledBy="ansvarlige"
      rows={rows}
      keyOf={({ partyId }) => partyId}
      first={{ label: t('page.items.party'), of: ({ name }) => name }}
      columns={[
        {
          label: t('page.portfolio.open-items'),
          of: ({ openItems }) => <Bar value={openItems} most={most} text={String(openItems)} tone="plain" />,
        },
        {
          label: t('page.standing.late'),
          of: ({ lateItems }) => <span className={lateItems > 0 ? 'kv-late' : undefined}>{lateItems}</span>,
        },
      ]}
    />
  );
}

function TrendRows({ points }: { points: readonly QuarterPoint[] }) {
  const most = mostOf(points.flatMap(({ openAtEnd, closedAtEnd }) => [openAtEnd, closedAtEnd]));
  return (
    <Rows<QuarterPoint>
      labelledBy="utvikling"
      rows={points}
      keyOf={({ year, quarter }) => `${year}-${quarter}`}
      first={{
        label: t('page.portfolio.quarter'),
        of: ({ year, quarter }) => t('page.portfolio.quarter-name', { year: String(year), quarter }),
      }}
      columns={[
        { label: t('page.portfolio.accepted'), of: ({ accepted }) => accepted },
        {
          label: t('page.portfolio.closed-in'),
          of: ({ closed, reopened }) =>
            reopened === 0 ? closed : t('page.portfolio.closed-reopened', { closed, reopened }),
        },
        {
          label: t('page.portfolio.open-at-end'),
          of: ({ openAtEnd }) => <Bar value={openAtEnd} most={most} text={String(openAtEnd)} tone="plain" />,
        },
        {
          label: t('page.portfolio.closed-at-end'),
          of: ({ closedAtEnd }) => (
            <Bar value={closedAtEnd} most={most} text={String(closedAtEnd)} tone="done" />
          ),
        },
      ]}
    />
  );
}

function NextRows({ rows }: { rows: readonly NextDeadline[] }) {
  return (
    <Rows<NextDeadline>
      labelledBy="frister"
      rows={rows}
      keyOf={(row) => `${measureKey(row)} ${row.deadline}`}
      first={measureColumn()}
      columns={[
        { label: t('page.items.deadline'), of: ({ deadline }) => day(deadline) },
        { label: t('page.portfolio.open-items'), of: ({ openItems }) => openItems },
      ]}
    />
  );
}

const barWidth = 96;

interface BarProps {
  value: number;
  most: number;
  text: string;
  tone: 'plain' | 'late' | 'done';
}

/** The number, and its length beside the longest one. The drawing says nothing that the number does not. */
function Bar({ value, most, text, tone }: BarProps) {
  const width = most === 0 ? 0 : Math.max(1, Math.round((value / most) * barWidth));
  return (
    <span className="kv-bar">
      <span>{text}</span>
      <svg
        aria-hidden="true"
        focusable="false"
        width={barWidth}
        height={10}
        viewBox={`0 0 ${barWidth} 10`}
        data-tone={tone}
      >
        <rect width={value === 0 ? 0 : width} height={10} rx={2} />
      </svg>
    </span>
  );
}

function mostOf(values: readonly number[]): number {
  return values.reduce((most, value) => Math.max(most, value), 0);
}

function days(count: number): string {
  return t('page.portfolio.days', { days: count });
}
