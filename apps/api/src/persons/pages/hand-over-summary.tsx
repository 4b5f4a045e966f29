import { Alert } from '../../web/design-system.js';
import type { FormValues } from '../../web/forms/form-state.js';
import { t } from '../../web/frame/texts.js';
import { takeovers } from './hand-over-form.js';
import type { PersonFormContext } from './person-form.js';

/** By name how much goes to whom, and how much can't. */
export function HandOverSummary({ context, values }: { context: PersonFormContext; values: FormValues }) {
  const seen = takeovers(context, values);
  const obstacles = seen.filter(({ obstacle }) => obstacle !== undefined);
  const without = seen.filter(({ takerId }) => takerId === undefined);
  const counts = new Map<string, number>();
  for (const { takerName } of seen)
    if (takerName !== undefined) counts.set(takerName, (counts.get(takerName) ?? 0) + 1);
  return (
    <>
      <p>{t('page.hand-over.summary', { count: seen.length })}</p>
      {counts.size === 0 ? null : (
        <ul className="kv-lines">
          {[...counts].map(([person, count]) => (
            <li key={person}>{t('page.hand-over.goes', { person, count })}</li>
          ))}
        </ul>
      )}
      {without.length === 0 ? null : <p>{t('page.hand-over.without', { count: without.length })}</p>}
      {obstacles.length === 0 ? null : (
        <Alert data-color="warning">{t('page.hand-over.obstacles', { count: obstacles.length })}</Alert>
      )}
    </>
  );
}
