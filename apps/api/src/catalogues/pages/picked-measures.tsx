import { Link } from '../../web/design-system.js';
import { measurePath } from '#messages/page-links.js';
import type { Pick } from '#record/catalogue/picks.query.js';
import { lowerCase, t } from '../../web/frame/texts.js';

/** Where one candidate has been picked, and what has become of it. */
export function PickedMeasures({ picks }: { picks: readonly Pick[] }) {
  const [newest] = picks;
  if (newest === undefined) return null;
  return (
    <span className="kv-quiet kv-block">
      {t('page.catalogue.picked-times', { count: newest.total })}{' '}
      {picks.map(({ measure }, index) => (
        <span key={measure.id}>
          {index === 0 ? '' : '; '}
          <Link href={measurePath(measure.planNumber, measure.number)}>
            {t('page.summary.elsewhere', { plan: measure.planNumber, number: measure.number })}
          </Link>{' '}
          ({becameOf(measure)})
        </span>
      ))}
    </span>
  );
}

function becameOf({ state, closedAs }: Pick['measure']): string {
  const words = closedAs === undefined ? t(`measure-state.${state}`) : t(`closure.${closedAs}`);
  return lowerCase(words);
}
