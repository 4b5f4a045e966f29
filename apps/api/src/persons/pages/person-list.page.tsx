import { personPath, personsPath } from '#messages/page-links.js';
import type { KnownPerson } from '#record/person/person.query.js';
import { Link, Table } from '../../web/design-system.js';
import type { PageFrame } from '../../web/frame/page-frame.js';
import { Page } from '../../web/frame/page.js';
import { list, lowerCase, t } from '../../web/frame/texts.js';

interface PersonListPageProps {
  frame: PageFrame;
  persons: readonly KnownPerson[];
  /** Where the next page begins. */
  nextCursor: string | null;
}

/** Everybody in the register, by name. */
export function PersonListPage({ frame, persons, nextCursor }: PersonListPageProps) {
  return (
    <Page frame={frame} title={t('page.persons.title')}>
      <p className="kv-lead">{t('page.persons.lead')}</p>
      {persons.length === 0 ? (
        <p>{t('page.persons.none')}</p>
      ) : (
        <Table className="kv-items" aria-label={t('page.persons.title')}>
          <Table.Head>
            <Table.Row>
              <Table.HeaderCell scope="col">{t('page.persons.name')}</Table.HeaderCell>
              <Table.HeaderCell scope="col">{t('page.persons.roles')}</Table.HeaderCell>
              <Table.HeaderCell scope="col">{t('page.persons.standing')}</Table.HeaderCell>
            </Table.Row>
          </Table.Head>
          <Table.Body>
            {persons.map(({ id, name, roles, active }) => (
              <Table.Row key={id}>
                <Table.HeaderCell scope="row">
                  <Link href={personPath(id)}>{name}</Link>
                </Table.HeaderCell>
                <Table.Cell data-label={t('page.persons.roles')}>
                  {list(roles.map((role) => lowerCase(t(`role.${role}`))))}
                </Table.Cell>
                <Table.Cell data-label={t('page.persons.standing')}>
                  {t(active ? 'page.persons.active' : 'page.persons.left')}
                </Table.Cell>
              </Table.Row>
            ))}
          </Table.Body>
        </Table>
      )}
      {nextCursor === null ? null : (
        <p>
          <Link href={`${personsPath}?cursor=${encodeURIComponent(nextCursor)}`}>
            {t('page.persons.more')}
          </Link>
        </p>
      )}
    </Page>
  );
}
