import { Details, Heading, Link, Table, Tag } from '../../web/design-system.js';
import { mayReadText } from '#domain/access/sight.js';
import type { RecordedEvent } from '#domain/history.js';
import type { Instant, PlainDate } from '#domain/ids.js';
import { osloDate } from '#domain/follow-up/calendar.js';
import type { MeasureEvent } from '#domain/measure/measure.events.js';
import {
  isAskedAfterDeparture,
  isRefused,
  deadlineOf,
  itemNumber,
  type DoneReport,
  type Evidence,
  type Item,
  type Measure,
} from '#domain/measure/measure.js';
import type { Actor } from '#domain/roles/actor.js';
import { isItemLate, isMeasureLate } from '#domain/measure/late.js';
import { countedShare, shownDeadline } from '#domain/summary/counted-share.js';
import { countedShareSentence } from '#messages/report/line-sentences.js';
import { itemAnchor, planPath, plansPath } from '#messages/page-links.js';
import { notificationKinds } from '#domain/follow-up/immediate-notifications.js';
import type { MeasureRecord, SentMessage } from '#record/measure/measure-page.query.js';
import type { RepeatedMeasure } from '#record/measure/repeated-recommendations.query.js';
import type { SimilarMeasure } from '#record/measure/similar-measures.query.js';
import type { PageFrame } from '../../web/frame/page-frame.js';
import { Page } from '../../web/frame/page.js';
import { day, list, lowerCase, moment, pageVoice, sentenceCase, t } from '../../web/frame/texts.js';
import type { AskedFormName } from '../../web/forms/form-names.js';
import { ItemTable, RowActions } from './item-table.js';
import { MeasureFacts } from './measure-facts.js';
import { extensionsOf } from '#domain/measure/extension.js';
import { deadlineInRow } from '../../summary/pages/summary-sentences.js';
import { authorityInWords, type Names, progressInWords, sayEvent } from './event-sentences.js';
import { SeenBefore } from './seen-before.js';
import { MeasureActions } from './measure-actions.js';
import type { MeasureForm, MeasureFormContext } from './measure-form.js';
import { isOffered, itemsFor, measureForms } from './measure-forms.js';
import { whatComesNext } from './what-comes-next.js';

interface MeasurePageProps {
  frame: PageFrame;
  record: MeasureRecord;
  actor: Actor;
  now: Instant;
  /** Earlier measures like it. */
  similar?: readonly SimilarMeasure[];
  /** What it repeats, and what repeats it. */
  repeated?: readonly RepeatedMeasure[];
}

/** Everything about one measure: what it is, who must do what by when, what was said, what comes, what has been. */
export function MeasurePage({ frame, record, actor, now, similar = [], repeated = [] }: MeasurePageProps) {
  const { plan, measure } = record;
  const readable = mayReadText(actor, plan, measure);
  const today = osloDate(now);
  const crumbs = [
    { label: t('page.plans.title'), href: plansPath },
    { label: t('page.plan.crumb', { number: plan.number, title: plan.title }), href: planPath(plan.number) },
  ];
  return (
    <Page
      frame={frame}
      title={readable ? measure.title : t('page.measure.withheld-title', { number: measure.number })}
      kicker={
        <>
          {t('page.summary.measure-number', { number: measure.number })}{' '}
          <StandingTag measure={measure} today={today} />
          {measure.access.kind === 'restricted' ? (
            <Tag data-color="warning" data-size="sm">
              {t('access.restricted')}
            </Tag>
          ) : null}
        </>
      }
      crumbs={crumbs}
    >
      {readable ? (
        <MeasureBody
          record={record}
          actor={actor}
          now={now}
          today={today}
          similar={similar}
          repeated={repeated}
        />
      ) : (
        <p>{t('page.measure.withheld')}</p>
      )}
    </Page>
  );
}

