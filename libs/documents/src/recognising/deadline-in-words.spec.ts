import { describe, expect, it } from '@jest/globals';
import { deadlineOf, deadlineWithin } from './deadline-in-words.js';

describe('a deadline in words', () => {
  it.each([
    ['31.12.2027', '2027-12-31'],
    ['1.3.27', '2027-03-01'],
    ['2027-06-01', '2027-06-01'],
    ['innen 1. mars 2027', '2027-03-01'],
    ['31 March 2027', '2027-03-31'],
    ['March 31, 2027', '2027-03-31'],
    ['senast den 31 mars 2027', '2027-03-31'],
    ['innen første halvår 2027', '2027-06-30'],
    ['andre halvår 2027', '2027-12-31'],
    ['i løpet av annet halvår 2027', '2027-12-31'],
    ['first half of 2027', '2027-06-30'],
    ['under första halvåret 2027', '2027-06-30'],
    ['1. kvartal 2027', '2027-03-31'],
    ['Q3 2027', '2027-09-30'],
    ['by the end of Q2 2027', '2027-06-30'],
    ['tredje kvartal 2027', '2027-09-30'],
    ['2. tertial 2027', '2027-08-31'],
    ['ved utgangen av 2027', '2027-12-31'],
    ['inden udgangen af 2027', '2027-12-31'],
    ['by the end of 2027', '2027-12-31'],
    ['innen utgangen av mars 2027', '2027-03-31'],
    ['februar 2028', '2028-02-29'],
    ['innen sommeren 2027', '2027-06-30'],
    ['våren 2027', '2027-05-31'],
    ['høsten 2027', '2027-11-30'],
    ['hausten 2027', '2027-11-30'],
    ['årsskiftet 2027/2028', '2027-12-31'],
    ['2027', '2027-12-31'],
  ])('%s comes to %s', (words, on) => {
    expect(deadlineOf(words)).toEqual({ words, on });
  });

  it.each(['fortløpende', 'Snarest mulig', 'årlig', 'ongoing', 'avklares i styret'])(
    '%s comes to no day',
    (words) => {
      expect(deadlineOf(words)).toEqual({ words });
    },
  );

  it.each(['', '–', '-'])('%j is none', (words) => {
    expect(deadlineOf(words)).toBeUndefined();
  });

  it('is no day that the calendar lacks', () => {
    expect(deadlineOf('31.02.2027')).toEqual({ words: '31.02.2027' });
  });
});

describe('a deadline within a text', () => {
  it.each([
    ['Kommunen bør øve innen 1. juni 2027, og helst før.', 'innen 1. juni 2027'],
    ['Planen legges frem i løpet av første halvår 2027.', 'i løpet av første halvår 2027'],
    ['The plan should be tested by the end of 2027 at the latest.', 'by the end of 2027'],
  ])('%s', (text, words) => {
    expect(deadlineWithin(text)?.words).toBe(words);
  });

  it.each(['Flommen i 2025 var stor.', 'Planen fra 2019 er gammel.', 'Tall per mai 2023 viser det.'])(
    'none: %s',
    (text) => {
      expect(deadlineWithin(text)).toBeUndefined();
    },
  );
});
