import { t } from './texts.js';

export interface Action {
  label: string;
  href: string;
}

/** What can be done from a page, as one row of buttons. */
export function Actions({ actions }: { actions: readonly Action[] }) {
  if (actions.length === 0) return null;
  return (
    <ul className="kv-actions" aria-label={t('page.actions')}>
      {actions.map(({ label, href }) => (
        <li key={href}>
          <a className="ds-button" data-variant="secondary" data-size="sm" href={href}>
            {label}
          </a>
        </li>
      ))}
    </ul>
  );
}