function MeasureBody({
  record,
  actor,
  now,
  today,
  similar,
  repeated,
}: Required<Omit<MeasurePageProps, 'frame'>> & { today: PlainDate }) {
  const { plan, measure } = record;
  const names = namesOf(record);
  const context = { record, actor, today, similar };
  return (
    <>
      <p className="kv-lead">{measure.text}</p>
      <MeasureActions context={context} />
      <MeasureFacts record={record} today={today} names={names} actor={actor} repeated={repeated} />
      <Items record={record} today={today} actor={actor} />
      <StatusNow record={record} names={names} />
      <section aria-labelledby="neste">
        <Heading level={2} data-size="sm" id="neste">
          {t('page.measure.next')}
        </Heading>
        <ul className="kv-plain">
          {whatComesNext(measure, plan, now).map((text) => (
            <li key={text}>{text}</li>
          ))}
        </ul>
      </section>
      <SeenBefore similar={similar} />
      <Messages record={record} names={names} />
      <History record={record} names={names} />
    </>
  );
}

function StandingTag({ measure, today }: { measure: Measure; today: PlainDate }) {
  const late = isMeasureLate(measure, today);
  return (
    <>
      <Tag data-color={measure.state === 'closed' ? 'success' : 'neutral'} data-size="sm">
        {measure.state === 'closed'
          ? t('page.measure.closed-as', { as: lowerCase(t(`closure.${measure.closure.as}`)) })
          : t(`measure-state.${measure.state}`)}
      </Tag>
      {late ? (
        <Tag data-color="danger" data-size="sm">
          {t('page.standing.late')}
        </Tag>
      ) : null}
    </>
  );
}

/** How what the record refers to is called. */
export function namesOf({ measure, plan, parties, personNames, otherMeasures }: MeasureRecord): Names {
  return {
    measure,
    plan,
    party: (id) => parties.get(id)?.name ?? t('page.unknown'),
    person: (id) =>
      personNames.get(id) ??
      (id.startsWith('client:') ? t('page.client', { name: id.slice('client:'.length) }) : t('page.unknown')),
    measureNumber: (id) => {
      const other = otherMeasures.get(id);
      if (other === undefined) return t('page.unknown');
      return other.planNumber === plan.number
        ? String(other.number)
        : t('page.summary.elsewhere', { plan: other.planNumber, number: other.number });
    },
  };
}

function Items({ record, today, actor }: { record: MeasureRecord; today: PlainDate; actor: Actor }) {
  const { measure } = record;
  const ungrouped = measure.items.filter(({ subPointId }) => subPointId === undefined);
  return (
    <section aria-labelledby="punkter">
      <Heading level={2} data-size="sm" id="punkter">
        {t('page.measure.items')}
      </Heading>
      {measure.items.length === 0 && measure.subPoints.length === 0 ? (
        <p>{t('page.measure.nobody')}</p>
      ) : null}
      {measure.items.length > 1 ? (
        <p>{countedShareSentence(pageVoice(), countedShare(measure.items, today))}</p>
      ) : null}
      {ungrouped.length === 0 ? null : (
        <MeasureItems items={ungrouped} record={record} today={today} actor={actor} labelledBy="punkter" />
      )}
      {measure.subPoints.map((subPoint) => {
        const items = measure.items.filter(({ subPointId }) => subPointId === subPoint.id);
        const id = `deltiltak-${subPoint.number}`;
        return (
          <section key={subPoint.id} aria-labelledby={id} className="kv-sub-point">
            <Heading level={3} data-size="2xs" id={id}>
              {`${measure.number}.${subPoint.number} ${subPoint.text}`}
            </Heading>
            {subPoint.latestUpdate === undefined ? null : (
              <p>
                {sentenceCase(progressInWords(subPoint.latestUpdate.progress))}. {subPoint.latestUpdate.text}
              </p>
            )}
            {items.length === 0 ? (
              <p>{t('page.measure.nobody')}</p>
            ) : (
              <MeasureItems items={items} record={record} today={today} actor={actor} labelledBy={id} />
            )}
          </section>
        );
      })}
    </section>
  );
}

