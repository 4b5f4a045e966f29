import type { SomeTexts } from './nb.js';

export const calendarEn: SomeTexts = {
  'calendar.name.own': 'Kvittert: my deadlines',
  'calendar.name.plan': 'Kvittert: {plan}',
  'calendar.subject': '{number} {title}',
  'calendar.subject.restricted': 'item {number} of plan {plan}',
  'calendar.deadline': 'Deadline: {subject}',
  'calendar.review': 'To be looked at again: {subject}',
  'calendar.effect-review': 'Effect review: {subject}',
  'calendar.decision': 'Deadline of decision {subject}',
  'calendar.reporting': 'Reporting date: {title}',
  'calendar.of-plan': 'Plan {number}: {title}.',
  'calendar.open-items': '{count, plural, one {One item remains.} other {# items remain.}}',
};
