import { Alert, Heading, Link, Table } from '../../web/design-system.js';
import type { PartyId } from '#domain/ids.js';
import { compareNames } from '#domain/names-in-order.js';
import type { Group, Membership } from '#domain/party/party.js';
import { measurePath, partyFormPath, partyPath, partiesPath } from '#messages/page-links.js';
import type { Departure } from '#record/party/party.query.js';
import { Actions } from '../../web/frame/actions.js';
import type { PageFrame } from '../../web/frame/page-frame.js';
import { Page } from '../../web/frame/page.js';
import { day, t } from '../../web/frame/texts.js';
import type { PartyFormContext } from './party-form.js';
import { membersByStanding, partyForms } from './party-forms.js';

interface PartyPageProps {
  frame: PageFrame;
  context: PartyFormContext;
}

/** One party; a group with those who are, were and are going to be its members. */
export function PartyPage({ frame, context }: PartyPageProps) {
  const { record, today } = context;
  const { state, departures } = record;
  const actions = partyForms
    // What is asked about has its link beside it.
    .filter((form) => form.name !== 'answer-departure' && form.offered(context))
    .map(({ slug, name }) => ({
      label: t(`page.form.${name}.title`),
      href: partyFormPath(state.id, slug),
    }));
  return (
    <Page
      frame={frame}
      title={state.name}
      crumbs={[{ label: t('page.parties.title'), href: partiesPath }]}
      kicker={t(
        state.kind === 'group'
          ? 'page.parties.group'
          : state.ours
            ? 'page.parties.ours'
            : 'page.parties.other',
      )}
    >
      {state.kind === 'organisation' && state.organisationNumber !== undefined ? (
        <p>{t('page.party.number', { number: state.organisationNumber })}</p>
      ) : null}
      {departures.map((departure) => (
        <DepartureNote
          key={`${departure.partyId} ${departure.leftOn}`}
          departure={departure}
          context={context}
        />
      ))}
      <Actions actions={actions} />
      {state.kind === 'group' ? <Members group={state} context={context} today={today} /> : null}
    </Page>
  );
}

function nameOf(id: PartyId, { known }: PartyFormContext): string {
  return known.find((party) => party.id === id)?.name ?? t('page.unknown-party');
}

/** What the secretariat is asked when a member leaves. */
function DepartureNote({ departure, context }: { departure: Departure; context: PartyFormContext }) {
  const { partyId, leftOn, items } = departure;
  const answerable = partyForms.find(({ name, offered }) => name === 'answer-departure' && offered(context));
  return (
    <Alert data-color="warning">
      <Heading level={2} data-size="xs">
        {t('page.party.departure', {
          party: nameOf(partyId, context),
          date: day(leftOn),
          when: leftOn < context.today ? 'past' : 'coming',
        })}
      </Heading>
      <p>
        {t('page.party.departure.items', { count: items.length })}{' '}
        {items.map(({ id, number, planNumber, measureNumber }, index) => (
          <span key={id}>
            {index === 0 ? '' : ', '}
            <Link href={measurePath(planNumber, measureNumber)}>
              {t('page.party.departure.item', { number, plan: planNumber })}
            </Link>
          </span>
        ))}
      </p>
      {answerable === undefined ? null : (
        <p>
          <Link href={partyFormPath(context.record.state.id, answerable.slug, partyId)}>
            {t('page.form.answer-departure.title')}
          </Link>
        </p>
      )}
    </Alert>
  );
}

function Members({ group, context, today }: { group: Group; context: PartyFormContext; today: string }) {
  const { current, coming, former } = membersByStanding(group.members, today);
  return (
    <>
      <p className="kv-lead">{t('page.party.members-today', { count: current.length })}</p>
      <MemberTable standing="current" members={current} context={context} />
      <MemberTable standing="coming" members={coming} context={context} />
      <MemberTable standing="former" members={former} context={context} />
    </>
  );
}

interface MemberTableProps {
  standing: 'current' | 'coming' | 'former';
  members: readonly Membership[];
  context: PartyFormContext;
}

function MemberTable({ standing, members, context }: MemberTableProps) {
  if (members.length === 0) return null;
  const named = members
    .map((member) => ({ ...member, name: nameOf(member.partyId, context) }))
    .sort((one, other) => compareNames(one.name, other.name) || compareNames(one.from, other.from));
  return (
    <section aria-labelledby={standing}>
      <Heading level={2} data-size="sm" id={standing}>
        {t(`page.party.members.${standing}`)} <span className="kv-count">{members.length}</span>
      </Heading>
      <Table className="kv-items" aria-labelledby={standing}>
        <Table.Head>
          <Table.Row>
            <Table.HeaderCell scope="col">{t('page.parties.name')}</Table.HeaderCell>
            <Table.HeaderCell scope="col">{t('page.field.member-from')}</Table.HeaderCell>
            <Table.HeaderCell scope="col">{t('page.field.member-to')}</Table.HeaderCell>
          </Table.Row>
        </Table.Head>
        <Table.Body>
          {named.map(({ partyId, name, from, to }) => (
            <Table.Row key={`${partyId} ${from}`}>
              <Table.HeaderCell scope="row">
                <Link href={partyPath(partyId)}>{name}</Link>
              </Table.HeaderCell>
              <Table.Cell data-label={t('page.field.member-from')}>{day(from)}</Table.Cell>
              <Table.Cell data-label={t('page.field.member-to')}>
                {to === undefined ? '–' : day(to)}
              </Table.Cell>
            </Table.Row>
          ))}
        </Table.Body>
      </Table>
    </section>
  );
}
