import { Link } from '../../web/design-system.js';
import { measurePath, planPath } from '#messages/page-links.js';
import type { CameFrom } from '#record/catalogue/picking.query.js';
import { t } from '../../web/frame/texts.js';

/** What one is picking for, with the way back. */
export function CameFromNote({ from }: { from: CameFrom | undefined }) {
  if (from === undefined) return null;
  const { planNumber, measureNumber } = from;
  return (
    <p>
      {t('page.catalogue.picking-for')}{' '}
      {measureNumber === undefined ? (
        <Link href={planPath(planNumber)}>{t('page.plan.number', { number: planNumber })}</Link>
      ) : (
        <Link href={measurePath(planNumber, measureNumber)}>
          {t('page.summary.elsewhere', { plan: planNumber, number: measureNumber })}
        </Link>
      )}
    </p>
  );
}
