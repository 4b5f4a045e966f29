import { calendarNb } from './calendar.nb.js';
import { catalogueNb } from './catalogue.nb.js';
import { evaluationPagesNb } from './evaluation-pages.nb.js';
import { importNb } from './import.nb.js';
import { importPagesNb } from './import-pages.nb.js';
import { mailNb } from './mail.nb.js';
import { pagesNb } from './pages.nb.js';
import { partyPagesNb } from './party-pages.nb.js';
import { personPagesNb } from './person-pages.nb.js';
import { problemsNb } from './problems.nb.js';
import { publishedNb } from './published.nb.js';
import { reportPagesNb } from './report-pages.nb.js';
import { readingsNb } from './readings.nb.js';
import { searchNb } from './search.nb.js';
import { slackNb } from './slack.nb.js';
import { wordsNb } from './words.nb.js';

/** Bokmål: every text, key → ICU MessageFormat pattern. Composed of one file per place where texts are used. */
export const nb = {
  ...wordsNb,
  ...problemsNb,
  ...slackNb,
  ...pagesNb,
  ...readingsNb,
  ...searchNb,
  ...importNb,
  ...importPagesNb,
  ...catalogueNb,
  ...reportPagesNb,
  ...evaluationPagesNb,
  ...partyPagesNb,
  ...personPagesNb,
  ...publishedNb,
  ...mailNb,
  ...calendarNb,
};

export type TextKey = keyof typeof nb;
/** Another language has the same keys. */
type Texts = Readonly<Record<TextKey, string>>;
/** A language that is still being written; bokmål stands in for the rest. */
export type SomeTexts = Partial<Texts>;
