import type { RepeatedMeasure } from '#record/measure/repeated-recommendations.query.js';
import { durationInWords, t } from '../../web/frame/texts.js';

/** How many recommendations return, and after how long. */
export function RepeatedInPlan({ repeated }: { repeated: readonly RepeatedMeasure[] }) {
  if (repeated.length === 0) return null;
  const months = repeated.map((measure) => measure.months);
  const [shortest, longest] = [durationInWords(Math.min(...months)), durationInWords(Math.max(...months))];
  const values = { count: new Set(repeated.map(({ later }) => later.id)).size, shortest, longest };
  return <p>{t(shortest === longest ? 'page.similar.in-plan-same' : 'page.similar.in-plan', values)}</p>;
}
