import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { IntlMessageFormat } from 'intl-messageformat';
import { DomainError, invalid, notFound } from '#domain/domain-error.js';
import { outcomeKinds } from '#domain/evaluation/evaluation.js';
import { closureKinds, progresses } from '#domain/measure/measure.js';
import { verdicts } from '#domain/plan/plan.js';
import { sayDate, sayTime } from './dates.js';
import { calendarNb } from './calendar.nb.js';
import { catalogueNb } from './catalogue.nb.js';
import { evaluationPagesNb } from './evaluation-pages.nb.js';
import { importNb } from './import.nb.js';
import { importPagesNb } from './import-pages.nb.js';
import { mailNb } from './mail.nb.js';
import { nb } from './nb.js';
import { pagesNb } from './pages.nb.js';
import { partyPagesNb } from './party-pages.nb.js';
import { personPagesNb } from './person-pages.nb.js';
import { problemsNb } from './problems.nb.js';
import { publishedNb } from './published.nb.js';
import { reportPagesNb } from './report-pages.nb.js';
import { readingsNb } from './readings.nb.js';
import { hasText, say, sayList, sayProblem } from './say.js';
import { searchNb } from './search.nb.js';
import { slackNb } from './slack.nb.js';
import { wordsNb } from './words.nb.js';

describe('the catalogue', () => {
  it('has each key in one file only', () => {
    const files = [
      wordsNb,
      problemsNb,
      slackNb,
      pagesNb,
      partyPagesNb,
      personPagesNb,
      readingsNb,
      searchNb,
      importNb,
      importPagesNb,
      calendarNb,
      catalogueNb,
      reportPagesNb,
      evaluationPagesNb,
      publishedNb,
      mailNb,
    ];
    const keys = files.flatMap((texts) => Object.keys(texts));
    expect(keys).toHaveLength(Object.keys(nb).length);
    expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([]);
  });

  it('compiles every pattern, shouts nowhere', () => {
    for (const [key, pattern] of Object.entries(nb)) {
      expect(() => new IntlMessageFormat(pattern, 'nb', undefined, { ignoreTag: true })).not.toThrow();
      expect(`${key}: ${pattern}`).not.toContain('!');
    }
  });

  it('has a word for everything the domain can be', () => {
    const keys = [
      ...progresses.map((progress) => `progress.${progress}`),
      ...closureKinds.map((kind) => `closure.${kind}`),
      ...outcomeKinds.map((kind) => `outcome.${kind}`),
      ...verdicts.map((verdict) => `verdict.${verdict}`),
    ];
    expect(keys.filter((key) => !hasText(key))).toEqual([]);
  });

  it('says plurals and lists as they are said', () => {
    expect(say('nb', 'morning.label.days-late', { days: 1 })).toBe('1 dag over fristen');
    expect(say('nb', 'morning.label.days-late', { days: 14 })).toBe('14 dager over fristen');
    expect(sayList('nb', ['7.1', '7.2', '7.3'])).toBe('7.1, 7.2 og 7.3');
  });

  it('keeps tags and braces in values as they are', () => {
    expect(say('nb', 'subject.titled', { subject: '<b>1</b>', title: '{x}' })).toBe('<b>1</b> – {x}');
  });
});

describe('a refusal in Norwegian', () => {
  const refused = (
    type: string,
    extra: Record<string, unknown>,
    refusal: 'conflict' | 'stale' = 'conflict',
  ) => new DomainError({ type, refusal, title: 'No', detail: 'No.', extra });

  it('says what is wrong and what to do, with the numbers', () => {
    expect(
      sayProblem(
        'nb',
        refused('open-items', { measure: 7, openCount: 3, itemCount: 38, openItems: ['7.4'] }),
      ),
    ).toBe(
      'Tiltak 7 kan ikke lukkes: 3 av 38 punkter er ikke kvittert ut. Kvitter dem ut først, eller la ledelsen avgjøre at de utgår.',
    );
    expect(sayProblem('nb', refused('four-eyes', { item: '7.1', ground: 'proposed-it' }))).toBe(
      'Du kan ikke avgjøre om punkt 7.1 utgår: Du foreslo det selv. La en annen i ledelsen avgjøre det.',
    );
    expect(sayProblem('nb', refused('four-eyes', { item: '7.1', ground: 'own-unit' }))).toBe(
      'Du kan ikke kvittere ut punkt 7.1: det er din egen enhets punkt. Be en annen i sekretariatet, eller ledelsen, om å gjøre det.',
    );
  });

  it('says more where the field has more to say, and the general text elsewhere', () => {
    const early = { on: '2026-11-20', earliest: '2026-11-21' };
    expect(sayProblem('nb', refused('date-not-ahead', { field: 'effectReviewOn', ...early }))).toBe(
      'Velg en dato etter i dag, eller la feltet stå tomt.',
    );
    expect(sayProblem('nb', refused('date-not-ahead', { field: 'on', ...early }))).toBe(
      'Velg en dato fra og med 21. november 2026.',
    );
    expect(sayProblem('nb', invalid('note', 'No.'))).toBe(nb['problem.invalid-value']);
  });

  it('falls back to its kind when the text or a value is missing', () => {
    expect(sayProblem('nb', refused('never-heard-of', {}, 'stale'))).toBe(nb['problem.fallback.stale']);
    expect(sayProblem('nb', refused('open-items', {}))).toBe(nb['problem.fallback.conflict']);
    expect(sayProblem('nb', notFound('item', '1'))).toBe(nb['problem.not-found']);
  });
});

describe('every refusal of the domain and the record', () => {
  const libs = new URL('../../../', import.meta.url);
  const sources = ['domain/src', 'record/src'].flatMap((room) =>
    readdirSync(new URL(room, libs), { recursive: true, encoding: 'utf8' })
      .filter((path) => path.endsWith('.ts') && !path.endsWith('.spec.ts'))
      .map((path) => readFileSync(new URL(`${room}/${path}`, libs), 'utf8')),
  );
  const types = sources.flatMap((source) =>
    [...source.matchAll(/type: '([a-z-]+)',\s*refusal:/g)].map((found) => found[1] ?? ''),
  );

  it('has a Norwegian text of its own', () => {
    expect(types).toEqual(
      expect.arrayContaining(['open-items', 'four-eyes', 'plan-closed', 'stale', 'email-taken']),
    );
    expect(types.filter((type) => !hasText(`problem.${type}`))).toEqual([]);
  });
});

describe('dates', () => {
  it('have the year only when it is another', () => {
    expect(sayDate('nb', '2026-11-13', '2026-11-20')).toBe('13. november');
    expect(sayDate('nb', '2027-01-04', '2026-11-20')).toBe('4. januar 2027');
  });

  it('are told in Oslo’s time, summer and winter', () => {
    expect(sayTime('nb', '2026-11-20T07:14:00.000Z')).toEqual({ date: '2026-11-20', time: '08.14' });
    expect(sayTime('nb', '2026-06-30T22:05:00.000Z')).toEqual({ date: '2026-07-01', time: '00.05' });
    expect(sayTime('en', '2026-06-30T22:05:00.000Z').time).toBe('00:05');
  });
});
