import { hasPassed } from '#domain/deadline/deadline.js';
import { Heading, Link, Table } from '../../web/design-system.js';
import type { ReactNode } from 'react';
import type { PlainDate } from '#domain/ids.js';
import {
  decisionPath,
  editingPath,
  extensionsPath,
  measureFormPath,
  measurePath,
  partyFormPath,
  personPath,
  planFormPath,
  planPath,
} from '#messages/page-links.js';
import type { AwaitedDecision } from '#record/decision/decision-page.query.js';
import type { ListedPlan } from '#record/plan/plan-list.query.js';
import type {
  LeadershipWaiting,
  SecretariatWaiting,
  Waiting,
  WaitingItem,
  WaitingMeasure,
  WaitingPlan,
  WaitingSummary,
} from '#record/start/start-page.query.js';
import type { WaitingReport } from '#record/report/waiting-reports.query.js';
import type { PageFrame } from '../../web/frame/page-frame.js';
import { Page } from '../../web/frame/page.js';
import { day, t } from '../../web/frame/texts.js';
import { ItemTable, type RowAction, RowActions } from '../../measures/pages/item-table.js';
import type { ExtensionRow } from '../../measures/pages/many-extensions.js';
import { PlanTable } from '../../plans/pages/plan-list.page.js';
import type { TakenDown } from '#record/report/takedown.js';
import { ReportsTakenDown } from './reports-taken-down.js';
import { WaitingReports } from './waiting-reports.js';

/** What waits, by role; somebody with several roles sees each. */
export interface StartPageContent {
  owner?: Waiting<WaitingItem>;
  secretariat?: SecretariatWaiting;
  leadership?: LeadershipWaiting;
  plans: readonly ListedPlan[];
  /** What another has entered, and this person could countersign. */
  awaited: readonly AwaitedDecision[];
  /** Status reports that have come to this person. */
  reports: readonly WaitingReport[];
  /** Published reports that are down because of what has been restricted since. */
  down: readonly TakenDown[];
  /** Extensions that wait for this person's answer. */
  extensions: readonly ExtensionRow[];
}

interface StartPageProps {
  frame: PageFrame;
  content: StartPageContent;
  today: PlainDate;
}

/** The first page after logging in: what waits for me. */
export function StartPage({ frame, content, today }: StartPageProps) {
  const { owner, secretariat, leadership, plans, awaited, reports, down, extensions } = content;
  return (
    <Page frame={frame} title={t(titleKey(content))}>
      <Group id="kontrasigneres" heading={t('page.start.awaited')} waiting={all(awaited)}>
        <AwaitedDecisions rows={awaited} />
      </Group>
      <Group id="tatt-ned" heading={t('page.start.taken-down')} waiting={all(down)}>
        <ReportsTakenDown rows={down} />
      </Group>
      <Group id="utsettelser" heading={t('page.start.extensions')} waiting={all(extensions)}>
        <ExtensionLines rows={extensions} />
      </Group>
      <Group id="rapporter" heading={t('page.start.reports')} waiting={all(reports)}>
        <WaitingReports reports={reports} />
      </Group>
      {owner === undefined ? null : (
        <Group id="mine" heading={t('page.start.mine')} waiting={owner} nothing={t('page.start.mine.none')}>
          <WaitingItems id="mine" rows={owner.rows} today={today} actions={ownerActions} />
        </Group>
      )}
      {leadership === undefined ? null : <Leadership waiting={leadership} today={today} />}
      {secretariat === undefined ? null : <Secretariat waiting={secretariat} today={today} />}
      <section aria-labelledby="planer">
        <Heading level={2} data-size="sm" id="planer">
          {t('page.plans.title')}
        </Heading>
        {plans.length === 0 ? <p>{t('page.plans.none')}</p> : <PlanTable plans={plans} labelledBy="planer" />}
      </section>
    </Page>
  );
}

