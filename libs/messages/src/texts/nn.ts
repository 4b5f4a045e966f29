import { calendarNn } from './calendar.nn.js';
import { mailNn } from './mail.nn.js';
import type { SomeTexts } from './nb.js';
import { pagesNn } from './pages.nn.js';
import { slackNn } from './slack.nn.js';
import { wordsNn } from './words.nn.js';

/** Nynorsk, as far as it is written (docs/adr/038). When it is whole its type is `Texts`: a missing text does not compile. */
export const nn: SomeTexts = { ...wordsNn, ...slackNn, ...pagesNn, ...mailNn, ...calendarNn };
