import { say, sayList, type Locale } from '#messages/texts/say.js';
import { sayDate } from '#messages/texts/dates.js';
import type { ReadingRefusal } from '../reading/reading-error.js';
import type { Warning } from './warnings.js';

/** Why a file can't be read, and what to do. */
export function sayRefusal(locale: Locale, reason: ReadingRefusal): string {
  return say(locale, `import.refused.${reason}`);
}

/** The rest can be seen in the file. */
const namedAtMost = 12;

/** What a person should look at before confirming. */
export function sayWarning(locale: Locale, warning: Warning): string {
  switch (warning.kind) {
    case 'hidden-text':
      return say(locale, 'import.unread.hidden-text');
    case 'tracked-changes':
    case 'embedded-parts':
    case 'hidden-rows':
    case 'hidden-columns':
    case 'comments':
      return say(locale, `import.unread.${warning.kind}`, { count: warning.count });
    case 'formulas-without-values':
      return say(locale, 'import.unread.formulas-without-values', {
        count: warning.count,
        first: warning.first,
      });
    case 'attached-files':
    case 'hidden-sheets':
      return say(locale, `import.unread.${warning.kind}`, {
        count: warning.names.length,
        names: sayList(locale, warning.names.slice(0, namedAtMost)),
      });
    case 'undecodable-text':
    case 'pages-without-text':
      return say(locale, `import.unread.${warning.kind}`, {
        count: warning.pages.length,
        pages: sayList(locale, warning.pages.slice(0, namedAtMost).map(String)),
      });
    case 'no-recommendations':
      return say(locale, 'import.warning.no-recommendations');
    case 'no-owner':
      return say(locale, 'import.warning.no-owner', { count: warning.count, total: warning.total });
    case 'number-gap':
      return say(locale, 'import.warning.number-gap', { missing: sayList(locale, warning.missing) });
    case 'number-twice':
      return say(locale, 'import.warning.number-twice', { numbers: sayList(locale, warning.numbers) });
    case 'compound':
      return say(locale, 'import.warning.compound', {
        number: warning.number,
        parts: warning.proposedItems.length,
      });
    case 'deadline-past':
      return say(locale, 'import.warning.deadline-past', {
        number: warning.number,
        deadline: sayDate(locale, warning.deadline, ''),
      });
    case 'deadline-unclear':
      return say(locale, 'import.warning.deadline-unclear', { number: warning.number, words: warning.words });
    case 'more-in-prose':
      return say(locale, 'import.warning.more-in-prose', { count: warning.count, page: warning.source.page });
    case 'situations-not-measures':
      return say(locale, 'import.warning.situations-not-measures', { count: warning.count });
  }
}
