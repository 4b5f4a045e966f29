import { Link, Table } from '../../web/design-system.js';
import type { Catalogue } from '#domain/catalogue/catalogue.js';
import type { Actor } from '#domain/roles/actor.js';
import { may } from '#domain/roles/permissions.js';
import { cataloguePath, cataloguesPath } from '#messages/page-links.js';
import type { CameFrom } from '#record/catalogue/picking.query.js';
import { dayOf } from '../rest/catalogue.shown.js';
import type { PageFrame } from '../../web/frame/page-frame.js';
import { Page } from '../../web/frame/page.js';
import { day, t } from '../../web/frame/texts.js';
import { Actions } from '../../web/frame/actions.js';
import { CameFromNote } from './came-from-note.js';

interface CatalogueListPageProps {
  frame: PageFrame;
  catalogues: readonly Catalogue[];
  actor: Actor;
  from: CameFrom | undefined;
}

/** Every catalogue there is. */
export function CatalogueListPage({ frame, catalogues, actor, from }: CatalogueListPageProps) {
  return (
    <Page frame={frame} title={t('page.catalogue.title')}>
      <p className="kv-lead">{t('page.catalogue.lead')}</p>
      <CameFromNote from={from} />
      <Actions
        actions={
          may(actor, 'edit-catalogue')
            ? [{ label: t('page.form.register-catalogue.title'), href: `${cataloguesPath}/ny` }]
            : []
        }
      />
      {catalogues.length === 0 ? (
        <p>{t('page.catalogue.none')}</p>
      ) : (
        <CatalogueTable catalogues={catalogues} from={from} />
      )}
    </Page>
  );
}

function CatalogueTable({ catalogues, from }: Pick<CatalogueListPageProps, 'catalogues' | 'from'>) {
  return (
    <Table className="kv-items" aria-label={t('page.catalogue.title')}>
      <Table.Head>
        <Table.Row>
          <Table.HeaderCell scope="col">{t('page.catalogue.one')}</Table.HeaderCell>
          <Table.HeaderCell scope="col">{t('page.catalogue.situations')}</Table.HeaderCell>
          <Table.HeaderCell scope="col">{t('page.catalogue.candidates')}</Table.HeaderCell>
          <Table.HeaderCell scope="col">{t('page.catalogue.last-changed')}</Table.HeaderCell>
        </Table.Row>
      </Table.Head>
      <Table.Body>
        {catalogues.map(({ id, number, name, situations, changeLog }) => {
          const last = changeLog.at(-1);
          return (
            <Table.Row key={id}>
              <Table.HeaderCell scope="row">
                <Link href={cataloguePath(number, { from })}>{name}</Link>
              </Table.HeaderCell>
              <Table.Cell data-label={t('page.catalogue.situations')}>{situations.length}</Table.Cell>
              <Table.Cell data-label={t('page.catalogue.candidates')}>
                {situations.flatMap(({ candidates }) => candidates).length}
              </Table.Cell>
              <Table.Cell data-label={t('page.catalogue.last-changed')}>
                {last === undefined ? '–' : day(dayOf(last))}
              </Table.Cell>
            </Table.Row>
          );
        })}
      </Table.Body>
    </Table>
  );
}
