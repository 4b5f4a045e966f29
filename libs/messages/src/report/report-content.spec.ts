import { describe, expect, it } from '@jest/globals';
import { IntlMessageFormat } from 'intl-messageformat';
import { reportLanguages } from '#domain/report/report-language.js';
import { reportEn } from '../texts/report.en.js';
import { reportNb } from '../texts/report.nb.js';
import { reportNn } from '../texts/report.nn.js';
import { wordsEn } from '../texts/words.en.js';
import { wordsNb } from '../texts/words.nb.js';
import { wordsNn } from '../texts/words.nn.js';
import { enteredWords } from './decisions-section.js';
import { periodName } from './front-section.js';
import { wordsParts } from '../texts/marked-text.js';
import { plainText } from './report-document.js';
import { reportVoice } from './report-voice.js';
import { numbersMentioned, RunningText } from './running-text.js';

const catalogues = {
  nb: { ...wordsNb, ...reportNb },
  nn: { ...wordsNn, ...reportNn },
  en: { ...wordsEn, ...reportEn },
};

describe('the catalogues of the report', () => {
  it.each(reportLanguages)(
    '%s: every pattern compiles, asks for the same values, and shouts nowhere',
    (language) => {
      const locale = language === 'en' ? 'en-GB' : language;
      const wrong = Object.entries(catalogues[language]).filter(([key, pattern]) => {
        const own = namesIn(pattern, locale);
        const first = namesIn(catalogues.nb[key as keyof typeof catalogues.nb], 'nb');
        return pattern.includes('!') || own.join() !== first.join();
      });
      expect(wrong).toEqual([]);
    },
  );

  it('is nynorsk, not bokmål with another name', () => {
    const bokmål = /\b(ikke|hva|hvem|fra|noe|forsinket|fremdrift|tiltakene|punkter|ennå)\b/iu;
    expect(Object.entries(catalogues.nn).filter(([, pattern]) => bokmål.test(pattern))).toEqual([]);
  });
});

/** The values that a pattern asks for. */
function namesIn(pattern: string, locale: string): string[] {
  const names = new Set<string>();
  const walk = (elements: readonly unknown[]): void => {
    for (const element of elements as { type: number; value?: string; options?: object }[]) {
      // 0 is literal text, 7 the number sign of a plural.
      if (element.type !== 0 && element.type !== 7 && element.value !== undefined) names.add(element.value);
      for (const option of Object.values(element.options ?? {})) walk((option as { value: unknown[] }).value);
    }
  };
  walk(new IntlMessageFormat(pattern, locale, undefined, { ignoreTag: true }).getAst());
  return [...names].sort();
}

describe('the voice', () => {
  it('says dates, lists and numbers as each language does', () => {
    const said = reportLanguages.map((language) => {
      const voice = reportVoice(language);
      return [voice.day('2026-03-05'), voice.list(['1', '2', '3']), voice.number(1234.5, '%')];
    });
    expect(said).toEqual([
      ['5. mars 2026', '1, 2 og 3', '1\u00a0234,5 %'],
      ['5. mars 2026', '1, 2 og 3', '1\u00a0234,5 %'],
      ['5 March 2026', '1, 2 and 3', '1,234.5 %'],
    ]);
  });

  it('names a quarter, and any other period by its days', () => {
    const voice = reportVoice('nb');
    expect(periodName(voice, { from: '2026-07-01', to: '2026-09-30' })).toBe('3. kvartal 2026');
    expect(periodName(voice, { from: '2026-10-01', to: '2026-12-31' })).toBe('4. kvartal 2026');
    expect(periodName(voice, { from: '2026-07-01', to: '2026-08-31' })).toBe(
      '1. juli 2026 – 31. august 2026',
    );
    expect(periodName(voice, { from: '2026-02-01', to: '2026-04-30' })).toBe(
      '1. februar 2026 – 30. april 2026',
    );
  });

  it('tells items in a row as a span', () => {
    const say = (numbers: string[]) => reportVoice('nb').itemNumbers(numbers);
    expect(say(['12.1', '12.2', '12.3', '12.5'])).toBe('12.1–12.3 og 12.5');
    expect(say(['7.1', '7.2'])).toBe('7.1 og 7.2');
    expect(say(['31.1.1', '31.1.2', '31.1.3', '31.2.1'])).toBe('31.1.1–31.1.3 og 31.2.1');
    expect(say(['7.9', '7.10', '7.11'])).toBe('7.9–7.11');
  });
});