interface MeasureItemsProps {
  items: readonly Item[];
  record: MeasureRecord;
  today: PlainDate;
  actor: Actor;
  labelledBy: string;
}

function MeasureItems({ items, record, today, actor, labelledBy }: MeasureItemsProps) {
  const formsOf = new Map(items.map((item) => [item.id, rowForms(item, { record, actor, today })]));
  const anyForms = [...formsOf.values()].some((forms) => forms.length > 0);
  return (
    <ItemTable
      labelledBy={labelledBy}
      columns={['number', 'party', 'state', 'deadline', ...(anyForms ? (['actions'] as const) : [])]}
    >
      {items.map((item) => (
        <ItemRow
          key={item.id}
          item={item}
          record={record}
          today={today}
          forms={anyForms ? (formsOf.get(item.id) ?? []) : undefined}
        />
      ))}
    </ItemTable>
  );
}

const formsOfRow: readonly AskedFormName[] = [
  'done',
  'status',
  'ask-extension',
  'answer-extension',
  'sign-off',
  'send-back',
  'decide-waiver',
  'review-waiver',
];

function rowForms(item: Item, context: MeasureFormContext): readonly MeasureForm[] {
  return measureForms.filter(
    (form) =>
      formsOfRow.includes(form.name) &&
      isOffered(form, context) &&
      itemsFor(form, context).some(({ id }) => id === item.id),
  );
}

interface ItemRowProps {
  item: Item;
  record: MeasureRecord;
  today: PlainDate;
  /** Undefined where no row of the table has any: then there is no column for them. */
  forms: readonly MeasureForm[] | undefined;
}

function ItemRow({ item, record, today, forms }: ItemRowProps) {
  const { measure, plan } = record;
  const names = namesOf(record);
  const number = itemNumber(measure, item);
  const deadline = deadlineOf(measure, item);
  const late = isItemLate(measure, item, today);
  return (
    <Table.Row id={itemAnchor(number)}>
      <Table.HeaderCell scope="row">{number}</Table.HeaderCell>
      <Table.Cell data-label={t('page.items.party')}>
        {names.party(item.partyId)}
        {item.contributorIds.length === 0 ? null : (
          <span className="kv-quiet kv-block">
            {t('page.items.contributors', { names: list(item.contributorIds.map((id) => names.party(id))) })}
          </span>
        )}
      </Table.Cell>
      <Table.Cell data-label={t('page.items.state')}>
        <ItemState item={item} names={names} />
      </Table.Cell>
      <Table.Cell data-label={t('page.items.deadline')}>
        <span className={late ? 'kv-late' : undefined}>
          {late ? `${t('page.standing.late')}: ` : ''}
          {deadline === undefined ? t('page.deadline.not-set') : deadlineInRow(shownDeadline(deadline))}
        </span>
      </Table.Cell>
      {forms === undefined ? null : (
        <Table.Cell data-label={t('page.items.actions')}>
          <RowActions
            planNumber={plan.number}
            number={measure.number}
            itemNumber={number}
            actions={forms.map(({ slug, name }) => ({ slug, form: name }))}
          />
        </Table.Cell>
      )}
    </Table.Row>
  );
}

function ItemState({ item, names }: { item: Item; names: Names }) {
  const { latestUpdate } = item;
  return (
    <>
      {t(`item-state.${item.state}`)}
      {stateDetails(item, names).map((text) => (
        <span key={text} className="kv-quiet kv-block">
          {text}
        </span>
      ))}
      {'report' in item ? <EvidenceList evidence={item.report.evidence} /> : null}
      {latestUpdate === undefined || item.state !== 'open' ? null : (
        <span className="kv-block">
          {sentenceCase(progressInWords(latestUpdate.progress))}. {latestUpdate.text}{' '}
          <span className="kv-quiet">{moment(latestUpdate.at)}</span>
        </span>
      )}
    </>
  );
}

function stateDetails(item: Item, names: Names): string[] {
  return [...refusalOf(item), ...personOf(item, names), ...departureAsked(item), ...ofState(item, names)];
}

