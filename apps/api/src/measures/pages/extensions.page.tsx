import { extensionAnswersPath, measureFormPath, measurePath } from '#messages/page-links.js';
import { Link, Table } from '../../web/design-system.js';
import type { PageFrame } from '../../web/frame/page-frame.js';
import { Page } from '../../web/frame/page.js';
import { day, moment, t } from '../../web/frame/texts.js';
import { ItemTable } from './item-table.js';
import type { ExtensionRow } from './many-extensions.js';

interface ExtensionsPageProps {
  frame: PageFrame;
  rows: readonly ExtensionRow[];
}

/** The queue: what this reader may answer first. */
export function ExtensionsPage({ frame, rows }: ExtensionsPageProps) {
  const mine = rows.filter(({ obstacle }) => obstacle === undefined);
  const others = rows.filter(({ obstacle }) => obstacle !== undefined);
  return (
    <Page frame={frame} title={t('page.extensions.title')}>
      {rows.length === 0 ? <p>{t('page.extensions.none')}</p> : null}
      {mine.length === 0 ? null : (
        <section aria-labelledby="mine">
          <h2 id="mine" className="ds-heading" data-size="sm">
            {t('page.extensions.mine')} <span className="kv-count">{mine.length}</span>
          </h2>
          {mine.length < 2 ? null : (
            <p>
              <a className="ds-button" data-size="sm" href={extensionAnswersPath}>
                {t('page.form.answer-extensions.title')}
              </a>
            </p>
          )}
          <Requests rows={mine} labelledBy="mine" answered />
        </section>
      )}
      {others.length === 0 ? null : (
        <section aria-labelledby="andre">
          <h2 id="andre" className="ds-heading" data-size="sm">
            {t('page.extensions.others')} <span className="kv-count">{others.length}</span>
          </h2>
          <Requests rows={others} labelledBy="andre" />
        </section>
      )}
    </Page>
  );
}

interface RequestsProps {
  rows: readonly ExtensionRow[];
  labelledBy: string;
  /** By this reader, one by one. */
  answered?: boolean;
}

function Requests({ rows, labelledBy, answered = false }: RequestsProps) {
  return (
    <ItemTable
      labelledBy={labelledBy}
      columns={['item', 'party', 'deadline', 'extension', ...(answered ? (['actions'] as const) : [])]}
    >
      {rows.map((row) => (
        <Table.Row key={row.itemId}>
          <Table.HeaderCell scope="row">
            <Link href={measurePath(row.plan.number, row.number)}>
              {row.title === null
                ? t('page.extensions.item', { number: row.number })
                : t('page.start.item', { number: row.number, title: row.title })}
            </Link>
            <span className="kv-quiet kv-block">{row.plan.title}</span>
          </Table.HeaderCell>
          <Table.Cell data-label={t('page.items.party')}>{row.partyName}</Table.Cell>
          <Table.Cell data-label={t('page.items.deadline')}>{row.deadline}</Table.Cell>
          <Table.Cell data-label={t('page.items.extension')}>
            {day(row.request.to)}
            {row.reason === null ? null : <span className="kv-block">«{row.reason}»</span>}
            <span className="kv-quiet kv-block">
              {t('page.extensions.asked', { date: moment(row.request.at) })}
            </span>
            {row.before.map((ended) => (
              <span key={ended.at} className="kv-quiet kv-block">
                {t('page.extensions.before', {
                  date: day(ended.to),
                  became: t(`extension.${ended.became}`),
                  on: moment(ended.ended.at),
                })}
              </span>
            ))}
            {row.obstacle === undefined || row.obstacle === 'reads-only' ? null : (
              <span className="kv-quiet kv-block">{t(`page.extensions.obstacle.${row.obstacle}`)}</span>
            )}
          </Table.Cell>
          {answered ? (
            <Table.Cell data-label={t('page.items.actions')}>
              <a
                className="ds-button"
                data-variant="secondary"
                data-size="sm"
                href={measureFormPath(row.plan.number, row.measure.number, 'svar-pa-utsettelse', row.number)}
                aria-label={t('page.items.action', {
                  action: t('page.form.answer-extension.title'),
                  number: row.number,
                })}
              >
                {t('page.extensions.answer')}
              </a>
            </Table.Cell>
          ) : null}
        </Table.Row>
      ))}
    </ItemTable>
  );
}
