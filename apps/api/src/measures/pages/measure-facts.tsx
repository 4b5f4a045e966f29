import type { ReactNode } from 'react';
import { mayReadRestricted } from '#domain/access/sight.js';
import { type MovableDate, totalSlipDays } from '#domain/deadline/deadline.js';
import type { PlainDate } from '#domain/ids.js';
import { effectResult, type Measure, reviewOf } from '#domain/measure/measure.js';
import { occurrenceCount } from '#domain/measure/recurring.js';
import type { Actor } from '#domain/roles/actor.js';
import { may } from '#domain/roles/permissions.js';
import { evaluationPath, measurePath } from '#messages/page-links.js';
import { shareSentence } from '#messages/report/line-sentences.js';
import { sentence } from '#messages/report/report-voice.js';
import type { MeasureRecord } from '#record/measure/measure-page.query.js';
import type { RepeatedMeasure } from '#record/measure/repeated-recommendations.query.js';
import { noteRestricted } from '../../record/restricted-readings.js';
import { Link } from '../../web/design-system.js';
import { day, lowerCase, moment, pageVoice, t } from '../../web/frame/texts.js';
import { authorityInWords, type Names, riskInWords } from './event-sentences.js';
import { pickedFacts } from './picked-facts.js';
import { Repeats, Returned } from './seen-before.js';

type Fact = readonly [term: string, value: ReactNode];
type EffectReview = NonNullable<Extract<Measure, { state: 'closed' }>['closure']['effectReview']>;

function fact(term: string, value: ReactNode): Fact[] {
  return value === undefined ? [] : [[term, value]];
}

interface MeasureFactsProps {
  record: MeasureRecord;
  today: PlainDate;
  names: Names;
  actor: Actor;
  repeated: readonly RepeatedMeasure[];
}

