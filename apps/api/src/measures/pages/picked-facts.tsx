import { Link } from '../../web/design-system.js';
import type { ReactNode } from 'react';
import type { PickedFrom } from '#domain/catalogue/picked-from.js';
import { cataloguePath, measurePath } from '#messages/page-links.js';
import type { MeasureRecord } from '#record/measure/measure-page.query.js';
import { t } from '../../web/frame/texts.js';

/** What a measure was picked from, in the version that was read; for the list of facts on its page. */
export function pickedFacts(
  picked: PickedFrom | undefined,
  otherMeasures: MeasureRecord['otherMeasures'],
): [term: string, value: ReactNode][] {
  if (picked === undefined) return [];
  const { catalogueNumber, catalogueName, version, situationName, occasionMeasureId } = picked;
  const occasion = occasionMeasureId === undefined ? undefined : otherMeasures.get(occasionMeasureId);
  return [
    [
      t('page.catalogue.one'),
      <>
        <Link href={cataloguePath(catalogueNumber, { version })}>
          {t('page.catalogue.picked', { catalogue: catalogueName, version, situation: situationName })}
        </Link>
        {occasion === undefined ? null : (
          <p>
            {t('page.catalogue.picked-on')}{' '}
            <Link href={measurePath(occasion.planNumber, occasion.number)}>
              {t('page.summary.elsewhere', { plan: occasion.planNumber, number: occasion.number })}
            </Link>
          </p>
        )}
      </>,
    ],
  ];
}