function ExtensionLines({ rows }: { rows: readonly ExtensionRow[] }) {
  return (
    <>
      <ul className="kv-lines">
        {rows.slice(0, 10).map(({ itemId, number, plan, measure, partyName, request }) => (
          <li key={itemId}>
            <Link href={measureFormPath(plan.number, measure.number, 'svar-pa-utsettelse', number)}>
              {t('page.extensions.choice', {
                item: number,
                plan: plan.number,
                party: partyName,
                date: day(request.to),
              })}
            </Link>
          </li>
        ))}
      </ul>
      <p>
        <Link href={extensionsPath}>{t('page.start.extensions.all')}</Link>
      </p>
    </>
  );
}

function AwaitedDecisions({ rows }: { rows: readonly AwaitedDecision[] }) {
  return (
    <ul className="kv-lines">
      {rows.map(({ id, body, caseNumber, meetingDate, what, planNumber, enteredByName }) => (
        <li key={id}>
          <Link href={decisionPath(id)}>
            {t('page.start.awaited.line', { body, caseNumber, date: day(meetingDate) })}
          </Link>{' '}
          {t(`page.start.awaited.${what ?? 'words'}`)}{' '}
          {planNumber === null ? null : (
            <Link href={planPath(planNumber)}>{t('page.plan.number', { number: planNumber })}</Link>
          )}{' '}
          {t('page.start.awaited.entered', { person: enteredByName })}
        </li>
      ))}
    </ul>
  );
}

function titleKey({ owner, secretariat, leadership }: StartPageContent) {
  if (secretariat !== undefined) return 'page.nav.start.secretariat';
  if (leadership !== undefined) return 'page.nav.start.leadership';
  return owner !== undefined ? 'page.nav.start.owner' : 'page.nav.start.auditor';
}

function Secretariat({ waiting, today }: { waiting: SecretariatWaiting; today: PlainDate }) {
  const { withoutOwner, reportedDone, undelivered, decisions, readyToClose, summaries, departures } = waiting;
  const { refusals, unreached } = waiting;
  return (
    <>
      <ToDo waiting={waiting} />
      <Group id="ikke-vart" heading={t('page.start.refusals')} waiting={refusals}>
        <WaitingItems id="ikke-vart" rows={refusals.rows} today={today} actions={refusalActions} />
        <ul className="kv-lines">
          {refusals.rows
            .filter(({ restricted }) => !restricted)
            .map(({ planNumber, itemNumber, refusalReason }) => (
              <li key={`${planNumber} ${itemNumber}`}>
                {t('page.start.refusals.reason', { item: itemNumber, reason: refusalReason })}
              </li>
            ))}
        </ul>
      </Group>
      <Group id="kan-ikke-nas" heading={t('page.start.unreached')} waiting={unreached}>
        <ul className="kv-lines">
          {unreached.rows.map(({ personId, name, since, messages, error }) => (
            <li key={personId}>
              <Link href={personPath(personId)}>{name}</Link>{' '}
              {t('page.start.unreached.line', { count: messages, date: day(since) })}
              {error === null ? null : <span className="kv-quiet"> ({error})</span>}
            </li>
          ))}
        </ul>
      </Group>
      <Group
        id="meldt-ferdig"
        heading={t('page.start.reported-done')}
        waiting={reportedDone}
        nothing={t('page.start.reported-done.none')}
      >
        <WaitingItems id="meldt-ferdig" rows={reportedDone.rows} today={today} actions={signOffActions} />
      </Group>
      <Group
        id="uten-ansvarlig"
        heading={t('page.start.without-owner')}
        waiting={withoutOwner}
        nothing={t('page.start.without-owner.none')}
      >
        <WaitingMeasures id="uten-ansvarlig" rows={withoutOwner.rows} slug="sett-ansvarlig" form="assign" />
      </Group>
      <Group id="gar-ut" heading={t('page.start.departures')} waiting={departures}>
        <ul className="kv-lines">
          {departures.rows.map(({ groupId, groupName, partyId, partyName, leftOn, items }) => (
            <li key={`${groupId} ${partyId} ${leftOn}`}>
              <Link href={partyFormPath(groupId, 'avgjor-punkter', partyId)}>
                {t('page.start.departures.line', { party: partyName, group: groupName })}
              </Link>{' '}
              {t('page.start.departures.items', { count: items, date: day(leftOn) })}
            </li>
          ))}
        </ul>
      </Group>
      <Group
        id="klart-til-lukking"
        heading={t('page.start.ready-to-close')}
        waiting={readyToClose}
        nothing={t('page.start.ready-to-close.none')}
      >
        <WaitingMeasures id="klart-til-lukking" rows={readyToClose.rows} slug="lukk" form="close" />
      </Group>
      <Group id="forslag" heading={t('page.start.summaries')} waiting={summaries}>
        <SummaryLines rows={summaries.rows} />
      </Group>
      <Group
        id="ikke-levert"
        heading={t('page.start.undelivered')}
        waiting={undelivered}
        nothing={t('page.start.undelivered.none')}
      >
        <ul className="kv-lines">
          {undelivered.rows.map(({ recipientName, kind, on, error }) => (
            <li key={`${recipientName}${on}${kind}`}>
              {t('page.start.undelivered.line', {
                person: recipientName,
                what: t(`page.messages.${kind}`),
                date: day(on),
              })}
              {error === null ? null : <span className="kv-quiet"> ({error})</span>}
            </li>
          ))}
        </ul>
      </Group>
      <Group
        id="vedtak"
        heading={t('page.start.decisions')}
        waiting={decisions}
        nothing={t('page.start.decisions.none')}
      >
        <ul className="kv-lines">
          {decisions.rows.map(({ id, body, caseNumber, text, deadline, planNumber }) => (
            <li key={id}>
              <Link href={decisionPath(id)}>{t('page.start.decisions.line', { body, caseNumber })}</Link>{' '}
              {text}{' '}
              <em className={hasPassed(deadline, today) ? 'kv-late' : undefined}>
                {t(hasPassed(deadline, today) ? 'page.start.was-due' : 'page.start.due', {
                  date: day(deadline),
                })}
              </em>{' '}
              {planNumber === null ? null : (
                <Link href={planPath(planNumber)}>{t('page.plan.number', { number: planNumber })}</Link>
              )}
            </li>
          ))}
        </ul>
      </Group>
    </>
  );
}