function refusalOf(item: Item): string[] {
  return isRefused(item) ? [t('page.items.refused', { reason: item.refusal?.reason ?? '' })] : [];
}

function personOf({ personId }: Item, names: Names): string[] {
  return personId === undefined ? [] : [t('page.items.person', { person: names.person(personId) })];
}

function departureAsked(item: Item): string[] {
  if (item.departure === undefined || !isAskedAfterDeparture(item)) return [];
  return [t('page.items.departure', { date: day(item.departure.leftOn) })];
}

/** What is asked for now, and what was refused before. */
function extensionsInWords(item: Item, names: Names): string[] {
  return extensionsOf(item).flatMap((asked) => {
    const said = {
      date: day(asked.to),
      person: names.person(asked.by),
      asked: moment(asked.at),
      reason: asked.reason,
    };
    if (!('became' in asked)) return [t('page.items.extension-open', said)];
    if (asked.became !== 'refused') return [];
    return [
      t('page.items.extension-refused', {
        date: day(asked.to),
        answered: moment(asked.ended.at),
        words: asked.words,
      }),
    ];
  });
}

function ofState(item: Item, names: Names): string[] {
  switch (item.state) {
    case 'open':
      return [
        ...(item.returned === undefined
          ? []
          : [
              t('page.items.returned', {
                date: moment(item.returned.at),
                person: names.person(item.returned.by),
                reason: item.returned.reason,
              }),
            ]),
        ...extensionsInWords(item, names),
        ...(item.waiverProposal === undefined
          ? []
          : [t('page.items.waiver-proposed', { ground: item.waiverProposal.ground })]),
      ];
    case 'reported-done':
      return [
        t('page.items.reported', { date: moment(item.report.at), person: names.person(item.report.by) }),
        item.report.what,
        ...effectReviewProposed(item.report),
      ];
    case 'signed-off':
      return [
        item.report.what,
        ...effectReviewProposed(item.report),
        t('page.items.signed-off', { date: moment(item.signOff.at), person: names.person(item.signOff.by) }),
        ...(item.signOff.note === undefined ? [] : [item.signOff.note]),
      ];
    case 'waived':
      return [
        t('page.items.ended', { who: authorityInWords(item.waiver.authority), ground: item.waiver.ground }),
        ...(item.waiver.reviewOn === undefined
          ? []
          : [t('page.items.waived-until', { date: day(item.waiver.reviewOn) })]),
      ];
    case 'unanswered':
      return [
        t('page.items.ended', { who: authorityInWords(item.ending.authority), ground: item.ending.ground }),
      ];
    default:
      return item satisfies never;
  }
}

function effectReviewProposed({ effectReviewOn }: DoneReport): string[] {
  return effectReviewOn === undefined
    ? []
    : [t('page.items.effect-review-proposed', { date: day(effectReviewOn) })];
}

function EvidenceList({ evidence }: { evidence: readonly Evidence[] }) {
  if (evidence.length === 0) return null;
  return (
    <ul className="kv-plain">
      {evidence.map((one) => (
        <li key={one.reference}>
          {one.kind === 'link' && /^https?:\/\//iu.test(one.reference) ? (
            <Link href={one.reference} rel="noreferrer">
              {one.reference}
            </Link>
          ) : (
            t('page.evidence.archive', { reference: one.reference })
          )}
          {one.note === undefined ? null : ` – ${one.note}`}
        </li>
      ))}
    </ul>
  );
}

/** The owners' words and the secretariat's, in the order they came. */
const statusTypes: ReadonlySet<MeasureEvent['type']> = new Set([
  'StatusUpdated',
  'SummaryTextWritten',
  'SummaryTextWithdrawn',
]);

