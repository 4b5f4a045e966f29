import { Link, Table, Tag } from '../../web/design-system.js';
import type { PlainDate } from '#domain/ids.js';
import { membersOn } from '#domain/party/party.js';
import type { Actor } from '#domain/roles/actor.js';
import { may } from '#domain/roles/permissions.js';
import { partyPath, partiesPath } from '#messages/page-links.js';
import type { PartyInRegister } from '#record/party/party.query.js';
import { Actions } from '../../web/frame/actions.js';
import type { PageFrame } from '../../web/frame/page-frame.js';
import { Page } from '../../web/frame/page.js';
import { t } from '../../web/frame/texts.js';

interface PartyListPageProps {
  frame: PageFrame;
  parties: readonly PartyInRegister[];
  /** Where the next page begins. */
  nextCursor: string | null;
  today: PlainDate;
  actor: Actor;
}

/** Everybody who can be responsible, by name. */
export function PartyListPage({ frame, parties, nextCursor, today, actor }: PartyListPageProps) {
  return (
    <Page frame={frame} title={t('page.parties.title')}>
      <p className="kv-lead">{t('page.parties.lead')}</p>
      <Actions
        actions={
          may(actor, 'administer-register')
            ? [{ label: t('page.form.register-party.title'), href: `${partiesPath}/ny` }]
            : []
        }
      />
      {parties.length === 0 ? (
        <p>{t('page.parties.none')}</p>
      ) : (
        <Table className="kv-items" aria-label={t('page.parties.title')}>
          <Table.Head>
            <Table.Row>
              <Table.HeaderCell scope="col">{t('page.parties.name')}</Table.HeaderCell>
              <Table.HeaderCell scope="col">{t('page.parties.kind')}</Table.HeaderCell>
              <Table.HeaderCell scope="col">{t('page.field.organisation-number')}</Table.HeaderCell>
            </Table.Row>
          </Table.Head>
          <Table.Body>
            {parties.map((party) => (
              <PartyRow key={party.state.id} party={party} today={today} />
            ))}
          </Table.Body>
        </Table>
      )}
      {nextCursor === null ? null : (
        <p>
          <Link href={`${partiesPath}?cursor=${encodeURIComponent(nextCursor)}`}>
            {t('page.parties.more')}
          </Link>
        </p>
      )}
    </Page>
  );
}

function PartyRow({ party: { state, departures }, today }: { party: PartyInRegister; today: PlainDate }) {
  return (
    <Table.Row>
      <Table.HeaderCell scope="row">
        <Link href={partyPath(state.id)}>{state.name}</Link>{' '}
        {departures.length === 0 ? null : (
          <Tag data-color="warning" data-size="sm">
            {t('page.parties.asked')}
          </Tag>
        )}
      </Table.HeaderCell>
      <Table.Cell data-label={t('page.parties.kind')}>
        {state.kind === 'group'
          ? t('page.parties.members', { count: membersOn(state, today).length })
          : t(state.ours ? 'page.parties.ours' : 'page.parties.other')}
      </Table.Cell>
      <Table.Cell data-label={t('page.field.organisation-number')}>
        {state.kind === 'organisation' ? (state.organisationNumber ?? '–') : '–'}
      </Table.Cell>
    </Table.Row>
  );
}