/** Everything that waits for the secretariat, counted, with a way to each. */
function ToDo({ waiting }: { waiting: SecretariatWaiting }) {
  const counted = [
    { id: 'ikke-vart', heading: t('page.start.refusals'), total: waiting.refusals.total },
    { id: 'uten-ansvarlig', heading: t('page.start.without-owner'), total: waiting.withoutOwner.total },
    { id: 'gar-ut', heading: t('page.start.departures'), total: waiting.departures.total },
    { id: 'kan-ikke-nas', heading: t('page.start.unreached'), total: waiting.unreached.total },
    { id: 'meldt-ferdig', heading: t('page.start.reported-done'), total: waiting.reportedDone.total },
    { id: 'klart-til-lukking', heading: t('page.start.ready-to-close'), total: waiting.readyToClose.total },
  ].filter(({ total }) => total > 0);
  if (counted.length === 0) return null;
  return (
    <section aria-labelledby="a-gjore">
      <Heading level={2} data-size="sm" id="a-gjore">
        {t('page.start.to-do')}
      </Heading>
      <ul className="kv-lines">
        {counted.map(({ id, heading, total }) => (
          <li key={id}>
            <Link href={`#${id}`}>{heading}</Link> <span className="kv-count">{total}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Leadership({ waiting, today }: { waiting: LeadershipWaiting; today: PlainDate }) {
  const { plansToAdopt, measuresToAccept, waivers, lateLong, plansToClose } = waiting;
  return (
    <>
      <Group
        id="til-vedtak"
        heading={t('page.start.plans-to-adopt')}
        waiting={plansToAdopt}
        nothing={t('page.start.plans-to-adopt.none')}
      >
        <PlanLines rows={plansToAdopt.rows} slug="vedta" form="adopt" />
      </Group>
      <Group id="nye-tiltak" heading={t('page.start.measures-to-accept')} waiting={measuresToAccept}>
        <WaitingMeasures id="nye-tiltak" rows={measuresToAccept.rows} slug="vedta" form="accept" />
      </Group>
      <Group
        id="skal-utga"
        heading={t('page.start.waivers')}
        waiting={waivers}
        nothing={t('page.start.waivers.none')}
      >
        <WaitingItems id="skal-utga" rows={waivers.rows} today={today} actions={waiverActions} />
      </Group>
      <Group
        id="lenge-forsinket"
        heading={t('page.start.late-long')}
        waiting={lateLong}
        nothing={t('page.start.late-long.none')}
      >
        <WaitingItems id="lenge-forsinket" rows={lateLong.rows} today={today} actions={noActions} />
      </Group>
      <Group id="klare-planer" heading={t('page.start.plans-to-close')} waiting={plansToClose}>
        <PlanLines rows={plansToClose.rows} slug="lukk" form="close-plan" />
      </Group>
    </>
  );
}

interface GroupProps {
  id: string;
  heading: string;
  waiting: Waiting<unknown>;
  /** Said where none waits; without it the group is there only when some do. */
  nothing?: string;
  children: ReactNode;
}

/** One kind of thing that waits, how many, and the list. */
function Group({ id, heading, waiting, nothing, children }: GroupProps) {
  if (waiting.total === 0 && nothing === undefined) return null;
  return (
    <section aria-labelledby={id} className="kv-group">
      <Heading level={2} data-size="sm" id={id}>
        {heading} <span className="kv-count">{waiting.total}</span>
      </Heading>
      {waiting.total === 0 ? <p className="kv-quiet">{nothing}</p> : children}
      {waiting.total > waiting.rows.length ? (
        <p className="kv-quiet">
          {t('page.start.more', { shown: waiting.rows.length, total: waiting.total })}
        </p>
      ) : null}
    </section>
  );
}

function all<Row>(rows: readonly Row[]): Waiting<Row> {
  return { rows: [...rows], total: rows.length };
}

const ownerActions = ({ state, deadline, extensionTo }: WaitingItem): readonly RowAction[] =>
  state === 'open'
    ? [
        { slug: 'meld-ferdig', form: 'done' },
        { slug: 'meld-status', form: 'status' },
        ...(deadline === null || extensionTo !== null
          ? []
          : [{ slug: 'be-om-utsettelse', form: 'ask-extension' } as const]),
      ]
    : [];
const refusalActions = (): readonly RowAction[] => [
  { slug: 'overfor', form: 'reassign' },
  { slug: 'svar-pa-ikke-vart', form: 'answer-refusal' },
];
const signOffActions = (): readonly RowAction[] => [
  { slug: 'kvitter-ut', form: 'sign-off' },
  { slug: 'send-tilbake', form: 'send-back' },
];
const waiverActions = (): readonly RowAction[] => [{ slug: 'avgjor-om-punkt-utgar', form: 'decide-waiver' }];
const noActions = (): readonly RowAction[] => [];

interface WaitingItemsProps {
  id: string;
  rows: readonly WaitingItem[];
  today: PlainDate;
  actions: (row: WaitingItem) => readonly RowAction[];
}

function WaitingItems({ id, rows, today, actions }: WaitingItemsProps) {
  const anyActions = rows.some((row) => actions(row).length > 0);
  return (
    <ItemTable
      labelledBy={id}
      columns={['item', 'party', 'deadline', ...(anyActions ? (['actions'] as const) : [])]}
    >
      {rows.map((row) => (
        <Table.Row key={`${row.planNumber} ${row.itemNumber}`}>
          <Table.HeaderCell scope="row">
            <Link href={measurePath(row.planNumber, row.itemNumber)}>
              {t('page.start.item', { number: row.itemNumber, title: row.title })}
            </Link>
            <span className="kv-quiet kv-block">{row.planTitle}</span>
            {row.returnedReason === null || row.state !== 'open' ? null : (
              <span className="kv-block">{t('page.start.returned', { reason: row.returnedReason })}</span>
            )}
            {row.extensionTo === null ? null : (
              <span className="kv-block">
                {t('page.start.extension-asked', { date: day(row.extensionTo) })}
              </span>
            )}
            {row.waiverGround === null || row.state !== 'open' ? null : (
              <span className="kv-block">
                {t('page.items.waiver-proposed', { ground: row.waiverGround })}
              </span>
            )}
          </Table.HeaderCell>
          <Table.Cell data-label={t('page.items.party')}>{row.partyName}</Table.Cell>
          <Table.Cell data-label={t('page.items.deadline')}>
            <Due row={row} today={today} />
          </Table.Cell>
          {anyActions ? (
            <Table.Cell data-label={t('page.items.actions')}>
              <RowActions
                {...row}
                actions={actions(row)}
                {...(row.state === 'reported-done' ? { nothing: t('item-state.reported-done') } : {})}
              />
            </Table.Cell>
          ) : null}
        </Table.Row>
      ))}
    </ItemTable>
  );
}

function Due({ row, today }: { row: WaitingItem; today: PlainDate }) {
  const { deadline, originalDeadline, deadlineMoves, state, since } = row;
  const late = state === 'open' && deadline !== null && hasPassed(deadline, today);
  return (
    <>
      {deadline === null ? (
        <span className="kv-quiet">{t('page.deadline.not-set')}</span>
      ) : (
        <span className={late ? 'kv-late' : undefined}>
          {day(deadline)}
          {late ? ` (${t('page.start.days-late', { days: daysBetween(deadline, today) })})` : ''}
          {deadline === today ? ` (${t('page.start.today')})` : ''}
        </span>
      )}
      {deadlineMoves > 0 && originalDeadline !== null ? (
        <span className="kv-quiet kv-block">
          {t('page.start.original', { date: day(originalDeadline), moves: deadlineMoves })}
        </span>
      ) : null}
      {state === 'reported-done' && since !== null ? (
        <span className="kv-quiet kv-block">{t('page.start.reported-on', { date: day(since) })}</span>
      ) : null}
    </>
  );
}

function daysBetween(from: PlainDate, to: PlainDate): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);
}

interface WaitingMeasuresProps extends RowAction {
  id: string;
  rows: readonly WaitingMeasure[];
}

function WaitingMeasures({ id, rows, slug, form }: WaitingMeasuresProps) {
  return (
    <ItemTable labelledBy={id} columns={['measure', 'since', 'actions']}>
      {rows.map(({ planNumber, planTitle, number, title, since }) => (
        <Table.Row key={`${planNumber} ${number}`}>
          <Table.HeaderCell scope="row">
            <Link href={measurePath(planNumber, number)}>{t('page.start.measure', { number, title })}</Link>
            <span className="kv-quiet kv-block">{planTitle}</span>
          </Table.HeaderCell>
          <Table.Cell data-label={t('page.items.since')}>{since === null ? '–' : day(since)}</Table.Cell>
          <Table.Cell data-label={t('page.items.actions')}>
            <RowActions planNumber={planNumber} number={number} actions={[{ slug, form }]} />
          </Table.Cell>
        </Table.Row>
      ))}
    </ItemTable>
  );
}

function SummaryLines({ rows }: { rows: readonly WaitingSummary[] }) {
  return (
    <ul className="kv-lines">
      {rows.map(({ planNumber, planTitle, proposals }) => (
        <li key={planNumber}>
          <Link href={editingPath(planNumber)}>
            {t('page.plan.crumb', { number: planNumber, title: planTitle })}
          </Link>{' '}
          {t('page.start.summaries.line', { count: proposals })}
        </li>
      ))}
    </ul>
  );
}

interface PlanLinesProps {
  rows: readonly WaitingPlan[];
  slug: string;
  form: 'adopt' | 'close-plan';
}

function PlanLines({ rows, slug, form }: PlanLinesProps) {
  return (
    <ul className="kv-lines">
      {rows.map(({ planNumber, planTitle, measures }) => (
        <li key={planNumber}>
          <Link href={planPath(planNumber)}>
            {t('page.plan.crumb', { number: planNumber, title: planTitle })}
          </Link>{' '}
          {t('page.start.plan-measures', { count: measures })}{' '}
          <a
            className="ds-button"
            data-variant="secondary"
            data-size="sm"
            href={planFormPath(planNumber, slug)}
          >
            {t(`page.form.${form}.title`)}
          </a>
        </li>
      ))}
    </ul>
  );
}