function StatusNow({ record, names }: { record: MeasureRecord; names: Names }) {
  const updates = record.history.filter(({ type }) => statusTypes.has(type));
  return (
    <section aria-labelledby="status">
      <Heading level={2} data-size="sm" id="status">
        {t('page.measure.updates')}
      </Heading>
      {updates.length === 0 ? <p>{t('page.summary.no-status')}</p> : null}
      <ol className="kv-timeline" reversed>
        {updates.toReversed().map((event) => (
          <EventEntry key={event.version} event={event} names={names} />
        ))}
      </ol>
    </section>
  );
}

function EventEntry({ event, names }: { event: RecordedEvent<MeasureEvent>; names: Names }) {
  const { what, details } = sayEvent(event, names);
  return (
    <li>
      <span className="kv-when">
        <time dateTime={event.at}>{moment(event.at)}</time> · {names.person(event.actorId)}
      </span>
      <span className="kv-what">{what}</span>
      {details.map((detail) => (
        <span key={detail} className="kv-block">
          {detail}
        </span>
      ))}
    </li>
  );
}

function Messages({ record, names }: { record: MeasureRecord; names: Names }) {
  const { messages } = record;
  return (
    <section aria-labelledby="meldinger">
      <Heading level={2} data-size="sm" id="meldinger">
        {t('page.measure.messages')}
      </Heading>
      {messages.length === 0 ? (
        <p>{t('page.measure.no-messages')}</p>
      ) : (
        <Table className="kv-items" data-size="sm" aria-labelledby="meldinger">
          <Table.Head>
            <Table.Row>
              <Table.HeaderCell scope="col">{t('page.messages.when')}</Table.HeaderCell>
              <Table.HeaderCell scope="col">{t('page.messages.whom')}</Table.HeaderCell>
              <Table.HeaderCell scope="col">{t('page.messages.what')}</Table.HeaderCell>
              <Table.HeaderCell scope="col">{t('page.messages.became')}</Table.HeaderCell>
            </Table.Row>
          </Table.Head>
          <Table.Body>
            {messages.map((message) => (
              <Table.Row key={message.id}>
                <Table.HeaderCell scope="row">{moment(message.sentAt ?? message.at)}</Table.HeaderCell>
                <Table.Cell data-label={t('page.messages.whom')}>
                  {t('page.messages.to', {
                    person: names.person(message.recipientId),
                    channel: message.channel,
                  })}
                </Table.Cell>
                <Table.Cell data-label={t('page.messages.what')}>
                  {messageInWords(message, record.measure)}
                </Table.Cell>
                <Table.Cell data-label={t('page.messages.became')}>
                  {t(`page.message-state.${message.state}`)}
                  {message.error === null ? null : ` (${message.error})`}
                </Table.Cell>
              </Table.Row>
            ))}
          </Table.Body>
        </Table>
      )}
    </section>
  );
}

/** What a message was, and which items it was about. */
export function messageInWords({ kind, items }: SentMessage, measure: Measure): string {
  const numbers = measure.items
    .filter(({ id }) => items.some(({ itemId }) => itemId === id))
    .map((item) => itemNumber(measure, item));
  const about = numbers.length === 0 ? '' : t('page.next.items', { items: list(numbers) });
  const tellings = [...new Set(items.flatMap(({ telling }) => telling ?? []))];
  const known = notificationKinds.filter((told) => tellings.includes(told));
  const what =
    kind === 'morning' || known.length === 0
      ? t(`page.messages.${kind}`)
      : list(known.map((told) => t(`page.told.${told}`)));
  return `${sentenceCase(what)}${about}`;
}

function History({ record, names }: { record: MeasureRecord; names: Names }) {
  return (
    <section aria-labelledby="historikk">
      <Heading level={2} data-size="sm" id="historikk">
        {t('page.measure.history')}
      </Heading>
      <Details>
        <Details.Summary>{t('page.measure.history-count', { count: record.history.length })}</Details.Summary>
        <Details.Content>
          <ol className="kv-timeline" reversed>
            {record.history.toReversed().map((event) => (
              <EventEntry key={event.version} event={event} names={names} />
            ))}
          </ol>
        </Details.Content>
      </Details>
    </section>
  );
}
