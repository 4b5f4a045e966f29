import { Heading, Link, Tag } from '@digdir/designsystemet-react';
import { osloDate } from '#domain/follow-up/calendar.js';
import type { MeasureRecord } from '#record/queries/measure-page.query.js';
import type { SimilarMeasure } from '#record/queries/similar-measures.query.js';
import { measurePath } from '../frame/page-addresses.js';
import { day, t } from '../frame/texts.js';

/** The most similar earlier measures in all plans, with what became of them. */
export function SeenBefore({ similar }: { similar: readonly SimilarMeasure[] }) {
  if (similar.length === 0) return null;
  return (
    <section aria-labelledby="sett-for">
      <Heading level={2} data-size="sm" id="sett-for">
        {t('page.similar.title')}
      </Heading>
      <p>{t('page.similar.intro')}</p>
      <ul className="kv-hits">
        {similar.map((measure) => (
          <li key={measure.id}>
            <p>
              <Link href={measurePath(measure.plan.number, measure.number)}>{measureInWords(measure)}</Link>{' '}
              {measure.confirmed ? (
                <Tag data-color="info" data-size="sm">
                  {t('page.similar.confirmed')}
                </Tag>
              ) : null}
            </p>
            <p className="kv-where">{becameInWords(measure)}</p>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** What the measure repeats, with what was noted about it. */
export function Repeats({ record: { measure, otherMeasures } }: { record: MeasureRecord }) {
  return (measure.repeats ?? []).map(({ earlierMeasureId, note }) => {
    const earlier = otherMeasures.get(earlierMeasureId);
    if (earlier === undefined) return null;
    const { planNumber, number } = earlier;
    return (
      <p key={earlierMeasureId}>
        <Link href={measurePath(planNumber, number)}>
          {t('page.summary.elsewhere', { plan: planNumber, number })}
        </Link>
        {note === undefined ? null : `: ${note}`}
      </p>
    );
  });
}

export function measureInWords({
  plan,
  number,
  title,
}: {
  plan: { number: number };
  number: number;
  title: string;
}): string {
  return t('page.similar.measure', { plan: plan.number, number, title });
}

export function becameInWords(measure: SimilarMeasure): string {
  const { state, closedAs, closedAt, items, registeredAt, source } = measure;
  const standing =
    closedAs === undefined || closedAt === undefined
      ? t(`measure-state.${state}`)
      : t('page.similar.closed', {
          as: t(`closure.${closedAs}`).toLocaleLowerCase('nb'),
          date: day(osloDate(closedAt)),
        });
  return [
    t('page.similar.became', { state: standing, ...items, date: day(osloDate(registeredAt)) }),
    ...(source === undefined ? [] : [`${t('page.similar.source', { title: source.title })}.`]),
  ].join(' ');
}