describe('people’s text', () => {
  const running = () =>
    new RunningText(
      [
        { term: 'C. difficile', meaning: 'en bakterie' },
        { term: 'HAI', meaning: 'infeksjoner' },
      ],
      new Set(['tiltak-4', 'tiltak-9']),
    );

  it('has a footnote where an abbreviation is first read, and links to measures that are there', () => {
    const text = running();
    expect(text.inline('HAI øker, se tiltak 4 og tiltak 12. HAI-arbeid mot C. difficile.')).toEqual([
      { kind: 'text', text: 'HAI' },
      { kind: 'footnote', number: 2, text: 'HAI: infeksjoner' },
      { kind: 'text', text: ' øker, se ' },
      { kind: 'reference', text: 'tiltak 4', to: 'tiltak-4' },
      { kind: 'text', text: ' og tiltak 12. HAI-arbeid mot C. difficile' },
      { kind: 'footnote', number: 1, text: 'C. difficile: en bakterie' },
      { kind: 'text', text: '.' },
    ]);
  });

  it('keeps every character, whatever it looks like', () => {
    const hostile = '#import "x" *a* _b_ $c$ <tiltak-4> @d {e} \\f [g] tiltak 4 = 4 // h';
    expect(plainText(running().inline(hostile))).toBe(hostile);
  });

  it('knows which measures a text names itself', () => {
    expect([...numbersMentioned('Se tiltak 4–6, Tiltakene 9 og measure 12.')]).toEqual([4, 5, 6, 9, 12]);
    expect([...numbersMentioned(undefined)]).toEqual([]);
  });
});

describe('who entered a decision', () => {
  it('is told by role, and who confirmed it', () => {
    const entered = { on: '2026-08-12', by: 'secretariat' } as const;
    const words = (language: 'nb' | 'nn' | 'en', by: 'secretariat' | 'leadership' | 'owner') =>
      enteredWords(reportVoice(language), { ...entered, countersigned: { on: '2026-08-13', by } });
    expect(words('nb', 'leadership')).toBe(
      'Ført inn av sekretariatet 12. august 2026, bekreftet av ledelsen 13. august 2026.',
    );
    expect(words('nn', 'secretariat')).toBe(
      'Ført inn av sekretariatet 12. august 2026, stadfesta av ein annan i sekretariatet 13. august 2026.',
    );
    expect(words('en', 'owner')).toBe(
      'Entered by the secretariat on 12 August 2026, confirmed by a substitute on 13 August 2026.',
    );
    expect(enteredWords(reportVoice('nb'), entered)).toBe('Ført inn av sekretariatet 12. august 2026.');
  });
});

describe('what people wrote', () => {
  it('is marked where it is in another language than the report', () => {
    const voice = reportVoice('en').marking('nb');
    const words = voice.t('report.since.reason', { reason: voice.typed('Mangler folk.') });
    expect(wordsParts(words)).toEqual([{ text: 'Reason: ' }, { text: 'Mangler folk.', language: 'nb' }]);
    expect(reportVoice('en').typed('Mangler folk.')).toBe('Mangler folk.');
    expect(voice.typed('The plan has been adopted.')).toBe('The plan has been adopted.');
    expect(wordsParts(voice.upperFirst(voice.typed('fagrådet')))).toEqual([
      { text: 'Fagrådet', language: 'nb' },
    ]);
  });

  it('keeps its marks where it refers to a measure', () => {
    const voice = reportVoice('en').marking('nb');
    const running = new RunningText([], new Set(['tiltak-9']));
    const runs = running.inline(voice.typed('Se tiltak 9 og så videre.'));
    expect(runs.map((run) => wordsParts(run.text)[0]?.language)).toEqual(['nb', 'nb', 'nb']);
    expect(plainText(runs)).toBe('Se tiltak 9 og så videre.');
  });
});
