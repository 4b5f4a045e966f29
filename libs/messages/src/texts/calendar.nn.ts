import type { SomeTexts } from './nb.js';

export const calendarNn: SomeTexts = {
  'calendar.name.own': 'Kvittert: fristane mine',
  'calendar.name.plan': 'Kvittert: {plan}',
  'calendar.subject': '{number} {title}',
  'calendar.subject.restricted': 'punkt {number} i plan {plan}',
  'calendar.deadline': 'Frist: {subject}',
  'calendar.review': 'Vert vurdert på nytt: {subject}',
  'calendar.effect-review': 'Effektvurdering: {subject}',
  'calendar.decision': 'Frist for avgjerd {subject}',
  'calendar.reporting': 'Rapporteringsdato: {title}',
  'calendar.of-plan': 'Plan {number}: {title}.',
  'calendar.open-items': '{count, plural, one {Eitt punkt står att.} other {# punkt står att.}}',
};
