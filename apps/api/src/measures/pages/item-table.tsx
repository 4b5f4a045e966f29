import { Table } from '../../web/design-system.js';
import type { ReactNode } from 'react';
import { measureFormPath } from '#messages/page-links.js';
import { t } from '../../web/frame/texts.js';
import type { AskedFormName } from '../../web/forms/form-names.js';

interface ItemTableProps {
  labelledBy: string;
  /** What stands over each column; the first is each row's own heading. */
  columns: readonly (
    'number' | 'item' | 'measure' | 'party' | 'state' | 'deadline' | 'extension' | 'since' | 'actions'
  )[];
  /** The rows. On a narrow screen each cell says its column by `data-label`. */
  children: ReactNode;
}

/** Items or measures, each in a row. */
export function ItemTable({ labelledBy, columns, children }: ItemTableProps) {
  return (
    <Table className="kv-items" data-size="sm" aria-labelledby={labelledBy}>
      <Table.Head>
        <Table.Row>
          {columns.map((column) => (
            <Table.HeaderCell key={column} scope="col">
              {t(`page.items.${column}`)}
            </Table.HeaderCell>
          ))}
        </Table.Row>
      </Table.Head>
      <Table.Body>{children}</Table.Body>
    </Table>
  );
}

export interface RowAction {
  slug: string;
  form: AskedFormName;
}

interface RowActionsProps {
  planNumber: number;
  number: number;
  /** `7.4`; absent for a measure as a whole. */
  itemNumber?: string;
  actions: readonly RowAction[];
  /** Said where there is nothing to do. */
  nothing?: string;
}

/** What can be done with the row; each says to a screen reader which item it is about. */
export function RowActions({ planNumber, number, itemNumber, actions, nothing }: RowActionsProps) {
  if (actions.length === 0) return <span className="kv-quiet">{nothing ?? t('page.items.no-actions')}</span>;
  return (
    <ul className="kv-row-actions">
      {actions.map(({ slug, form }) => {
        const action = t(`page.form.${form}.title`);
        return (
          <li key={slug}>
            <a
              className="ds-button"
              data-variant="secondary"
              data-size="sm"
              href={measureFormPath(planNumber, number, slug, itemNumber)}
              aria-label={
                itemNumber === undefined
                  ? t('page.start.measure-action', { action, number })
                  : t('page.items.action', { action, number: itemNumber })
              }
            >
              {action}
            </a>
          </li>
        );
      })}
    </ul>
  );
}
