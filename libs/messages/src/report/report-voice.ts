import { IntlMessageFormat } from 'intl-messageformat';
import type { Instant, PlainDate } from '#domain/ids.js';
import type { ReportLanguage } from '#domain/report/report-language.js';
import { languageOf } from '#domain/report/written-language.js';
import type { Authority } from '#domain/roles/actor.js';
import { sayTime } from '../texts/dates.js';
import { formatsOf } from '../texts/formats.js';
import { publishedReportEn } from '../texts/published-report.en.js';
import { publishedReportNb } from '../texts/published-report.nb.js';
import { publishedReportNn } from '../texts/published-report.nn.js';
import { reportEn } from '../texts/report.en.js';
import { reportNb } from '../texts/report.nb.js';
import { reportNn } from '../texts/report.nn.js';
import type { TextValues } from '../texts/say.js';
import { wordsEn } from '../texts/words.en.js';
import { wordsNb } from '../texts/words.nb.js';
import { wordsNn } from '../texts/words.nn.js';
import { marked, withoutMarks } from '../texts/marked-text.js';

const nb = { ...wordsNb, ...reportNb, ...publishedReportNb };
export type ReportKey = keyof typeof nb;

const catalogues: Readonly<Record<ReportLanguage, Readonly<Record<ReportKey, string>>>> = {
  nb,
  nn: { ...wordsNn, ...reportNn, ...publishedReportNn },
  en: { ...wordsEn, ...reportEn, ...publishedReportEn },
};

const voices = new Map<ReportLanguage, ReportVoice>();

/** The voice of a language; each pattern and format is compiled once per process. */
export function reportVoice(language: ReportLanguage): ReportVoice {
  let voice = voices.get(language);
  if (voice === undefined) voices.set(language, (voice = new ReportVoice(language)));
  return voice;
}

/** Puts a report's facts in words, in one language. */
export class ReportVoice {
  private readonly locale: string;
  private readonly patterns = new Map<ReportKey, IntlMessageFormat>();
  private readonly dates: Intl.DateTimeFormat;
  private readonly lists: Intl.ListFormat;
  private readonly numbers: Intl.NumberFormat;
  /** What people usually write in here; undefined where nothing is marked. */
  private usual: ReportLanguage | undefined;

  constructor(readonly language: ReportLanguage) {
    this.locale = formatsOf[language];
    this.dates = new Intl.DateTimeFormat(this.locale, {
      day: 'numeric',
      month: 'long',
      year: 'numeric',
      timeZone: 'UTC',
    });
    this.lists = new Intl.ListFormat(this.locale, { type: 'conjunction' });
    this.numbers = new Intl.NumberFormat(this.locale);
  }

  /** The same voice for a document, where what people wrote in another language is marked. */
  marking(usual: ReportLanguage): ReportVoice {
    const voice = Object.create(this) as ReportVoice;
    voice.usual = usual;
    return voice;
  }

  /** What people wrote: marked where it is not in the voice's own language. */
  typed(words: string): string {
    if (this.usual === undefined) return words;
    const language = languageOf(words, this.usual);
    return language === this.language ? words : marked(words, language);
  }

  /** @throws when the pattern needs a value that is not given */
  t(key: ReportKey, values: TextValues = {}): string {
    let pattern = this.patterns.get(key);
    if (pattern === undefined) {
      pattern = new IntlMessageFormat(catalogues[this.language][key], this.locale, undefined, {
        ignoreTag: true,
      });
      this.patterns.set(key, pattern);
    }
    return String(pattern.format({ ...values }));
  }

  /** "3. mars 2026": in a report the year always stands. */
  day(date: PlainDate): string {
    return this.dates.format(new Date(`${date}T00:00:00Z`));
  }

  /** The day and the clock in Oslo, as values for a pattern. */
  moment(at: Instant): { date: string; time: string } {
    const { date, time } = sayTime(this.language, at);
    return { date: this.day(date), time };
  }

  list(parts: readonly string[]): string {
    return this.lists.format(parts);
  }

  /** "3–5 og 9": as item numbers are told. */
  measureNumbers(numbers: readonly number[]): string {
    return this.itemNumbers(numbers.map(String));
  }

  /** "12.1–12.20 og 12.23": item numbers in their order, three or more in a row as a span. */
  itemNumbers(numbers: readonly string[]): string {
    const spans: { from: string; to: string; count: number }[] = [];
    for (const number of numbers) {
      const span = spans.at(-1);
      if (span !== undefined && follows(span.to, number)) {
        span.to = number;
        span.count += 1;
      } else spans.push({ from: number, to: number, count: 1 });
    }
    return this.list(
      spans.flatMap(({ from, to, count }) =>
        count > 2 ? [`${from}–${to}`] : count === 2 ? [from, to] : [from],
      ),
    );
  }

  number(value: number, unit = ''): string {
    const written = this.numbers.format(value);
    return unit === '' ? written : `${written} ${unit}`;
  }

  /** "Side {page} av {pages}", the two names left for the writer. */
  pageOf(): string {
    return this.t('report.page-of', { page: '{page}', pages: '{pages}' });
  }

  /** The body or leader that decided: a body with the date of its meeting, a leader with the date given. */
  authority(authority: Authority, on?: PlainDate): string {
    if (authority.kind === 'leader') {
      return on === undefined
        ? this.t('report.authority.leader')
        : this.t('report.authority.leader-on', { date: this.day(on) });
    }
    const { body, meetingDate, caseNumber } = authority;
    return this.t('report.authority.body', {
      body: this.typed(body),
      date: this.day(meetingDate),
      caseNumber,
    });
  }

  /** A word in the middle of a sentence; an abbreviation keeps its capitals. */
  lowerFirst(words: string): string {
    if (/^\p{Lu}{2}/u.test(withoutMarks(words))) return words;
    return words.replace(firstLetter, (first) => first.toLocaleLowerCase(this.locale));
  }

  upperFirst(words: string): string {
    return words.replace(firstLetter, (first) => first.toLocaleUpperCase(this.locale));
  }
}

/** Works also where the words begin in another language. */
const firstLetter = /^[\uFDD0-\uFDD3]?./su;

/** 7.5 follows 7.4, 31.1.2 follows 31.1.1, and 8 follows 7. */
function follows(number: string, next: string): boolean {
  const [, stem, last] = /^(.*\.|)(\d+)$/u.exec(number) ?? [];
  return stem !== undefined && next === `${stem}${Number(last) + 1}`;
}

/** People's text as sentences of its own: it begins with a capital, and ends as `ended` does. */
export function sentence(words: string): string {
  const trimmed = words.trim();
  return ended(
    beginsInLowerCase.test(trimmed) ? trimmed.charAt(0).toLocaleUpperCase('nb') + trimmed.slice(1) : trimmed,
  );
}

/** Leaves "pH", "mRNA" and addresses as they are. */
const beginsInLowerCase = /^\p{Ll}(?!\p{Lu}|[\p{L}\d+.-]*:\/\/|ww\.)/u;

/** What goes on from words of ours: ends with a full stop however the text ends. */
export function ended(words: string): string {
  const trimmed = words.trim();
  return trimmed === '' || /[.!?…:]["»”)]?$/u.test(trimmed) ? trimmed : `${trimmed}.`;
}