/** Where the measure comes from, its dates, and what else there is to know of it; what there is none of is left out. */
export function MeasureFacts({ record, today, names, actor, repeated }: MeasureFactsProps) {
  const { measure, plan, evaluation, otherMeasures } = record;
  const theme = plan.themes.find(({ id }) => id === measure.themeId);
  const occurrences = occurrenceCount(measure, today);
  const returned = repeated.filter(({ earlier }) => earlier.id === measure.id);
  const predecessor =
    measure.predecessorId === undefined ? undefined : otherMeasures.get(measure.predecessorId);
  const { recurrence, access } = measure;
  const facts: readonly Fact[] = [
    ...fact(
      t('page.measure.source'),
      evaluation && <Source evaluation={evaluation} measure={measure} actor={actor} />,
    ),
    ...pickedFacts(measure.pickedFrom, otherMeasures),
    ...fact(t('page.measure.theme'), theme?.title),
    ...fact(t('page.measure.deadline'), <DateWithMoves date={measure.deadline} names={names} />),
    ...fact(
      t('page.measure.review'),
      measure.reviewOn && <DateWithMoves date={reviewOf(measure)} names={names} />,
    ),
    ...fact(
      t('page.measure.recurrence'),
      recurrence &&
        occurrences &&
        t('page.measure.every-months', { months: recurrence.everyMonths, ...occurrences }),
    ),
    ...fact(t('access.restricted'), access.kind === 'restricted' ? access.legalBasis : undefined),
    ...fact(
      t('page.measure.see-also'),
      measure.crossReferences.length > 0 ? <CrossReferences record={record} /> : undefined,
    ),
    ...fact(t('page.similar.repeats'), measure.repeats && <Repeats record={record} repeated={repeated} />),
    ...fact(t('page.similar.returned'), returned.length > 0 ? <Returned returned={returned} /> : undefined),
    ...fact(
      t('page.measure.predecessor'),
      predecessor && (
        <Link href={measurePath(predecessor.planNumber, predecessor.number)}>
          {t('page.summary.elsewhere', { plan: predecessor.planNumber, number: predecessor.number })}
        </Link>
      ),
    ),
    ...fact(
      t('page.measure.shares'),
      measure.shares.length > 0
        ? measure.shares.map((share) => <span key={share.label}>{shareSentence(pageVoice(), share)} </span>)
        : undefined,
    ),
    ...fact(
      t('page.measure.risk'),
      measure.risk && riskInWords(measure.risk).map((text) => <p key={text}>{text}</p>),
    ),
    ...closingFacts(measure, names),
  ];
  return (
    <dl className="kv-facts">
      {facts.map(([term, value]) => (
        <div key={term}>
          <dt>{term}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function Source({
  evaluation,
  measure: { source },
  actor,
}: {
  evaluation: NonNullable<MeasureRecord['evaluation']>;
  measure: Measure;
  actor: Actor;
}) {
  const readable = !evaluation.restricted || mayReadRestricted(actor);
  if (readable && evaluation.restricted) noteRestricted({ kind: 'evaluation', id: evaluation.id });
  const title = readable ? evaluation.title : t('access.restricted');
  const place = [
    ...(!readable || source?.number === undefined
      ? []
      : [t('page.measure.source-number', { number: source.number })]),
    ...(source?.page === undefined ? [] : [t('page.measure.source-page', { page: source.page })]),
  ];
  return (
    <>
      {may(actor, 'read-everything') ? <Link href={evaluationPath(evaluation.id)}>{title}</Link> : title}
      {place.map((part) => `, ${part}`)}
    </>
  );
}

function closingFacts(measure: Measure, names: Names): Fact[] {
  if (measure.state !== 'closed') return [];
  const { closure } = measure;
  const closed = [
    t('page.measure.closed-by', {
      as: lowerCase(t(`closure.${closure.as}`)),
      date: moment(closure.at),
      person: names.person(closure.by),
    }),
    ...('ground' in closure
      ? [
          t('page.history.decided-by', { who: authorityInWords(closure.authority) }),
          t('page.history.reason', { text: closure.ground }),
        ]
      : []),
  ];
  const review = closure.effectReview;
  return [
    [t('page.measure.closing'), closed.map((text) => <p key={text}>{text}</p>)],
    ...fact(t('page.measure.effect-review'), review && effectReviewInWords(review, names)),
  ];
}

/** Each time it was reviewed, and when it is next, where it is not over. */
function effectReviewInWords(review: EffectReview, names: Names): ReactNode {
  const { on, reviewerId, result, earlier = [] } = review;
  const held = [...earlier, ...(result === undefined ? [] : [result])].map(
    (found) => `${t(`page.history.effect.${effectResult(found)}`)}: ${found.text}`,
  );
  const planned = t('page.history.effect-review-planned', {
    date: day(on),
    person: names.person(reviewerId),
  });
  return [...held, ...(result === undefined ? [planned] : [])].map((text) => <p key={text}>{text}</p>);
}

function CrossReferences({ record: { measure, otherMeasures, plan } }: { record: MeasureRecord }) {
  return measure.crossReferences.map((id, index) => {
    const other = otherMeasures.get(id);
    if (other === undefined) return null;
    const label =
      other.planNumber === plan.number
        ? t('page.summary.measure-number', { number: other.number })
        : t('page.summary.elsewhere', { plan: other.planNumber, number: other.number });
    return (
      <span key={id}>
        {index === 0 ? '' : ', '}
        <Link href={measurePath(other.planNumber, other.number)}>{label}</Link>
      </span>
    );
  });
}

/** The date in force, and each time it was moved, with reason, count and total slip. */
function DateWithMoves({
  date,
  names,
}: {
  date: (MovableDate & { words?: string }) | undefined;
  names: Names;
}) {
  if (date === undefined) return t('page.deadline.not-set');
  const { inForce, original, words, moves } = date;
  if (moves.length === 0) {
    return `${day(inForce)}${words === undefined ? '' : ` (${t('page.deadline.words', { words })})`}`;
  }
  return (
    <>
      {t('page.deadline.history', {
        date: day(inForce),
        original: day(original),
        moves: moves.length,
        slip: totalSlipDays(date),
      })}
      <ul className="kv-plain">
        {moves.map((move) => (
          <li key={`${move.at}${move.to}`}>
            {t('page.deadline.move', {
              date: moment(move.at),
              from: day(move.from),
              to: day(move.to),
              person: names.person(move.by),
            })}{' '}
            {sentence(move.reason)}
          </li>
        ))}
      </ul>
    </>
  );
}
