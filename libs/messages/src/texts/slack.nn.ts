import type { SomeTexts } from './nb.js';

/** How the morning message begins, in nynorsk. */
export const slackNn = {
  'morning.greeting': 'God morgon, {name}.',
  'morning.waiting': '{what} ventar på {whom}.',
  'morning.to-know': '{what} bør du kjenne til.',
  'morning.nothing-left': 'Ingenting i denne meldinga ventar lenger.',
  'morning.you': 'deg',
} as const satisfies SomeTexts;
