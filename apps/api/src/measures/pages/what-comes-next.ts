import { osloDate } from '#domain/follow-up/calendar.js';
import { followUpFacts, nextDueOn, obligationsDue } from '#domain/follow-up/follow-up-schedule.js';
import { addDays } from '#domain/follow-up/calendar.js';
import type { Instant, PlainDate } from '#domain/ids.js';
import { itemNumber, type Measure } from '#domain/measure/measure.js';
import type { Plan } from '#domain/plan/plan.js';
import { day, list, pageVoice, t } from '../../web/frame/texts.js';

const itemsNamed = 3;

/** What time does next, and when, in words: one sentence per kind of demand on the next day something is due. */
export function whatComesNext(measure: Measure, plan: Plan, now: Instant): readonly string[] {
  if (measure.state === 'proposed') return [t('page.next.proposed')];
  if (measure.state === 'withdrawn') return [t('page.next.withdrawn')];
  const facts = followUpFacts(measure, plan);
  const today: PlainDate = osloDate(now);
  const next = nextDueOn(facts, today);
  if (next === undefined) return [t(measure.state === 'closed' ? 'page.next.closed' : 'page.next.nothing')];
  const due = obligationsDue(facts, { after: addDays(next, -1), until: next });
  const kinds = [...new Set(due.map(({ kind, recipient }) => `${kind} ${recipient}`))];
  return kinds.map((key) => {
    const same = due.filter(({ kind, recipient }) => `${kind} ${recipient}` === key);
    const { kind, recipient } = same[0] ?? { kind: 'update-wanted', recipient: 'contact' };
    return t('page.next.sentence', {
      date: day(next),
      who: t(`page.recipient.${recipient}`),
      what: t(`page.next.${kind}`),
      items: itemsInWords(
        measure,
        same.flatMap(({ itemId }) => itemId ?? []),
      ),
    });
  });
}

function itemsInWords(measure: Measure, ids: readonly string[]): string {
  const numbers = measure.items.filter(({ id }) => ids.includes(id)).map((item) => itemNumber(measure, item));
  if (numbers.length === 0) return '';
  const named = numbers.slice(0, itemsNamed);
  const rest = numbers.length - named.length;
  return t('page.next.items', {
    items: list(rest > 0 ? [...named, pageVoice().t('report.responsible.others', { count: rest })] : named),
  });
}
