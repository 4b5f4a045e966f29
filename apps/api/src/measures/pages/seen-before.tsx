import { Heading, Link, Tag } from '../../web/design-system.js';
import { osloDate } from '#domain/follow-up/calendar.js';
import { measurePath } from '#messages/page-links.js';
import type { MeasureRecord } from '#record/measure/measure-page.query.js';
import type { RepeatedMeasure } from '#record/measure/repeated-recommendations.query.js';
import type { SimilarMeasure } from '#record/measure/similar-measures.query.js';
import { day, durationInWords, lowerCase, t } from '../../web/frame/texts.js';

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

interface RepeatsProps {
  record: MeasureRecord;
  repeated: readonly RepeatedMeasure[];
}

/** What the measure repeats and how long ago that was, with what was noted about it. */
export function Repeats({ record: { measure, otherMeasures }, repeated }: RepeatsProps) {
  return (measure.repeats ?? []).map(({ earlierMeasureId, note }) => {
    const earlier = otherMeasures.get(earlierMeasureId);
    if (earlier === undefined) return null;
    const { planNumber, number } = earlier;
    const pair = repeated.find(
      ({ later, earlier: { id } }) => later.id === measure.id && id === earlierMeasureId,
    );
    const name = t('page.summary.elsewhere', { plan: planNumber, number });
    return (
      <p key={earlierMeasureId}>
        <Link href={measurePath(planNumber, number)}>
          {pair === undefined
            ? name
            : t('page.similar.repeats-after', { measure: name, time: durationInWords(pair.months) })}
        </Link>
        {note === undefined ? null : `: ${note}`}
      </p>
    );
  });
}

/** Where the recommendation came back, and how long after. */
export function Returned({ returned }: { returned: readonly RepeatedMeasure[] }) {
  return returned.map(({ later, months }) => (
    <p key={later.id}>
      <Link href={measurePath(later.planNumber, later.number)}>
        {t('page.similar.returned-after', {
          measure: t('page.summary.elsewhere', { plan: later.planNumber, number: later.number }),
          time: durationInWords(months),
        })}
      </Link>
    </p>
  ));
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
          as: lowerCase(t(`closure.${closedAs}`)),
          date: day(osloDate(closedAt)),
        });
  return [
    t('page.similar.became', { state: standing, ...items, date: day(osloDate(registeredAt)) }),
    ...(source === undefined ? [] : [`${t('page.similar.source', { title: source.title })}.`]),
  ].join(' ');
}
